// Loaded before the program itself (`node --import`): wraps the journal, the venues and the way into the engine of a process that is
// `evenkeel run` in every other respect, tells the harness what leaves it, and kills it at the point that it was told.
import { writeSync } from 'node:fs';
import Database from 'libsql';
import { VenueAccess } from '../../src/cli/access/venue-access.ts';
import type { ClientOrderId } from '../../src/core/order.ts';
import { EngineLoop } from '../../src/engine/loop.ts';
import { MarkWriter } from '../../src/journal/high-water-mark.ts';
import { SqliteJournal } from '../../src/journal/sqlite-journal.ts';
import type { Venue } from '../../src/ports/venue.ts';
import type { OpenVenue } from '../../src/venues/adapter.ts';
import { deathVariables, isDeathPoint, type DeathPoint } from './death-points.ts';
import { KillerThread } from './killer-thread.ts';
import { wordsDescriptor, type Word } from './words.ts';

/** An order that left is answered within this time, or its process dies without. */
const answerWithinMs = 2_000;
const checkpointUsMax = 3_000;
const spreadUs = 137;

const { [deathVariables.point]: named, [deathVariables.occurrence]: occurrence } = process.env;
const point = isDeathPoint(named) ? named : undefined;
const killer = point === 'checkpoint' ? new KillerThread() : undefined;
let cameBy = 0;
let isUp = false;
let isStopping = false;
/** What left last, and whose answer is awaited: until it comes nothing is recorded or sent any more, as if the process were dead. */
let last: { readonly order: ClientOrderId; readonly at: DeathPoint } | undefined;

function tell(word: Word): void {
  writeSync(wordsDescriptor, `${JSON.stringify(word)}\n`);
}

function die(at: DeathPoint): void {
  tell({ kind: 'dying', point: at });
  process.kill(process.pid, 'SIGKILL');
}

/** Whether this is the moment of death. */
function isDue(at: DeathPoint): boolean {
  if (at !== point || last !== undefined) return false;
  cameBy += 1;
  return cameBy === Number(occurrence);
}

function passBy(at: DeathPoint): void {
  if (isDue(at)) die(at);
}

/** Dies without a record of what has just left, once the venue has answered it. */
function dieAnswered(at: DeathPoint, order: ClientOrderId): void {
  last = { order, at };
  setTimeout(() => die(at), answerWithinMs);
}

function mortalVenue(inner: Venue): Venue {
  const act = (work: () => void): void => {
    if (last !== undefined) return;
    if (isStopping) passBy('flattening');
    work();
  };
  const ask = (work: () => void): void => {
    passBy('in-recovery');
    work();
  };
  return {
    account: inner.account,
    place: (order) =>
      act(() => {
        const isHedge = order.role === 'hedge';
        const isQuote = order.role === 'quote';
        if (isHedge) passBy('hedge-unsent');
        if (isQuote) passBy('quote-unsent');
        const { clientOrderId, role, instrument, side } = order;
        tell({ kind: 'placed', clientOrderId, role, instrument, side, quantityLots: order.quantity });
        inner.place(order);
        if (isQuote && isDue('quote-unanswered')) setImmediate(() => die('quote-unanswered'));
        if (isHedge && isDue('hedge-unrecorded')) dieAnswered('hedge-unrecorded', clientOrderId);
      }),
    cancel: (instrument, clientOrderId) =>
      act(() => {
        inner.cancel(instrument, clientOrderId);
        if (isDue('cancel-unrecorded')) dieAnswered('cancel-unrecorded', clientOrderId);
      }),
    queryOrder: (instrument, clientOrderId) => ask(() => inner.queryOrder(instrument, clientOrderId)),
    queryPosition: (instrument, requestId) => ask(() => inner.queryPosition(instrument, requestId)),
    queryFills: (instrument, requestId, since) => ask(() => inner.queryFills(instrument, requestId, since)),
    queryFunding: (instrument, requestId, since) =>
      ask(() => inner.queryFunding(instrument, requestId, since)),
    queryMargin: (instrument, requestId) => ask(() => inner.queryMargin(instrument, requestId)),
  };
}

