// One raw line, `local_time_ns json`, into columns. The streams are Binance's combined ones (depth, bookTicker, trade) and
// the REST depth snapshot; what tells them apart is in the line, and other streams are counted and skipped.
import { Buffer } from 'node:buffer';
import { JsonFields, readBoolean, readWhole, skipSpace, TextReader } from './json-scanner.ts';
import { malformedLine, type LineProblem } from './line-problem.ts';
import { readLevel, readLevels } from './read-levels.ts';
import { countOne, noTime, rawKind, type RawMessages } from './raw-messages.ts';

/** Appends to `raw`, line by line. */
export class LineParser {
  readonly #raw: RawMessages;
  readonly #outer = new JsonFields();
  readonly #data = new JsonFields();
  readonly #inner = { key: keys.data, fields: this.#data };
  readonly #texts = new TextReader();
  #bytes: Buffer = Buffer.alloc(0);
  #end = 0;

  constructor(raw: RawMessages) {
    this.#raw = raw;
  }

  /** Appends the message of the line in [start, end), or says what is wrong with the line. */
  parse(bytes: Buffer, start: number, end: number): LineProblem | undefined {
    this.#bytes = bytes;
    this.#end = end;
    const localTimeUs = readLocalTimeUs(bytes, start);
    if (localTimeUs === undefined)
      return malformedLine('it does not begin with a local time in ns and a space');
    const jsonAt = skipSpace(bytes, start + localTimeDigits, end);
    const after = this.#outer.scan(bytes, jsonAt, end, this.#inner);
    if (after < 0 || skipSpace(bytes, after, end) !== end) {
      return malformedLine('what follows the local time is no JSON object');
    }
    if (this.#outer.find(keys.stream) < 0) {
      if (this.#outer.find(keys.lastUpdateId) >= 0) return this.#snapshot(localTimeUs);
      countOne(this.#raw.otherLines, 'unnamed');
      return undefined;
    }
    const stream = this.#texts.read(bytes, this.#outer.find(keys.stream), end);
    if (stream === undefined) return malformedLine('the name of its stream is no text');
    if (this.#outer.find(keys.data) < 0) return malformedLine(`its stream ${stream} has no data`);
    const name = stream.slice(stream.indexOf('@') + 1);
    if (name === 'bookTicker') return this.#bookTicker(localTimeUs);
    if (name === 'trade') return this.#trade(localTimeUs);
    if (name === 'depth' || name.startsWith('depth@')) return this.#depth(localTimeUs);
    countOne(this.#raw.otherLines, name);
    return undefined;
  }

  #snapshot(localTimeUs: number): LineProblem | undefined {
    const raw = this.#raw;
    const id = readWhole(this.#bytes, this.#outer.find(keys.lastUpdateId));
    if (id < 0) return malformedLine('its lastUpdateId is no whole number');
    const hasSymbol = this.#outer.find(keys.symbol) >= 0;
    const problem = hasSymbol ? this.#noteInstrument(this.#outer, keys.symbol, keys.pair) : undefined;
    if (problem !== undefined) return problem;
    const bidProblem = this.#levels(this.#outer, keys.bids);
    const bidEnd = raw.prices.count;
    const levelProblem = bidProblem ?? this.#levels(this.#outer, keys.asks);
    if (levelProblem !== undefined) return levelProblem;
    const venueTimeUs = this.#venueTimeUs(this.#outer);
    if (venueTimeUs === undefined) return badTime;
    raw.push(rawKind.snapshot, localTimeUs, venueTimeUs, id, id, bidEnd);
    raw.lines.snapshot += 1;
    return undefined;
  }

  #depth(localTimeUs: number): LineProblem | undefined {
    const raw = this.#raw;
    const problem = this.#noteInstrument(this.#data, keys.s, keys.ps);
    if (problem !== undefined) return problem;
    const firstId = readWhole(this.#bytes, this.#data.find(keys.U));
    const lastId = readWhole(this.#bytes, this.#data.find(keys.u));
    if (firstId < 0 || lastId < firstId)
      return malformedLine('its update ids U and u are no whole numbers in order');
    const previousAt = this.#data.find(keys.pu);
    const previousId = previousAt < 0 ? firstId - 1 : readWhole(this.#bytes, previousAt);
    if (previousAt >= 0 && previousId < 0) return malformedLine('its update id pu is no whole number');
    const bidProblem = this.#levels(this.#data, keys.b);
    const bidEnd = raw.prices.count;
    const levelProblem = bidProblem ?? this.#levels(this.#data, keys.a);
    if (levelProblem !== undefined) return levelProblem;
    const venueTimeUs = this.#venueTimeUs(this.#data);
    if (venueTimeUs === undefined || venueTimeUs === noTime) return badTime;
    if (previousAt < 0) raw.depthWithoutPrevious += 1;
    else raw.depthWithPrevious += 1;
    raw.push(rawKind.depth, localTimeUs, venueTimeUs, previousId, lastId, bidEnd);
    raw.lines.depth += 1;
    return undefined;
  }

  #bookTicker(localTimeUs: number): LineProblem | undefined {
    const raw = this.#raw;
    const problem = this.#noteInstrument(this.#data, keys.s, keys.ps);
    if (problem !== undefined) return problem;
    const id = readWhole(this.#bytes, this.#data.find(keys.u));
    if (id < 0) return malformedLine('its update id u is no whole number');
    const levelProblem = this.#level(keys.b, keys.B) ?? this.#level(keys.a, keys.A);
    if (levelProblem !== undefined) return levelProblem;
    const venueTimeUs = this.#venueTimeUs(this.#data);
    if (venueTimeUs === undefined) return badTime;
    raw.push(rawKind.bookTicker, localTimeUs, venueTimeUs, id, id, raw.prices.count - 1);
    raw.lines.bookTicker += 1;
    return undefined;
  }

  #trade(localTimeUs: number): LineProblem | undefined {
    const raw = this.#raw;
    const problem = this.#noteInstrument(this.#data, keys.s, keys.ps);
    if (problem !== undefined) return problem;
    const id = readWhole(this.#bytes, this.#data.find(keys.t));
    if (id < 0) return malformedLine('its trade id t is no whole number');
    const buyerIsMaker = readBoolean(this.#bytes, this.#data.find(keys.m));
    if (buyerIsMaker === undefined) return malformedLine('its m is neither true nor false');
    const venueTimeUs = this.#venueTimeUs(this.#data);
    if (venueTimeUs === undefined || venueTimeUs === noTime) return badTime;
    raw.lines.trade += 1;
    // Insurance fund and auto-deleveraging trades do not take from the book. Spot has no X.
    const type =
      this.#data.find(keys.X) < 0
        ? 'MARKET'
        : this.#texts.read(this.#bytes, this.#data.find(keys.X), this.#end);
    if (type === undefined) return malformedLine('its X is no text');
    if (type !== 'MARKET') {
      countOne(raw.notBookTrades, type);
      raw.push(rawKind.notBookTrade, localTimeUs, venueTimeUs, id - 1, id, raw.prices.count);
      return undefined;
    }
    const levelProblem = this.#level(keys.p, keys.q);
    if (levelProblem !== undefined) return levelProblem;
    if (raw.quantities.last() === 0) return malformedLine('its trade has no quantity');
    const bidEnd = buyerIsMaker ? raw.prices.count - 1 : raw.prices.count;
    raw.push(rawKind.trade, localTimeUs, venueTimeUs, id - 1, id, bidEnd);
    return undefined;
  }

  #levels(fields: JsonFields, key: Uint8Array): LineProblem | undefined {
    return readLevels(this.#bytes, fields.find(key), this.#end, this.#raw);
  }

  #level(priceKey: Uint8Array, quantityKey: Uint8Array): LineProblem | undefined {
    return readLevel(
      this.#bytes,
      this.#data.find(priceKey),
      this.#data.find(quantityKey),
      this.#end,
      this.#raw,
    );
  }

  /** The transaction's time where there is one, else the time of sending; `undefined` when it makes no sense. */
  #venueTimeUs(fields: JsonFields): number | undefined {
    const transactionAt = fields.find(keys.T);
    const position = transactionAt < 0 ? fields.find(keys.E) : transactionAt;
    if (position < 0) return noTime;
    const timeMs = readWhole(this.#bytes, position);
    return timeMs >= 1e12 && timeMs < 1e13 ? timeMs * 1000 : undefined;
  }

  #noteInstrument(fields: JsonFields, symbolKey: Uint8Array, pairKey: Uint8Array): LineProblem | undefined {
    const raw = this.#raw;
    const symbol = this.#texts.read(this.#bytes, fields.find(symbolKey), this.#end);
    if (symbol === undefined || symbol === '') return malformedLine('it names no symbol');
    raw.symbol ??= symbol;
    raw.pair ??= this.#texts.read(this.#bytes, fields.find(pairKey), this.#end);
    if (symbol === raw.symbol) return undefined;
    return { code: 'mixed-instruments', text: `it is of ${symbol}, earlier ones are of ${raw.symbol}` };
  }
}

/** The recorder writes ns since the epoch, which do not fit a safe integer: µs do. */
function readLocalTimeUs(bytes: Buffer, start: number): number | undefined {
  let timeUs = 0;
  for (let index = 0; index < localTimeDigits; index += 1) {
    const digit = (bytes[start + index] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) return undefined;
    if (index < localTimeDigits - 3) timeUs = timeUs * 10 + digit;
  }
  return bytes[start + localTimeDigits] === 0x20 ? timeUs : undefined;
}

const localTimeDigits = 19;
const badTime = malformedLine('its time T or E is no number of ms since the epoch');

/** The exchange's names of the fields that are read. */
const keys = {
  stream: Buffer.from('stream'),
  data: Buffer.from('data'),
  lastUpdateId: Buffer.from('lastUpdateId'),
  symbol: Buffer.from('symbol'),
  pair: Buffer.from('pair'),
  bids: Buffer.from('bids'),
  asks: Buffer.from('asks'),
  E: Buffer.from('E'),
  T: Buffer.from('T'),
  s: Buffer.from('s'),
  ps: Buffer.from('ps'),
  U: Buffer.from('U'),
  u: Buffer.from('u'),
  pu: Buffer.from('pu'),
  b: Buffer.from('b'),
  B: Buffer.from('B'),
  a: Buffer.from('a'),
  A: Buffer.from('A'),
  t: Buffer.from('t'),
  p: Buffer.from('p'),
  q: Buffer.from('q'),
  m: Buffer.from('m'),
  X: Buffer.from('X'),
} as const;
