// The known name that a mistyped one was probably meant to be.

/** `undefined` where nothing is near: at most a third of the letters may be wrong. */
export function nearest(typed: string, known: readonly string[]): string | undefined {
  const word = canonical(typed);
  let best: string | undefined;
  let least = Infinity;
  for (const name of known) {
    const changes = editDistance(word, canonical(name));
    if (changes >= least || changes * wrongOneIn > word.length) continue;
    least = changes;
    best = name;
  }
  return best;
}

const wrongOneIn = 3;

/** Letter case and kind of dash are no difference between words. */
const canonical = (name: string): string =>
  name
    .replace(/([a-z])([A-Z])/g, '$1-$2')
    .replace(/_/g, '-')
    .toLowerCase();

/** Letters to insert, remove or replace. */
function editDistance(left: string, right: string): number {
  let row = Array.from({ length: right.length + 1 }, (_, index) => index);
  for (let i = 1; i <= left.length; i += 1) {
    const next = [i];
    for (let j = 1; j <= right.length; j += 1) {
      const replaced = (row[j - 1] ?? 0) + (left[i - 1] === right[j - 1] ? 0 : 1);
      next.push(Math.min(replaced, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[right.length] ?? 0;
}
