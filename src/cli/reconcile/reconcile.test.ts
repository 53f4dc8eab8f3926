// A run that traded over the wire, held against the histories of the servers that it traded on; and copies of it in which something
// was changed, which is found.
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../../journal/testing/temporary-directory.ts';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { EngineEvent } from '../../core/events.ts';
import { quoteAmount } from '../../core/money.ts';
import { ServedVenues } from '../access/testing/served-venues.ts';
import { copyJournal, openRun } from '../history/testing/recorded-runs.ts';
import { createRecords } from '../run/records.ts';
import type { RunReport } from '../run/report.ts';
import { Session } from '../run/session.ts';
import { planWire } from '../run/wire/plan-wire.ts';
import { layersOf } from '../settings/from-flags.ts';
import type { Face } from '../view/face.ts';
import { reconcileRun } from './reconcile.ts';
import type { ReconcileReport } from './reconcile-report.ts';

const nothing = (): void => undefined;
const silent: Face = { begin: nothing, update: nothing, alert: nothing, notice: nothing, end: nothing };

let served: ServedVenues;
let folder: string;
let run: RunReport;

/** One round trip that takes on both venues, with a funding payment on each while it is held. */
async function traded(primary: string, hedge: string): Promise<RunReport> {
  const layers = layersOf({ size: '0.1', iter: '1', primaryMode: 'market', hold: '1s', runsDir: folder });
  if (!layers.ok) throw new Error(layers.message);
  const choice = { kind: 'venues', primary, hedge, ticker: 'ETH' } as const;
  const given = { layers: layers.value, environment: served.environment };
  const plan = await planWire(given, choice, { isLocal: false });
  const records = plan.ok ? createRecords(plan.value) : plan;
  if (!plan.ok || !records.ok) throw new Error('the run is planned and recorded');
  payOnceHeld([primary, hedge]);
  return new Session({ plan: plan.value, face: silent, records: records.value }).run();
}

function payOnceHeld(venues: readonly string[]): void {
  let isPaid = false;
  const filled = (): void => {
    if (isPaid || venues.some((venue) => served.of(venue).position === 0)) return;
    isPaid = true;
    for (const venue of venues) {
      const { exchange, instrument } = served.of(venue);
      setImmediate(() => exchange.payFunding(instrument.symbol));
    }
  };
  for (const venue of venues) served.of(venue).exchange.listen({ filled });
}

async function reconciled(runDirectory: string): Promise<ReconcileReport> {
  const opened = openRun(runDirectory);
  const report = await reconcileRun(opened, served.environment);
  opened.journal.close();
  if (!report.ok) throw new Error(`${report.code}: ${report.message}`);
  return report.value;
}

/** Of a copy in whose journal every event was what it is here; `undefined` leaves it out. */
async function reconciledWith(
  change: (event: EngineEvent) => EngineEvent | undefined,
): Promise<ReconcileReport> {
  const copy = temporaryDirectory();
  copyJournal(run.runDirectory, copy, {
    turn: (turn) => {
      const events = turn.events.map(change).filter((event) => event !== undefined);
      return events.length === 0 ? undefined : { ...turn, events };
    },
  });
  return reconciled(copy);
}

/** The first of its kind in the journal. */
function first<Kind extends EngineEvent['kind']>(kind: Kind): Extract<EngineEvent, { readonly kind: Kind }> {
  const opened = openRun(run.runDirectory);
  for (const turn of opened.journal.turns()) {
    const found = turn.kind === 'turn' ? turn.events.find((event) => event.kind === kind) : undefined;
    if (found === undefined) continue;
    opened.journal.close();
    return found as Extract<EngineEvent, { readonly kind: Kind }>;
  }
  throw new Error(`the run has heard of a ${kind}`);
}

const isSameFill = (event: EngineEvent, tradeId: string): boolean =>
  event.kind === 'fill' && event.tradeId === tradeId;

describe.each([
  ['backpack', 'grvt'],
  ['paradex', 'backpack'],
])('a run on %s and %s', (primary, hedge) => {
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'evenkeel-reconcile-'));
    served = await ServedVenues.start([primary, hedge]);
    run = await traded(primary, hedge);
  });

  afterAll(async () => {
    await served.close();
    rmSync(folder, { recursive: true, force: true });
  });

  it('is equal to what its venues say, to the smallest unit: fills, fees, funding and positions', async () => {
    const report = await reconciled(run.runDirectory);
    expect(run).toMatchObject({ outcome: 'flat', cycles: 2 });
    expect(report).toMatchObject({ verdict: 'equal', differences: [], notes: [], world: 'local' });
    for (const leg of [report.legs.primary, report.legs.hedge]) {
      expect(leg.here.fills).toBeGreaterThanOrEqual(2);
      expect(leg.here).toMatchObject({ payments: 1, position: '0' });
      expect(leg.there).toEqual(leg.here);
    }
  });

  it('from whose journal a fill was taken is found to lack it, and no more than it', async () => {
    const lost = first('fill');
    const report = await reconciledWith((event) => (isSameFill(event, lost.tradeId) ? undefined : event));
    expect(report.verdict).toBe('differs');
    expect(report.differences).toMatchObject([
      { what: 'fill', id: lost.tradeId, difference: 'missing-here', here: null },
      { what: 'position', there: '0' },
    ]);
    expect(report.notes[0]).toMatch(/does not play again/);
  });

  it('that has booked another fee, or a payment that was not made, is found out', async () => {
    const dear = first('fill');
    const fee = { ...dear.fee, amount: quoteAmount(dear.fee.amount + 1n) };
    const paid = first('funding-payment');
    const report = await reconciledWith((event) => {
      if (isSameFill(event, dear.tradeId)) return { ...dear, fee };
      return event.kind === 'funding-payment' && event.paymentId === paid.paymentId
        ? { ...event, paymentId: 'never-made' }
        : event;
    });
    expect(report.differences.map(({ what, difference }) => `${what} ${difference}`).sort()).toEqual([
      'fill fee',
      'payment missing-here',
      'payment missing-there',
    ]);
  });

  it('is not looked for anywhere else than where it traded', async () => {
    const opened = openRun(run.runDirectory);
    const answer = await reconcileRun(opened, {});
    const elsewhere = await reconcileRun({ ...opened, world: 'live' }, served.environment);
    const nowhere = await reconcileRun({ ...opened, world: 'paper' }, served.environment);
    opened.journal.close();
    expect(answer).toMatchObject({ ok: false, code: 'servers-gone' });
    expect(elsewhere).toMatchObject({ ok: false, code: 'another-place' });
    expect(nowhere).toMatchObject({ ok: false, code: 'no-venue-history' });
  });

  it('is not compared with another account', async () => {
    const opened = openRun(run.runDirectory);
    const other = await reconcileRun(opened, { ...served.environment, ACCOUNT_NAME: 'second' });
    opened.journal.close();
    expect(other).toMatchObject({ ok: false, code: 'another-account' });
  });
});
