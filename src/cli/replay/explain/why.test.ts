// Why each command was issued, told of scripted pairs: one rule after the other.
import { describe, expect, it } from 'vitest';
import type { Command } from '../../../core/commands.ts';
import type { EngineEvent } from '../../../core/events.ts';
import type { OrderRequest } from '../../../core/order.ts';
import { exactly } from '../../../core/pair.ts';
import { testInstrument } from '../../../core/testing/test-pair.ts';
import { ScriptedPair, type ScriptOptions } from '../../../engine/testing/scripted-pair.ts';
import type { RecordedCommand } from '../../../journal/recorded.ts';
import { explainTurn } from './explain-turn.ts';

/** Tells of every command why it was issued, in the moment in which it was. */
class ExplainedPair extends ScriptedPair {
  readonly #told: { readonly command: Command; readonly why: string | null }[] = [];

  protected override react(turn: readonly EngineEvent[]): readonly Command[] {
    const asked = super.react(turn);
    const commands = asked as readonly RecordedCommand[];
    const recorded = { kind: 'turn', sequence: 1, atUs: this.pair.nowUs, events: turn, commands } as const;
    const explained = explainTurn(recorded, { pair: this.pair, asked }, undefined);
    for (const [index, command] of asked.entries())
      this.#told.push({ command, why: explained?.commands[index]?.why ?? null });
    return asked;
  }

  /** Of the latest command of the kind, and of that role where it places an order. */
  why(kind: Command['kind'], role?: OrderRequest['role']): string | null {
    const found = this.#told.findLast(
      ({ command }) =>
        command.kind === kind &&
        (role === undefined || (command.kind === 'place' && command.order.role === role)),
    );
    if (found === undefined) throw new Error(`a ${kind} was issued`);
    return found.why;
  }

  /** An accepted quote that rests. */
  quote(): OrderRequest {
    const { order } = this.start();
    this.accept(order);
    return order;
  }

  /** A quote that was filled, and whose hedge is out. */
  naked(): OrderRequest {
    this.fill(this.quote(), 100, { tradeId: 't-12', price: 300_000 });
    return this.lastPlaced('hedge').order;
  }
}

const withConfig = (config: ScriptOptions['config']): ExplainedPair =>
  new ExplainedPair({ config: config ?? {} });

describe('an order was placed', () => {
  it('as a quote: what its cycle wants, what is held, and where it stands', () => {
    const pair = new ExplainedPair();
    pair.quote();
    expect(pair.why('place', 'quote')).toBe(
      'BUILD 1 wants +0.1 on alpha, which holds 0; 3000 joins the touch',
    );
    const inside = withConfig({ primaryMode: 'bbo_minus_1' });
    inside.quote();
    expect(inside.why('place', 'quote')).toMatch(/; 3000\.09 is one tick inside the opposite touch$/);
    const taking = withConfig({ primaryMode: 'market' });
    taking.start();
    expect(taking.why('place', 'quote')).toMatch(/; it is taken, because the primary mode is market$/);
  });

  it('as a hedge: of which fill, and how far it reaches', () => {
    const pair = new ExplainedPair();
    pair.naked();
    const quote = pair.lastPlaced('quote').order.clientOrderId;
    expect(pair.why('place', 'hedge')).toBe(
      `net delta is +0.1 (fill t-12 of quote ${quote} at 3000); it takes as far as the price band reaches`,
    );
  });

  it('as another try of a hedge: how many came to nothing', () => {
    const pair = withConfig({ hedgeMode: 'iterative' });
    pair.end(pair.naked(), 'expired', 0);
    expect(pair.why('place', 'hedge')).toBe(
      'net delta is +0.1 still, after 1 of 3 tries of round 1; it takes 1 tick beyond the touch, one more than the try before',
    );
  });

  it('as a hedge that rests, and then takes', () => {
    const pair = withConfig({ hedgeMode: 'bbo' });
    const resting = pair.naked();
    expect(pair.why('place', 'hedge')).toMatch(/; it may rest as maker for 3 s$/);
    pair.accept(resting);
    pair.pass(3_000);
    expect(pair.why('cancel')).toBe('its patience of 3 s is over, and what is left is taken');
    pair.end(resting, 'canceled', 0);
    expect(pair.why('place', 'hedge')).toBe('net delta is +0.1 still; it may rest no longer, and takes');
  });

  it('to give back what could not be hedged', () => {
    const pair = new ExplainedPair();
    pair.naked();
    for (let tries = 0; tries < 9; tries += 1) {
      pair.end(pair.lastPlaced('hedge').order, 'expired', 0);
      pair.pass(1_050);
    }
    expect(pair.why('place', 'reduce')).toBe(
      'net delta is +0.1 still; the hedge on beta could not be had, and alpha gives back what is naked',
    );
  });

  it('to answer what somebody else did', () => {
    const pair = withConfig({ sleep: exactly(60_000) });
    pair.start();
    pair.completeCycle();
    pair.moveVenueByHand('primary', -100);
    pair.pass(20_000);
    expect(pair.why('place', 'offset')).toBe(
      'the position on alpha changed by -0.1 by no order of ours; beta is reduced in answer',
    );
    expect(pair.why('query-position')).toMatch(/^it shows another position|^the end of a run/);
  });

  it('as a probe: whose life is to be shown', () => {
    const pair = new ExplainedPair();
    pair.start();
    expect(pair.why('place', 'probe')).toBe(
      'waiting for proof of life of beta; far from the market, it shows that an order is taken and cancelled',
    );
  });
});

