// A crew outlives its threads: whatever becomes of one, its seed is a violation and all others have their results.
import { describe, expect, it } from 'vitest';
import { Crew } from './crew.ts';
import type { SeedJob } from './job.ts';

const seedJob = (seed: number): SeedJob => ({ kind: 'seed', seed, hasFaults: true });

/** Threads that answer with the seed, and meet the fate that is written for one. */
function crewWhere(fate: string): Crew {
  const code = `import { parentPort } from 'node:worker_threads';
    parentPort.on('message', ({ seed }) => { ${fate} parentPort.postMessage({ seed, verdict: 'HEDGED' }); });`;
  return new Crew(2, new URL(`data:text/javascript,${encodeURIComponent(code)}`));
}

describe('a crew', () => {
  it.each([
    ['throws', `if (seed === 3) throw new RangeError('out of order');`, /^RangeError: out of order$/],
    [
      'leaves a promise broken',
      `if (seed === 3) return Promise.reject(new Error('nobody waits'));`,
      /nobody waits/,
    ],
    ['ends its thread', 'if (seed === 3) process.exit(7);', /exit code 7/],
  ])('makes a seed that %s a violation, and goes on', async (_case, fate, text) => {
    const crew = crewWhere(fate);
    const results = await Promise.all([1, 2, 3, 4, 5].map((seed) => crew.run(seedJob(seed))));
    await crew.close();
    expect(results.map((result) => [result?.seed, result?.verdict])).toEqual([
      [1, 'HEDGED'],
      [2, 'HEDGED'],
      [3, 'VIOLATION'],
      [4, 'HEDGED'],
      [5, 'HEDGED'],
    ]);
    expect(results[2]?.violation).toMatchObject({
      invariant: 'assertion',
      text: expect.stringMatching(text),
    });
  });

  it('keeps the stack of what was thrown', async () => {
    const crew = crewWhere(`throw new Error('here');`);
    const result = await crew.run(seedJob(1));
    await crew.close();
    expect(result?.violation?.window.join('\n')).toMatch(/Error: here\n\s+at /);
  });

  it('that is closed gives up what runs and what waits, and begins nothing more', async () => {
    const crew = crewWhere('return;');
    const results = [1, 2, 3, 4].map((seed) => crew.run(seedJob(seed)));
    await crew.close();
    expect(await Promise.all([...results, crew.run(seedJob(5))])).toEqual(Array(5).fill(undefined));
  });
});
