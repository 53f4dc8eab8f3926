import { expect, it } from 'vitest';
import { parseQuote, zeroQuote } from '../core/money.ts';
import { testInstrument } from '../ledger/testing/booked-pair.ts';
import { fundingCsvHeader, formatFunding } from './funding-csv.ts';

it('funding.csv has one line for a payment: received above zero, paid below, ids quoted where they must be', () => {
  expect(fundingCsvHeader).toBe('venue,account,instrument,paymentId,amount,asset,venueTimeUs,localTimeUs\n');
  const instrument = testInstrument('north');
  const payment = {
    instrument: instrument.key,
    paymentId: 'f,1',
    amount: { asset: 'USDC', amount: parseQuote('-0.03') ?? zeroQuote },
    venueTimeUs: 1_767_600_000_000_000,
    atUs: 1_767_600_000_004_000,
  };
  expect(formatFunding(payment, instrument)).toBe(
    'north,main,ETH-PERP,"f,1",-0.03,USDC,1767600000000000,1767600000004000\n',
  );
});
