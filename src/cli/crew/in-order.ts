// Work done side by side and taken in one order: what comes of it is the same with any number of threads.

export interface InOrder<Item, Result> {
  readonly items: Iterable<Item>;
  /** `undefined` when it was given up. */
  readonly run: (item: Item) => Promise<Result | undefined>;
  /** Whether to go on. */
  readonly take: (result: Result, item: Item) => boolean;
  /** How many are begun before the first is taken. */
  readonly ahead: number;
}

/** Ends with the last item, with the first result after which `take` does not want to go on, or when work is given up. */
export async function inOrder<Item, Result>({
  items,
  run,
  take,
  ahead,
}: InOrder<Item, Result>): Promise<void> {
  const begun: { readonly item: Item; readonly result: Promise<Result | undefined> }[] = [];
  for (const item of items) {
    begun.push({ item, result: run(item) });
    if (begun.length >= ahead && !(await takeFirst())) return;
  }
  while (begun.length > 0) if (!(await takeFirst())) return;

  async function takeFirst(): Promise<boolean> {
    const first = begun.shift();
    const result = await first?.result;
    return first !== undefined && result !== undefined && take(result, first.item);
  }
}
