// Every planted bug: its name, the invariant that must find it, and what is wrong in one sentence. A checker that has never failed
// proves nothing; each of these must be found within 1 000 seeds. They live around the ports of the simulator's processes only.
import type { InvariantName } from '../observed.ts';
import type { PortWrappers } from '../process/port-wrappers.ts';
import * as belief from './belief-bugs.ts';
import * as orders from './order-bugs.ts';
import * as records from './record-bugs.ts';

export interface PlantedBug {
  readonly name: string;
  readonly invariant: InvariantName;
  readonly what: string;
  /** Made anew for every run. */
  readonly plant: () => PortWrappers;
}

export const plantedBugs: readonly PlantedBug[] = [
  {
    name: 'hedge-dropped',
    invariant: 'I1',
    what: 'some hedges never leave the process',
    plant: orders.hedgeDropped,
  },
  {
    name: 'retry-in-seconds',
    invariant: 'I2',
    what: 'the back-off of hedges is in seconds where milliseconds were meant',
    plant: belief.retryInSeconds,
  },
  {
    name: 'patience-never-ends',
    invariant: 'I2',
    what: 'the deadline of a hedge begins anew with every event, so nothing escalates',
    plant: belief.patienceNeverEnds,
  },
  {
    name: 'hedge-sent-twice',
    invariant: 'I3',
    what: 'some hedges leave twice, under two ids',
    plant: orders.hedgeSentTwice,
  },
  {
    name: 'time-out-is-refusal',
    invariant: 'I3',
    what: 'an order without an answer is taken for refused',
    plant: belief.timeOutIsRefusal,
  },
  {
    name: 'cancel-assumed-done',
    invariant: 'I3',
    what: 'a cancelled order is taken for ended when its cancel is sent',
    plant: belief.cancelAssumedDone,
  },
  {
    name: 'used-ids-trusted',
    invariant: 'I3',
    what: 'every venue is trusted to refuse an id that was used before',
    plant: belief.usedIdsTrusted,
  },
  {
    name: 'announced-too-late',
    invariant: 'I3',
    what: 'what leaves ahead of its record is announced after it, with the record',
    plant: records.announcedTooLate,
  },
  {
    name: 'word-believed-after-power-cut',
    invariant: 'I3',
    what: 'what was said of orders ahead of their record counts after a power cut too',
    plant: records.wordBelievedAfterPowerCut,
  },
  {
    name: 'quote-doubled',
    invariant: 'I4',
    what: 'quotes are twice as large as was approved',
    plant: orders.quoteDoubled,
  },
  {
    name: 'position-never-compared',
    invariant: 'I5',
    what: 'every snapshot is taken to say what is believed',
    plant: belief.positionNeverCompared,
  },
  {
    name: 'fill-booked-twice',
    invariant: 'I6',
    what: 'some fills come again under another id',
    plant: belief.fillBookedTwice,
  },
  {
    name: 'fill-lost-for-ever',
    invariant: 'I6',
    what: 'some fills are understood on no channel',
    plant: belief.fillLostForEver,
  },
  {
    name: 'stale-book-kept-fresh',
    invariant: 'I7',
    what: 'any event counts as a sign of life of both markets',
    plant: belief.staleBookKeptFresh,
  },
  {
    name: 'price-off-the-band',
    invariant: 'I8',
    what: 'hedges are sent at a price far beyond the band',
    plant: orders.priceOffTheBand,
  },
  {
    name: 'reduce-only-forgotten',
    invariant: 'I8',
    what: 'no order is reduce-only on the wire',
    plant: orders.reduceOnlyForgotten,
  },
  {
    name: 'turns-forgotten',
    invariant: 'I9',
    what: 'turns with fills and without orders are not written down',
    plant: records.turnsForgotten,
  },
  {
    name: 'record-loss-unheard',
    invariant: 'I9',
    what: 'a record that could not be written is taken for written',
    plant: records.recordLossUnheard,
  },
  {
    name: 'gap-never-read',
    invariant: 'I9',
    what: 'a restarted process reads the history from its own beginning only',
    plant: records.gapNeverRead,
  },
  {
    name: 'office-hours',
    invariant: 'I10',
    what: 'quotes depend on the hour of the day',
    plant: orders.officeHours,
  },
  {
    name: 'two-processes',
    invariant: 'I11',
    what: 'a process that stands still is replaced, and lives on',
    plant: records.twoProcesses,
  },
  {
    name: 'ids-reused',
    invariant: 'I11',
    what: 'the counter of client order ids begins anew after a restart',
    plant: orders.idsReused,
  },
  {
    name: 'halt-forgotten',
    invariant: 'I12',
    what: 'a halt is over after a second',
    plant: belief.haltForgotten,
  },
  {
    name: 'halt-cancels-nothing',
    invariant: 'I12',
    what: 'once halted, no cancel leaves',
    plant: orders.haltCancelsNothing,
  },
  {
    name: 'alerts-lost',
    invariant: 'I12',
    what: 'no alert reaches anybody',
    plant: belief.alertsLost,
  },
  {
    name: 'not-deterministic',
    invariant: 'I13',
    what: 'some quotes depend on what other runs did',
    plant: orders.notDeterministic,
  },
  {
    name: 'fee-off-by-one-unit',
    invariant: 'I14',
    what: 'every fee is off by the smallest unit',
    plant: belief.feeOffByOneUnit,
  },
  {
    name: 'funding-ignored',
    invariant: 'I14',
    what: 'funding payments are not booked',
    plant: belief.fundingIgnored,
  },
  {
    name: 'cancel-storm',
    invariant: 'I15',
    what: 'a cancel is repeated without a pause until the order has ended',
    plant: orders.cancelStorm,
  },
  {
    name: 'pause-forgotten',
    invariant: 'pause',
    what: 'a process that takes over knows of no pause',
    plant: belief.pauseForgotten,
  },
  {
    name: 'pause-cancels-nothing',
    invariant: 'pause',
    what: 'while paused, no cancel leaves',
    plant: orders.pauseCancelsNothing,
  },
  {
    name: 'flatten-is-a-pause',
    invariant: 'pause',
    what: 'whoever asks to flatten gets a pause',
    plant: belief.flattenIsAPause,
  },
  {
    name: 'pause-stops-hedges',
    invariant: 'I1',
    what: 'while paused, no hedge leaves',
    plant: orders.pauseStopsHedges,
  },
  {
    name: 'unknown-never-asked',
    invariant: 'liveness',
    what: 'orders of unknown outcome are asked after by no request that leaves',
    plant: orders.unknownNeverAsked,
  },
];
