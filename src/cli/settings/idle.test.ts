// Which settings do nothing in which world: never silently.
import { describe, expect, it } from 'vitest';
import { planRamp } from '../ramp/plan.ts';
import { planRun } from '../run/plan.ts';
import { usageLine } from '../usage-line.ts';
import { fitToWorld, idleReason, tradedWorlds, type TradedWorld } from './idle.ts';
import { layersOf, type TextsByName } from './from-flags.ts';
import { readFileLayers } from './from-file.ts';
import type { Layers } from './layers.ts';
import { settingNames, type SettingName } from './table/table.ts';

/** Written down a second time, by hand: a setting that is new is thought about here. */
const actsNot: Readonly<Record<TradedWorld, readonly SettingName[]>> = {
  simulated: ['nakedAlert'],
  replay: ['nakedAlert'],
  backtest: ['speed', 'queueModel', 'killSwitch', 'logFormat', 'carryDay', 'onStop', 'nakedAlert'],
  paper: ['speed', 'latency', 'primaryFunding', 'hedgeFunding'],
  local: ['speed', 'queueModel', 'latency', 'primaryFunding', 'hedgeFunding'],
  live: ['speed', 'queueModel', 'latency', 'primaryFunding', 'hedgeFunding'],
};

function typed(texts: TextsByName): Layers {
  const layers = layersOf(texts);
  if (!layers.ok) throw new Error(layers.message);
  return layers.value;
}

function inFile(yaml: string): Layers {
  const file = readFileLayers(yaml, 'evenkeel.yaml');
  if (!file.ok) throw new Error(file.message);
  return { flags: new Map(), environment: new Map(), ...file.value };
}

const example: TextsByName = {
  speed: '10',
  queueModel: 'probabilistic',
  latency: 'overseas',
  primaryFunding: '2',
  hedgeFunding: '1',
  killSwitch: 'stop',
  logFormat: 'json',
  carryDay: 'day.json',
  onStop: 'hold',
  nakedAlert: '3',
};

describe('a setting', () => {
  it.each(tradedWorlds)('of these does nothing in the world %s, and every other one does', (world) => {
    expect(settingNames.filter((name) => idleReason(name, world) !== undefined).sort()).toEqual(
      [...actsNot[world]].sort(),
    );
  });

  const cases = tradedWorlds.flatMap((world) => actsNot[world].map((name) => [name, world] as const));
  it.each(cases)('%s that is typed is refused in the world %s, in one line', (name, world) => {
    const fitted = fitToWorld(typed({ [name]: example[name] }), world);
    expect(fitted.ok ? 'accepted' : usageLine(fitted)).toMatch(
      /^evenkeel: --[a-z-]+ is given, and .+: leave it out[^\n]*\n$/,
    );
  });

  it('that a file or the environment keeps for another world is left out, and that is said', () => {
    const layers = inFile('size: 0.1\nlatency: overseas\nprofiles:\n  ETH: { queue-model: probabilistic }\n');
    const fitted = fitToWorld(layers, 'live', 'eth');
    if (!fitted.ok) throw new Error(fitted.message);
    expect([...fitted.value.layers.file.keys()]).toEqual(['size']);
    expect(fitted.value.layers.profiles.get('ETH')?.size).toBe(0);
    expect(fitted.value.notes).toEqual([
      'without use in a live run: evenkeel.yaml:4: queue-model of profile ETH; evenkeel.yaml:2: latency',
    ]);
    expect(fitToWorld(layers, 'simulated')).toMatchObject({ ok: true, value: { notes: [] } });
  });

  it('that does something stays as it was given', () => {
    const layers = typed({ latency: 'overseas', size: '0.1' });
    expect(fitToWorld(layers, 'simulated')).toMatchObject({ value: { layers: { flags: layers.flags } } });
  });
});

describe('a command refuses what would do nothing, before it opens anything', () => {
  const venues = { primary: 'backpack', hedge: 'grvt', ticker: 'ETH' };
  const run = async (texts: TextsByName, flags = { isLocal: false, isLive: false }): Promise<string> => {
    const plan = await planRun({ layers: typed(texts), environment: {} }, flags);
    return plan.ok ? 'accepted' : usageLine(plan);
  };

  it.each<[string, Promise<string>, RegExp]>([
    [
      'run --local --latency',
      run({ ...venues, latency: 'overseas' }, { isLocal: true, isLive: false }),
      /--latency is given, and the venues are as far away as they are: leave it out, or try it on simulated venues/,
    ],
    [
      'run --live --primary-funding',
      run({ ...venues, primaryFunding: '2' }, { isLocal: false, isLive: true }),
      /--primary-funding is given, and the venues say what their funding is/,
    ],
    [
      'run on paper --speed',
      run({ ...venues, speed: 'max' }),
      /--speed is given, and the run has the pace of the clock: leave it out\n/,
    ],
    ['run --naked-alert', run({ nakedAlert: '3' }), /--naked-alert is given, and nobody is woken/],
    [
      'ramp --naked-alert',
      planRamp(typed({ nakedAlert: '3' }), '0.01x1').then((plan) => (plan.ok ? 'accepted' : usageLine(plan))),
      /--naked-alert is given, and nobody is woken/,
    ],
  ])('%s', async (_command, refusal, expected) => {
    expect(await refusal).toMatch(expected);
  });
});
