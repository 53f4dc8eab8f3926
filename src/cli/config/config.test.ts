// What `evenkeel config` shows: every setting with its value and its source, and of credentials nothing but whether they are there.
import { describe, expect, it } from 'vitest';
import { layersOf, type TextsByName } from '../settings/from-flags.ts';
import { kebabCase } from '../settings/setting.ts';
import { settingNames } from '../settings/table/table.ts';
import { describeConfig } from './config-json.ts';
import { renderConfig } from './config-text.ts';
import { stateOfCredentials } from './credential-state.ts';
import { shownConfig, type ShownConfig } from './shown-config.ts';

async function configOf(texts: TextsByName): Promise<ShownConfig> {
  const layers = layersOf(texts);
  const config = layers.ok ? await shownConfig(layers.value, 0) : layers;
  if (!config.ok) throw new Error(config.message);
  return config.value;
}

const secret = 'c2VjcmV0';
const credentials = stateOfCredentials({
  BACKPACK_SECRET_KEY: secret,
  GRVT_API_KEY: '  ',
  TELEGRAM_BOT_TOKEN: secret,
});

async function shown(texts: TextsByName, width: number = 80): Promise<string> {
  return renderConfig(await configOf(texts), credentials, { width, useColour: false });
}

describe('the settings in force', () => {
  it('are all there, in groups', async () => {
    const text = await shown({});
    for (const name of settingNames) expect(text).toMatch(new RegExp(`^${kebabCase(name)} `, 'm'));
    expect(text).toMatch(/^limits ─+$/m);
  });

  it.each<[string, TextsByName, RegExp]>([
    ['an amount has its asset', { maxDailyLoss: '20' }, /^max-daily-loss +20 USDC +flag$/m],
    ['a size has its asset', { size: '0.5..1' }, /^size +0.5..1 ETH +flag$/m],
    ['a time has its unit', { sleep: '2', hold: '30s..10m' }, /^sleep +2 s +flag\nhold +30s..10m +flag$/m],
    ['what is not given is said to be so', {}, /^max-notional +none +default$/m],
    ['a word is spelt out', { until: '06:00' }, /^until +2026-01-05T06:00:00Z +flag$/m],
    [
      'a list is on one line',
      { volumePerDay: ['sim-a=1', 'sim-b=2'] },
      /^volume-per-day +sim-a=1, sim-b=2 +flag$/m,
    ],
    ['fees are those that will be charged', {}, /^hedge-fees +3\/5.5 bps +default$/m],
  ])('%s', async (_case, texts, expected) => {
    expect(await shown(texts)).toMatch(expected);
  });

  it('stand in columns that begin at the same place in every line', async () => {
    const lines = (await shown({ size: '0.02' })).split('\n');
    const starts = lines
      .filter((each) => / (default|flag)$/.test(each))
      .map((each) => each.search(/(default|flag)$/));
    expect(new Set(starts).size).toBe(1);
    expect(Math.max(...lines.map(({ length }) => length))).toBeLessThanOrEqual(80);
  });

  it('are exact in JSON, with null where there is no value and a list where there may be several', async () => {
    const described = describeConfig(
      await configOf({ size: '0.10', quoteRate: ['USDT=0.9998'] }),
      credentials,
    );
    expect(described).toMatchObject({
      world: 'simulated',
      primary: 'sim-a/main/ETH-USDC-PERP',
      settings: {
        size: { value: '0.10', source: 'flag' },
        'quote-rate': { value: ['USDT=0.9998'], source: 'flag' },
        'max-notional': { value: null, source: 'default' },
        'max-attempts': { value: '200', source: 'default' },
      },
    });
  });
});

describe('the settings of a pair of venues', () => {
  const pair = { primary: 'paradex', hedge: 'grvt', ticker: 'doge' };

  it('are shown without asking the venues, with the fees that they list', async () => {
    const text = await shown({ ...pair, size: '100' });
    expect(text).toMatch(/^DOGE · venues · paradex primary, grvt hedge$/m);
    expect(text).toMatch(/^size +100 DOGE +flag$/m);
    expect(text).toMatch(/^primary-fees +0.3\/2 bps +default$/m);
    expect(text).toMatch(/^max-daily-loss +5 USDC +default$/m);
  });

  it.each<[TextsByName, string]>([
    [{ ...pair, hedge: 'paradex' }, 'same-venue-twice'],
    [{ ...pair, fillTimeout: '3' }, 'fill-timeout-without-use'],
  ])('%j is refused', async (texts, code) => {
    const layers = layersOf(texts);
    expect(layers.ok && (await shownConfig(layers.value, 0))).toMatchObject({ ok: false, code });
  });
});

describe('credentials', () => {
  it('are named, and never shown', async () => {
    const plan = await configOf({});
    const text = renderConfig(plan, credentials, { width: 80, useColour: true });
    const json = JSON.stringify(describeConfig(plan, credentials));
    expect(text + json).not.toContain(secret);
    expect(await shown({})).toMatch(/^BACKPACK_SECRET_KEY +set +backpack$/m);
    expect(await shown({})).toMatch(/^GRVT_API_KEY +not set +grvt$/m);
    expect(json).toContain('"TELEGRAM_BOT_TOKEN":"set"');
  });
});
