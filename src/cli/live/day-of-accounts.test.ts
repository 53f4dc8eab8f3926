// Where a live run keeps the day's loss: with its accounts, unless somebody names a file.
import { describe, expect, it } from 'vitest';
import { testInstrument } from '../../core/testing/test-pair.ts';
import type { OpenPair } from '../run/wire/open-pair.ts';
import { layersOf, type TextsByName } from '../settings/from-flags.ts';
import { givenIn } from '../settings/layers.ts';
import { withDayOfAccounts } from './day-of-accounts.ts';

const leg = (venue: string, fingerprint: string) => ({
  instrument: testInstrument(venue, '0.001'),
  reached: { adapter: { name: venue }, credentials: { venue, environment: 'prod', fingerprint } },
});

function fileFor(texts: TextsByName, hedgeAccount: string): string | undefined {
  const layers = layersOf(texts);
  if (!layers.ok) throw new Error(layers.message);
  const pair = { primary: leg('alpha', 'aaaa'), hedge: leg('beta', hedgeAccount) } as unknown as OpenPair;
  const meant = withDayOfAccounts(layers.value, pair);
  return meant.ok ? givenIn(meant.value, 'carryDay', 'ETH')?.texts[0] : meant.message;
}

describe('the day of a live run', () => {
  it('is kept with its accounts, in the folder of runs', () => {
    expect(fileFor({}, 'bbbb')).toBe('runs/state/day-alpha-aaaa-beta-bbbb.json');
    expect(fileFor({ runsDir: 'elsewhere' }, 'cccc')).toBe('elsewhere/state/day-alpha-aaaa-beta-cccc.json');
  });

  it('is kept where somebody says', () => {
    expect(fileFor({ carryDay: 'mine.day' }, 'bbbb')).toBe('mine.day');
  });
});
