// Which settings do nothing in which world. What is typed and would do nothing is refused: whoever typed it believes that it counts. What a file or
// the environment keeps for other worlds is left out, and that is said.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import type { Layer, Layers } from './layers.ts';
import { kebabCase } from './setting.ts';
import { placeText } from './source.ts';
import type { SettingName } from './table/table.ts';

/** Where a pair may be traded; a backtest is a world of its own, because nobody looks on. */
export const tradedWorlds = ['simulated', 'replay', 'backtest', 'paper', 'local', 'live'] as const;
export type TradedWorld = (typeof tradedWorlds)[number];

type Reasons = Partial<Record<TradedWorld, string>>;

const clock = 'the run has the pace of the clock';
const funding: Reasons = {
  paper: 'the venues say what their funding is',
  local: 'the venues say what their funding is',
  live: 'the venues say what their funding is',
};
const nobodyWoken = 'nobody is woken for a market that is made up, or over';

/** Why each does nothing there. */
const idle: Partial<Record<SettingName, Reasons>> = {
  speed: { backtest: 'a backtest goes as fast as it can', paper: clock, local: clock, live: clock },
  queueModel: {
    backtest: 'a backtest is played under all queue models',
    local: 'the queues of the venues decide what is filled',
    live: 'the queues of the venues decide what is filled',
  },
  latency: {
    paper: 'live books are heard as late as they come',
    local: 'the venues are as far away as they are',
    live: 'the venues are as far away as they are',
  },
  primaryFunding: funding,
  hedgeFunding: funding,
  killSwitch: { backtest: 'there is nothing to be halted in a backtest' },
  logFormat: { backtest: 'a run of a backtest has no log' },
  carryDay: { backtest: 'every market of a backtest begins a day of its own' },
  onStop: { backtest: 'nobody stops a run of a backtest' },
  nakedAlert: { simulated: nobodyWoken, replay: nobodyWoken, backtest: nobodyWoken },
};

/** Why a setting does nothing in a world; `undefined` where it does something. */
export const idleReason = (name: SettingName, world: TradedWorld): string | undefined => idle[name]?.[world];

export interface FittedLayers {
  readonly layers: Layers;
  /** On what was left out, in sentences. */
  readonly notes: readonly string[];
}

/** Without what does nothing in this world. `ticker` chooses the profile that is spoken of. */
export function fitToWorld(layers: Layers, world: TradedWorld, ticker?: string): Checked<FittedLayers> {
  const isIdle = (name: SettingName): boolean => idleReason(name, world) !== undefined;
  const typed = [...layers.flags.keys()].find(isIdle);
  if (typed !== undefined) return refuseIdle(typed, world);
  const { flags, environment, profiles, file } = layers;
  const profile = ticker === undefined ? undefined : profiles.get(ticker.toUpperCase());
  const kept = [environment, profile ?? new Map(), file].flatMap((layer: Layer) =>
    [...layer].filter(([name]) => isIdle(name)).map(([name, { source }]) => placeText(name, source)),
  );
  const rest = (layer: Layer): Layer => new Map([...layer].filter(([name]) => !isIdle(name)));
  return accepted({
    layers: {
      flags,
      environment: rest(environment),
      profiles: new Map([...profiles].map(([name, layer]) => [name, rest(layer)])),
      file: rest(file),
    },
    notes: kept.length === 0 ? [] : [`without use in ${inWords[world]}: ${kept.join('; ')}`],
  });
}

const refuseIdle = (name: SettingName, world: TradedWorld): Checked<never> =>
  refused(
    'setting-without-use',
    `--${kebabCase(name)} is given, and ${idleReason(name, world) ?? ''}`,
    isOfMarkets(name, world) ? 'leave it out, or try it on simulated venues' : 'leave it out',
  );

/** What a simulated market could have been given. */
const isOfMarkets = (name: SettingName, world: TradedWorld): boolean =>
  idleReason(name, 'simulated') === undefined && name !== 'speed' && world !== 'backtest';

const inWords: Readonly<Record<TradedWorld, string>> = {
  simulated: 'a simulated run',
  replay: 'a run on recordings',
  backtest: 'a backtest',
  paper: 'a run on paper',
  local: 'a run on local servers',
  live: 'a live run',
};
