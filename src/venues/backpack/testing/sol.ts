// SOL's perpetual as the venue lists it, for tests that need an instrument.
import type { Instrument } from '../../../core/instrument.ts';
import { InstrumentGrid } from '../../wire/decimal-grid.ts';
import { instrumentOf } from '../rules.ts';
import { marketsShape } from '../wire.ts';
import markets from './fixtures/markets.json' with { type: 'json' };

function listed(): Instrument {
  const found = instrumentOf(marketsShape.parse(markets), 'SOL', 'main', undefined);
  if (!found.ok) throw new Error(found.message);
  return found.value;
}

export const sol = listed();
export const solGrid = new InstrumentGrid(sol);
