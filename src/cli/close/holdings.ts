// What accounts have in one asset: how much they hold of its perpetual, and how many orders are open there.
import { accepted, refused, type Checked, type CheckFailure } from '../../core/checked.ts';
import type { Instrument } from '../../core/instrument.ts';
import type { Lots } from '../../core/money.ts';
import { addLots, zeroLots } from '../../core/money.ts';
import type { AccountState, VenueSite } from '../../venues/adapter.ts';
import { InstrumentGrid } from '../../venues/wire/decimal-grid.ts';
import type { VenueAccess } from '../access/venue-access.ts';

export interface Holding {
  /** As it was asked for: "backpack". */
  readonly venue: string;
  readonly site: VenueSite;
  readonly instrument: Instrument;
  /** Long > 0. */
  readonly position: Lots;
  readonly openOrders: number;
}

export interface HoldingsQuestion {
  readonly venues: readonly string[];
  readonly ticker: string;
  /** A venue that does not list the asset is passed over, and not refused. */
  readonly mayLack: boolean;
}

export interface HeldThere {
  readonly holdings: readonly Holding[];
  /** Venues that do not list the asset, or no longer: what may be held there in it cannot be seen. */
  readonly unseen: readonly string[];
}

/** Of all venues or of none: a pair is not judged by half of it. */
export async function askHoldings(
  access: VenueAccess,
  { venues, ticker, mayLack }: HoldingsQuestion,
): Promise<Checked<HeldThere>> {
  const holdings: Holding[] = [];
  const unseen: string[] = [];
  let lacking: CheckFailure | undefined;
  const answers = await Promise.all(venues.map((venue) => askHolding(access, venue, ticker)));
  for (const [index, told] of answers.entries()) {
    if (told.ok) holdings.push(told.value);
    else if (mayLack && told.code === 'unknown-instrument') {
      lacking = told;
      unseen.push(venues[index] as string);
    } else return venues.length > 1 ? untouched(told) : told;
  }
  return holdings.length === 0 && lacking !== undefined ? lacking : accepted({ holdings, unseen });
}

/** One leg of a pair is not closed because the other cannot be seen. */
const untouched = ({ code, message, remedy }: CheckFailure): CheckFailure =>
  refused(code, `${message} (nothing was touched)`, `${remedy}; or name the others with --venues`);

async function askHolding(access: VenueAccess, name: string, ticker: string): Promise<Checked<Holding>> {
  const opened = await access.open(name);
  if (!opened.ok) return opened;
  const { adapter, site, venue } = opened.value;
  const instrument = await venue.instrumentOf(ticker);
  if (!instrument.ok) return instrument;
  const state = await venue.accountState();
  if (!state.ok) return state;
  const { symbol } = instrument.value;
  const position = positionIn(state.value, instrument.value);
  if (position === undefined) {
    const message = `the position in ${symbol} that ${adapter.name} tells cannot be read`;
    return refused('malformed', message, 'look at the venue itself, and close it there');
  }
  const openOrders = state.value.openOrders.filter((order) => order.symbol === symbol).length;
  return accepted({ venue: adapter.name, site, instrument: instrument.value, position, openOrders });
}

/** `undefined` for what is no whole number of lots: that is never taken for flat. */
function positionIn({ positions }: AccountState, instrument: Instrument): Lots | undefined {
  const grid = new InstrumentGrid(instrument);
  let sum: Lots = zeroLots;
  for (const { symbol, quantity } of positions) {
    if (symbol !== instrument.symbol) continue;
    const held = grid.lots(quantity);
    if (held === undefined) return undefined;
    sum = addLots(sum, held);
  }
  return sum;
}
