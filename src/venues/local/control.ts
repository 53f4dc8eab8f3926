// How another process controls a local venue: faults, a market that is moved by hand, funding, and what the ledger says. JSON over
// HTTP on a path that no venue has; the server listens on loopback only, and faults never strike here.
import { z } from 'zod';
import { InstrumentGrid } from '../wire/decimal-grid.ts';
import type { FaultBoard } from './fault-board.ts';
import { faultSchema } from './fault.ts';
import { reportLedger } from './ledger-report.ts';
import type { LocalExchange } from './local-exchange.ts';
import { jsonOf, jsonReply, type LocalRequest, type Reply } from './request.ts';
import type { Streams } from './streams.ts';

export const controlPath = '/__control';

/** What is controlled. */
export interface Controlled {
  readonly exchange: LocalExchange;
  readonly faults: FaultBoard;
  readonly streams: Streams;
}

const side = z.enum(['buy', 'sell']);
const bodies = {
  stop: z.strictObject({ id: z.int().optional() }),
  cut: z.strictObject({ which: z.enum(['private', 'public', 'all']) }),
  show: z.strictObject({ symbol: z.string(), levels: z.array(z.tuple([side, z.string(), z.string()])) }),
  trade: z.strictObject({ symbol: z.string(), aggressor: side, price: z.string(), quantity: z.string() }),
  funding: z.strictObject({ symbol: z.string() }),
  cancelAll: z.strictObject({ account: z.string().optional() }),
} as const;

type Action = (controlled: Controlled, body: unknown) => unknown;

const actions: Readonly<Record<string, Action>> = {
  'GET /ledger': ({ exchange }) => reportLedger(exchange),
  'GET /faults': ({ faults }) => faults.active(),
  'POST /faults': ({ faults }, body) => ({ id: faults.start(faultSchema.parse(body)) }),
  'POST /faults/stop': ({ faults }, body) => {
    const { id } = bodies.stop.parse(body);
    if (id === undefined) faults.stopAll();
    else faults.stop(id);
    return { active: faults.active().length };
  },
  'POST /cut': ({ streams }, body) => ({ cut: streams.cut(bodies.cut.parse(body).which) }),
  'POST /market/show': ({ exchange }, body) => {
    const { symbol, levels } = bodies.show.parse(body);
    const grid = gridOf(exchange, symbol);
    exchange.show(
      symbol,
      levels.map(([of, price, quantity]) => [
        of,
        required(grid.ticks(price), price),
        required(grid.lots(quantity), quantity),
      ]),
    );
    return {};
  },
  'POST /market/trade': ({ exchange }, body) => {
    const { symbol, aggressor, price, quantity } = bodies.trade.parse(body);
    const grid = gridOf(exchange, symbol);
    exchange.trade(
      symbol,
      aggressor,
      required(grid.ticks(price), price),
      required(grid.lots(quantity), quantity),
    );
    return {};
  },
  'POST /funding': ({ exchange }, body) => {
    const { symbol } = bodies.funding.parse(body);
    gridOf(exchange, symbol);
    exchange.payFunding(symbol);
    return {};
  },
  /** As venues do when they restart: every resting order ends. */
  'POST /cancel-all': ({ exchange }, body) => {
    const { account } = bodies.cancelAll.parse(body);
    const keys = [...exchange.ledger.accounts()].map(({ key }) => key);
    const canceled = keys.filter((key) => account === undefined || key === account);
    return { canceled: canceled.reduce((sum, key) => sum + exchange.cancelAll(key).length, 0) };
  },
};

/** Method and path of each, without `controlPath`. */
export const controlNames: readonly string[] = Object.keys(actions);

/** A request that cannot be read gets 400 with the reason. */
export function controlReply(controlled: Controlled, request: LocalRequest): Reply {
  const name = `${request.method} ${request.path.slice(controlPath.length)}`;
  const action = Object.hasOwn(actions, name) ? actions[name] : undefined;
  if (action === undefined) return jsonReply(404, { error: `no such control: ${name}` });
  try {
    return jsonReply(200, action(controlled, jsonOf(request)));
  } catch (error) {
    if (error instanceof z.ZodError) return jsonReply(400, { error: z.prettifyError(error) });
    if (error instanceof BadControl) return jsonReply(400, { error: error.message });
    throw error;
  }
}

class BadControl extends Error {
  override readonly name = 'BadControl';
}

function gridOf(exchange: LocalExchange, symbol: string): InstrumentGrid {
  const instrument = exchange.instrument(symbol);
  if (instrument === undefined) throw new BadControl(`${symbol} is not listed`);
  return new InstrumentGrid(instrument);
}

function required<Value>(value: Value | undefined, text: string): Value {
  if (value === undefined) throw new BadControl(`${text} is not a multiple of the step`);
  return value;
}