wrap(VenueAccess.prototype, 'open', (open) => {
  return async function openMortally(this: VenueAccess, name) {
    const opened = await open.call(this, name);
    return opened.ok ? { ok: true, value: { ...opened.value, venue: mortal(opened.value.venue) } } : opened;
  };
});

wrap(EngineLoop.prototype, 'receive', (receive) => {
  return function receiveMortally(this: EngineLoop, event) {
    if (!isUp) tell({ kind: 'up' });
    isUp = true;
    if (last !== undefined && 'clientOrderId' in event && event.clientOrderId === last.order) die(last.at);
    if (event.kind === 'fill' && event.liquidity === 'maker') passBy('fill-heard');
    if (event.kind === 'operator') {
      isStopping = true;
      tell({ kind: 'told', action: event.action });
    }
    receive.call(this, event);
  };
});

wrap(SqliteJournal.prototype, 'append', (append) => {
  return function appendMortally(this: SqliteJournal, events, commands) {
    if (last !== undefined) return undefined;
    const asked = new Set<string>();
    for (const command of commands) asked.add(command.kind === 'place' ? command.order.role : command.kind);
    if (asked.has('quote')) passBy('quote-unrecorded');
    const trouble = append.call(this, events, commands);
    if (asked.has('hedge')) passBy('hedge-recorded');
    if (asked.has('finish')) passBy('finish-recorded');
    if (events.some(({ kind }) => kind === 'fill')) passBy('fill-recorded');
    return trouble;
  };
});

wrap(SqliteJournal.prototype, 'announce', (announce) => {
  return function announceMortally(this: SqliteJournal, clientOrderId) {
    if (last !== undefined) return true;
    passBy('hedge-unannounced');
    return announce.call(this, clientOrderId);
  };
});

wrap(SqliteJournal.prototype, 'enter', (enter) => {
  return function enterMortally(this: SqliteJournal, entry, ...when) {
    const trouble = enter.call(this, entry, ...when);
    if (entry.kind === 'life') passBy('life-unmarked');
    if (entry.kind === 'end') passBy('end-recorded');
    return trouble;
  };
});

wrap(MarkWriter.prototype, 'write', (write) => {
  return function writeMortally(this: MarkWriter, mark) {
    passBy('mark-unwritten');
    write.call(this, mark);
  };
});

wrap(Database.prototype, 'exec', (exec) => {
  return function execMortally(this: Database.Database, text) {
    if (text === 'COMMIT') {
      passBy('commit-torn');
      if (isDue('checkpoint')) tearCheckpoint(() => exec.call(this, text));
    }
    const done = exec.call(this, text);
    if (killer !== undefined && text === 'PRAGMA journal_mode = WAL')
      exec.call(this, 'PRAGMA wal_autocheckpoint = 1');
    return done;
  };
});

/** Every commit is a checkpoint here; it takes a few ms, and ends somewhere within. */
function tearCheckpoint(commit: () => void): void {
  tell({ kind: 'dying', point: 'checkpoint' });
  killer?.killDuring((Number(occurrence) * spreadUs) % checkpointUsMax, commit);
}

/** What makes journals, venues and loops makes mortal ones from now on. */
function wrap<Of extends object, Name extends keyof Of>(
  prototype: Of,
  name: Name,
  around: (inner: Of[Name]) => Of[Name],
): void {
  Object.assign(prototype, { [name]: around(prototype[name]) });
}

/** The venue as it is, but for its trading. */
function mortal(venue: OpenVenue): OpenVenue {
  const trading = venue.trading === undefined ? undefined : mortalVenue(venue.trading);
  return new Proxy(venue, {
    get: (target, property) => {
      if (property === 'trading') return trading;
      const value: unknown = Reflect.get(target, property, target);
      return typeof value === 'function' ? (value as (...args: never[]) => unknown).bind(target) : value;
    },
  });
}
