// What people on a phone are answered, and what is asked of runs: only by who may, only when confirmed, and once.
import { describe, expect, it } from 'vitest';
import { accepted, refused } from '../../core/checked.ts';
import type { Button } from '../../notifier/telegram-bot.ts';
import { knownStatus } from '../../status/testing/known-status.ts';
import { PhoneDesk } from './phone-desk.ts';
import type { RunAtHand, RunsAtHand } from './runs-at-hand.ts';

const alice = { id: 11, username: 'alice' };
const bob = { id: 12 };
const mallory = { id: 66 };

const runOf = (asset: string, changes: Partial<RunAtHand> = {}): RunAtHand => {
  const { identity } = knownStatus();
  const pair = `${asset} backpack/grvt`;
  return {
    name: `2026-11-28-${asset}-local`,
    status: knownStatus({ identity: { ...identity, baseAsset: asset, pair } }),
    silence: undefined,
    ...changes,
  };
};

class Asked {
  readonly said: { readonly chatId: number; readonly text: string; readonly buttons: readonly Button[] }[] =
    [];
  readonly requests: string[] = [];
  readonly strangers: number[] = [];
  runs: readonly RunAtHand[];
  nowMs = 1_000_000_000;
  readonly #desk: PhoneDesk;

  constructor(runs: readonly RunAtHand[] = [runOf('ETH')]) {
    this.runs = runs;
    const ask: RunsAtHand['ask'] = (name, { action, by }) => {
      this.requests.push(`${action} ${name} by ${by}`);
      return Promise.resolve(
        name.includes('gone')
          ? refused('run-gone', 'no process of the run answers', 'look at both venues')
          : accepted({ isAccepted: true, text: `heard ${action}` }),
      );
    };
    this.#desk = new PhoneDesk({
      runs: Object.defineProperty({ ask }, 'runs', { get: () => this.runs }) as unknown as RunsAtHand,
      allowedUsers: new Set([alice.id, bob.id]),
      nowMs: () => this.nowMs,
      say: (chatId, text, buttons = []) => {
        this.said.push({ chatId, text, buttons });
        return Promise.resolve();
      },
      acknowledge: () => Promise.resolve(),
      onStranger: (userId) => this.strangers.push(userId),
      log: () => undefined,
    });
  }

  async write(text: string, from: { id: number; username?: string } = alice, ageMs = 0): Promise<string> {
    const date = Math.floor((this.nowMs - ageMs) / 1_000);
    await this.#desk.hear({ update_id: 1, message: { from, chat: { id: 5 }, date, text } });
    return this.said.at(-1)?.text ?? '';
  }

  async press(data: string, from: { id: number; username?: string } = alice): Promise<string> {
    await this.#desk.hear({
      update_id: 1,
      callback_query: { id: 'p', from, data, message: { chat: { id: 5 } } },
    });
    return this.said.at(-1)?.text ?? '';
  }

  get lastButtons(): readonly string[] {
    return this.said.at(-1)?.buttons.map(({ data }) => data) ?? [];
  }
}

describe('who writes to the bot', () => {
  it('is answered where he is in the list, and otherwise is not, and is told of', async () => {
    const asked = new Asked();
    await asked.write('/flatten yes', mallory);
    await asked.press('yes:0', mallory);
    expect([asked.said, asked.requests, asked.strangers]).toEqual([[], [], [66, 66]]);
    expect(await asked.write('/help')).toContain('/flatten: close what is open now');
    await asked.write('what do you think?');
    expect(asked.said).toHaveLength(1);
  });
});

