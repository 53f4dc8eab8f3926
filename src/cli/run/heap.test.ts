// When a run on the machine's clock collects its garbage.
import { describe, expect, it } from 'vitest';
import { heapOfProcess, QuietCollector, type AtStake, type Heap } from './heap.ts';

/** Every turn allocates so much; collecting leaves what has always been there. */
function heapGrowing(bytesPerTurn: number): {
  readonly heap: Heap;
  readonly turn: () => void;
  collections: number;
} {
  const lasting = 20_000_000;
  let young = 0;
  const counted = {
    collections: 0,
    turn: () => {
      young += bytesPerTurn;
    },
    heap: {
      usedBytes: () => lasting + young,
      collectYoung: () => {
        counted.collections += 1;
        young = 0;
      },
    },
  };
  return counted;
}

function look(
  collector: QuietCollector,
  growing: ReturnType<typeof heapGrowing>,
  turns: number,
  atStake: AtStake = 'nothing',
): void {
  for (let turn = 0; turn < turns; turn += 1) {
    growing.turn();
    collector.look(atStake);
  }
}

describe('a run on the clock', () => {
  it('collects when a quarter of its young generation is garbage, again and again', () => {
    const growing = heapGrowing(8_192);
    look(new QuietCollector(growing.heap), growing, 640);
    // A look at every 32nd turn sees 256 KB more; the first one only learns where it stands.
    expect(growing.collections).toBe(19);
  });

  it('waits for longer while an order rests, because its fill would have to wait', () => {
    const growing = heapGrowing(8_192);
    look(new QuietCollector(growing.heap), growing, 640, 'resting');
    expect(growing.collections).toBe(4);
  });

  it('collects nothing where next to nothing was allocated', () => {
    const growing = heapGrowing(16);
    look(new QuietCollector(growing.heap), growing, 10_000);
    expect(growing.collections).toBe(0);
  });

  it('waits while something is naked, and collects when nothing is any more', () => {
    const growing = heapGrowing(100_000);
    const collector = new QuietCollector(growing.heap);
    look(collector, growing, 32);
    look(collector, growing, 500, 'naked');
    expect(growing.collections).toBe(0);
    look(collector, growing, 1);
    expect(growing.collections).toBe(1);
  });
});

it('what is garbage in the young generation of a process is gone once it is collected', () => {
  const heap = heapOfProcess();
  heap.collectYoung();
  const garbage = Array.from({ length: 4_000 }, (_, index) => ({ index }));
  const fullBytes = heap.usedBytes();
  garbage.length = 0;
  heap.collectYoung();
  expect(fullBytes - heap.usedBytes()).toBeGreaterThan(50_000);
});
