// What once failed, and is fixed, stays fixed: every scenario of the corpus is run again on every check. They are data, so they hold
// whatever becomes of the generator and its seeds.
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { twinInvariants } from '../checks/twins.ts';
import { readKept } from '../command/kept-files.ts';
import { checkScenario } from '../run-seed.ts';

const corpus = readdirSync(import.meta.dirname)
  .filter((name) => name.endsWith('.json'))
  .map((name) => {
    const read = readKept(join(import.meta.dirname, name));
    if (!read.ok) throw new Error(read.message);
    return { name, ...read.value };
  });

describe('the corpus', () => {
  it('holds what each of its scenarios was, in a sentence of its own', () => {
    expect(corpus.length).toBeGreaterThanOrEqual(8);
    expect(new Set(corpus.map(({ what }) => what)).size).toBe(corpus.length);
    expect(corpus.filter(({ what, found }) => what === found || what.length < 40)).toEqual([]);
  });

  it.each(corpus.map((kept) => [kept.what, kept] as const))('%s', (_what, { scenario, invariant }) => {
    const { violation, primaryFills } = checkScenario(scenario, {
      hasTwins: twinInvariants.has(invariant),
    });
    expect(violation).toBeUndefined();
    expect(primaryFills).toBeGreaterThan(0);
  });
});
