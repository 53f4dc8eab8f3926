// What a canary does: one round trip, and the smallest that both venues take. Of what is set for runs it takes over how the legs are
// traded and what no order may go beyond; when a trade pays is no question for it.
import { accepted, type Checked } from '../../core/checked.ts';
import { lotsToBase, type Instrument } from '../../core/instrument.ts';
import { baseQuantity, formatBase, maxBase, type BaseQuantity } from '../../core/money.ts';
import { minimumOrder, sizeStep, type Prices } from '../../core/pair.ts';
import type { OpenPair } from '../run/wire/open-pair.ts';
import type { Layer, Layers } from '../settings/layers.ts';
import { groups, type SettingName } from '../settings/table/table.ts';

const wholeGroups = new Set(['market', 'limits', 'records']);
const legSettings: readonly SettingName[] = [
  'side',
  'primaryMode',
  'hedgeMode',
  'makerPolicy',
  'fillTimeout',
  'cancelGap',
];

/** All that a canary takes over from what is set for runs. */
export const canarySettings: ReadonlySet<SettingName> = new Set([
  ...groups.filter(({ title }) => wholeGroups.has(title)).flatMap(({ names }) => names),
  ...legSettings,
]);

export function settingsForCanary(layers: Layers, { primary, hedge, prices }: OpenPair): Checked<Layers> {
  const size = leastSize(
    { instrument: primary.instrument, prices: prices.primary },
    { instrument: hedge.instrument, prices: prices.hedge },
  );
  const flags: Layer = new Map([
    ...takenOver(layers.flags),
    ['size', { texts: [formatBase(size)], source: { kind: 'flag' } }],
    ['iter', { texts: ['1'], source: { kind: 'flag' } }],
  ]);
  return accepted({
    flags,
    environment: takenOver(layers.environment),
    profiles: new Map([...layers.profiles].map(([ticker, layer]) => [ticker, takenOver(layer)])),
    file: takenOver(layers.file),
  });
}

const takenOver = (layer: Layer): Layer => new Map([...layer].filter(([name]) => canarySettings.has(name)));

interface PricedInstrument {
  readonly instrument: Instrument;
  readonly prices: Prices;
}

/** A multiple of both lots that both venues take; where a notional decides, with room for the price to fall before it is closed. */
function leastSize(primary: PricedInstrument, hedge: PricedInstrument): BaseQuantity {
  const least = maxBase(leastOn(primary), leastOn(hedge));
  const step = sizeStep({ primary: primary.instrument, hedge: hedge.instrument });
  return baseQuantity(((least + step - 1n) / step) * step);
}

function leastOn({ instrument, prices }: PricedInstrument): BaseQuantity {
  const least = lotsToBase(instrument, minimumOrder(instrument, prices));
  const isByQuantity = least === lotsToBase(instrument, instrument.minQuantity);
  return isByQuantity ? least : baseQuantity((least * 11n) / 10n);
}