describe('a quote was cancelled', () => {
  it.each<[string, ScriptOptions, (pair: ExplainedPair) => void, string]>([
    [
      'behind the touch',
      {},
      (pair) => {
        pair.pass(600);
        pair.book('primary', 300_003, 300_010);
      },
      'the touch moved away: it is 3 ticks behind',
    ],
    [
      'in a halt',
      {},
      (pair) => {
        pair.operator('halt', 'look');
      },
      'halted: operator-halt',
    ],
    [
      'on a book that says nothing',
      {},
      (pair) => {
        pair.pass(5_100, { booksSpeak: false });
      },
      'stale book from alpha',
    ],
    [
      'in a stop',
      {},
      (pair) => {
        pair.operator('stop', 'enough');
      },
      'stopping: enough; it could fill +0.1 where 0 is missing',
    ],
    [
      'in a pause',
      {},
      (pair) => {
        pair.operator('pause', 'enough');
      },
      'paused: enough; it could fill +0.1 where 0 is missing',
    ],
    [
      'by its policy',
      { config: { makerPolicy: 'fixed-s5' } },
      (pair) => {
        pair.pass(5_100);
      },
      'it is given up after 5 s',
    ],
    [
      'before its venue ends it',
      { primary: { ...testInstrument('alpha', '0.001'), restingLifeMs: 20_000 } },
      (pair) => {
        pair.pass(10_100);
      },
      'alpha would soon end it by itself: it is made anew',
    ],
  ])('%s', (_where, options, happen, why) => {
    const pair = new ExplainedPair(options);
    pair.quote();
    happen(pair);
    expect(pair.why('cancel')).toBe(why);
  });

  it('once more, because its end is not proven', () => {
    const pair = new ExplainedPair();
    pair.quote();
    pair.operator('halt', 'look');
    pair.pass(10_000);
    expect(pair.why('cancel')).toBe('it was cancelled before, and its end is not proven yet');
    expect(pair.why('query-order')).toBe('it was cancelled, and its end is not proven yet');
  });

  it('as a probe that was taken', () => {
    const pair = new ExplainedPair();
    pair.start();
    expect(pair.why('cancel')).toBe('it was taken, which is what it was to show');
  });
});

describe('a venue was asked', () => {
  it('in its routine, how often that is', () => {
    const pair = new ExplainedPair();
    pair.start();
    expect(pair.why('query-position')).toBe('it is asked every 5 s');
    expect(pair.why('query-margin')).toBe('it is asked every 5 s');
  });

  it('of an order of which nothing is heard', () => {
    const pair = new ExplainedPair();
    pair.start();
    pair.pass(1_100);
    expect(pair.why('query-order')).toBe('what became of it is not known');
  });

  it('after the private stream was gone: what that may have missed', () => {
    const pair = new ExplainedPair();
    pair.quote();
    const { key } = pair.pair.primary.instrument;
    pair.turn({ kind: 'stream', instrument: key, isUp: false });
    pair.pass(20_000);
    pair.turn({ kind: 'stream', instrument: key, isUp: true });
    expect(pair.why('query-fills')).toBe('the private stream was gone, and may have missed fills');
  });

  it('of a position that nothing of ours explains', () => {
    const pair = new ExplainedPair();
    pair.quote();
    pair.moveVenueByHand('hedge', 50);
    pair.pass(6_500);
    expect(pair.why('query-fills')).toBe(
      'it shows another position than is booked, and its history may explain it',
    );
  });
});
