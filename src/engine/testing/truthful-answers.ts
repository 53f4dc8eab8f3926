// What honest venues answer when they are asked: positions, fills, funding and margin, out of what is true on them, whether or not
// anybody was told of it before.
import type {
  Command,
  QueryFillsCommand,
  QueryFundingCommand,
  QueryMarginCommand,
} from '../../core/commands.ts';
import type { FillEvent, FundingPaymentEvent } from '../../core/events.ts';
import { valueAtMid, type InstrumentKey } from '../../core/instrument.ts';
import { absLots, lots, quoteAmount } from '../../core/money.ts';
import { shareRoundedUp } from '../../core/share.ts';
import type { Leg } from '../../execution/leg.ts';
import type { DistributiveOmit, Unstamped } from './venue-words.ts';

export type LegName = 'primary' | 'hedge';

/** What is true on the venues of a pair. */
export interface VenueBooks {
  leg(name: LegName): Leg;
  /** Signed, in lots. */
  venuePosition(name: LegName): number;
  readonly history: readonly DistributiveOmit<FillEvent, 'atUs'>[];
  /** So many fills of the history are in one answer, the oldest. */
  readonly historyPage: number;
  readonly payments: readonly DistributiveOmit<FundingPaymentEvent, 'atUs'>[];
  /** In whole quote assets; margin is by the instrument's rates on what is held. */
  readonly equity: Readonly<Record<LegName, number>>;
  /** While false, queries of margin find no answer. */
  readonly answersMargin: boolean;
  /** The same of funding. */
  readonly answersFunding: boolean;
}

export function truthfulAnswers(commands: readonly Command[], books: VenueBooks): Unstamped[] {
  return commands.flatMap((command): Unstamped[] => {
    switch (command.kind) {
      case 'query-position': {
        const { instrument, requestId } = command;
        const position = lots(books.venuePosition(nameOf(instrument, books)));
        return [{ kind: 'position-report', instrument, requestId, position }];
      }
      case 'query-margin':
        return books.answersMargin ? [marginReport(command, books)] : [];
      case 'query-funding':
        return books.answersFunding ? fundingAnswer(command, books) : [];
      case 'query-fills':
        return fillsAnswer(command, books);
      default:
        return [];
    }
  });
}

function fundingAnswer(
  { instrument, requestId, sinceVenueTimeUs }: QueryFundingCommand,
  { payments }: VenueBooks,
): Unstamped[] {
  const found = payments.filter(
    (payment) => payment.instrument === instrument && payment.venueTimeUs >= sinceVenueTimeUs,
  );
  return [...found, { kind: 'funding-report', instrument, requestId }];
}

function fillsAnswer(
  { instrument, requestId, sinceVenueTimeUs }: QueryFillsCommand,
  { history, historyPage }: VenueBooks,
): Unstamped[] {
  const found = history.filter(
    (fill) => fill.instrument === instrument && fill.venueTimeUs >= sinceVenueTimeUs,
  );
  return [...found.slice(0, historyPage), { kind: 'fills-report', instrument, requestId }];
}

function marginReport({ instrument: key, requestId }: QueryMarginCommand, books: VenueBooks): Unstamped {
  const name = nameOf(key, books);
  const { instrument, touch } = books.leg(name);
  const held = absLots(lots(books.venuePosition(name)));
  const value = touch === undefined ? 0n : valueAtMid(instrument, touch.bid, touch.ask, held);
  return {
    kind: 'margin-report',
    instrument: key,
    requestId,
    equity: quoteAmount(BigInt(books.equity[name]) * 10n ** 18n),
    initialMargin: quoteAmount(shareRoundedUp(value, instrument.margin.initial)),
    maintenanceMargin: quoteAmount(shareRoundedUp(value, instrument.margin.maintenance)),
  };
}

const nameOf = (instrument: InstrumentKey, books: VenueBooks): LegName =>
  instrument === books.leg('primary').instrument.key ? 'primary' : 'hedge';
