// Work that is asked for all at once and done one piece after the other.

export function oneByOne<Asked, Result>(
  work: (asked: Asked) => Promise<Result>,
): (asked: Asked) => Promise<Result> {
  let last: Promise<unknown> = Promise.resolve();
  return (asked) => {
    const result = last.then(() => work(asked));
    last = result;
    return result;
  };
}