describe('a question', () => {
  it('is answered for every run, the verdict first', async () => {
    const asked = new Asked([runOf('ETH'), runOf('BTC', { silence: 'it has closed' })]);
    const text = await asked.write('/status');
    expect(text).toMatch(/^🟢 ETH backpack\/grvt · local\nFLAT · nothing at risk\n/);
    expect(text).toMatch(/\n\n🔴 BTC backpack\/grvt · local\nno process of it answers \(it has closed\)/);
    expect(await asked.write('/pnl eth')).toMatch(/^ETH backpack\/grvt · local\nnet /);
    expect(await asked.write('/positions@our_bot BTC')).toMatch(/net delta 0 BTC$/);
    expect(await asked.write('/status doge')).toMatch(/^No run is called "doge". There are: ETH/);
  });

  it('is answered where nothing runs, and where a run has not told anything yet', async () => {
    expect(await new Asked([]).write('/status')).toBe('No run is going on.');
    expect(await new Asked([runOf('ETH', { status: undefined })]).write('/pnl')).toContain(
      'nothing is known',
    );
  });
});

describe('what changes something', () => {
  it('is asked once more, and done with the name of who asked', async () => {
    const asked = new Asked();
    expect(await asked.write('/pause')).toMatch(
      /^pause ETH backpack\/grvt · local\?\nPress, or write \/pause yes/,
    );
    expect(asked.requests).toEqual([]);
    expect(await asked.press(asked.lastButtons[0] ?? '')).toBe('ETH backpack/grvt · local: heard pause');
    expect(asked.requests).toEqual(['pause 2026-11-28-ETH-local by telegram alice 11']);
  });

  it('is confirmed by words as well, and only for what was asked', async () => {
    const asked = new Asked();
    await asked.write('/flatten', bob);
    expect(await asked.write('/halt yes', bob)).toMatch(/^halt ETH/);
    expect(asked.requests).toEqual([]);
    await asked.write('/halt yes', bob);
    expect(asked.requests).toEqual(['halt 2026-11-28-ETH-local by telegram 12']);
    await asked.write('/halt yes', bob);
    expect(asked.requests).toHaveLength(1);
  });

  it('is not done when it is confirmed too late, twice, by another user, or not at all', async () => {
    const asked = new Asked();
    await asked.write('/flatten');
    const [yes = '', no = ''] = asked.lastButtons;
    expect(await asked.press(yes, bob)).toMatch(/^There is nothing to confirm/);
    asked.nowMs += 30_001;
    expect(await asked.press(yes)).toMatch(/^There is nothing to confirm/);
    await asked.write('/flatten');
    const [, lateNo = ''] = asked.lastButtons;
    expect(await asked.press(no)).toBe('Nothing was done.');
    await asked.press(lateNo);
    expect(await asked.write('/yes')).toMatch(/^There is nothing to confirm/);
    expect(asked.requests).toEqual([]);
    await asked.write('/flatten');
    const [again = ''] = asked.lastButtons;
    await asked.press(again);
    await asked.press(again);
    expect(asked.requests).toHaveLength(1);
  });

  it('names the run where there are several, or all of them', async () => {
    const asked = new Asked([runOf('ETH'), runOf('BTC')]);
    expect(await asked.write('/pause')).toBe('Which one? /pause ETH, /pause BTC, or /pause all');
    await asked.write('/pause btc');
    await asked.write('/pause yes');
    await asked.write('/flatten all');
    await asked.write('/yes');
    expect(asked.requests.map((text) => text.split(' by ')[0])).toEqual([
      'pause 2026-11-28-BTC-local',
      'flatten 2026-11-28-ETH-local',
      'flatten 2026-11-28-BTC-local',
    ]);
  });

  it('is not done for a word that took a minute to come', async () => {
    const asked = new Asked();
    expect(await asked.write('/flatten', alice, 61_000)).toMatch(/^That was 61 s ago/);
    await asked.write('/flatten');
    expect(await asked.write('/yes', alice, 61_000)).toMatch(/^That was/);
    expect(asked.requests).toEqual([]);
  });

  it('says so where the run does not answer', async () => {
    const asked = new Asked([runOf('ETH', { name: 'gone' })]);
    await asked.write('/halt');
    expect(await asked.write('/yes')).toContain('no process of the run answers: look at both venues');
  });
});
