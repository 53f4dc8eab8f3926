// Histories of Paradex over a venue that is made up: pages that end, and pages that never do.
import { describe, expect, test } from 'vitest';
import { limits } from '../../core/limits.ts';
import { testInstrument } from '../../core/testing/test-pair.ts';
import { askFills, type Traded } from './account-queries.ts';
import type { Rest } from './rest.ts';

const traded = { instrument: testInstrument('paradex', '0.001') } as Traded;

/** Answers whatever is asked with these pages, in turn, and over again. */
function answering(pages: readonly { readonly results: readonly object[]; readonly next: string | null }[]): {
  readonly rest: Rest;
  readonly asked: () => number;
} {
  let asked = 0;
  const ask = (): Promise<object> => {
    asked += 1;
    return Promise.resolve({ ok: true, value: pages[(asked - 1) % pages.length] });
  };
  return { rest: { ask } as unknown as Rest, asked: () => asked };
}

describe('a history', () => {
  test('is read page by page, oldest first', async () => {
    const { rest } = answering([
      { results: [{ created_at: 3 }, { created_at: 2 }], next: 'a' },
      { results: [{ created_at: 1 }], next: null },
    ]);
    expect(await askFills(rest, traded, 0)).toMatchObject({
      ok: true,
      value: [{ created_at: 1 }, { created_at: 2 }, { created_at: 3 }],
    });
  });

  test('whose pages lead to one another for ever is not read for ever, and never taken for whole', async () => {
    const { rest, asked } = answering([
      { results: [], next: 'a' },
      { results: [], next: 'b' },
    ]);
    expect(await askFills(rest, traded, 0)).toMatchObject({ ok: false, failure: { kind: 'malformed' } });
    expect(asked()).toBe(limits.historyPagesMax);
  });
});
