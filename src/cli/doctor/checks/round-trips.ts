// How long the venue takes to answer: what a hedge takes at least.
import { describeFailure } from '../../../core/failure.ts';
import type { LegFacts } from '../facts.ts';
import { failed, ok, warning, type Figures, type Judgement } from '../finding.ts';
import { medianAndTail, roundTripText } from '../words.ts';

/** Slower, and whoever is nearer takes the prices away: in µs. */
const slow = 250_000;

export function checkRoundTrips({ requests, examination }: LegFacts): Judgement | undefined {
  if (requests === undefined) return undefined;
  const { roundTripsUs, failures } = requests;
  const [failure] = failures;
  if (roundTripsUs.length === 0) {
    if (failure === undefined) return undefined;
    const remedy = 'look at the status page of the venue, and at the connection to it';
    return failed(`no request was answered: ${describeFailure(failure)}`, remedy);
  }
  const streams = examination?.ok === true ? examination.value : undefined;
  const measured: readonly (readonly [name: string, samplesUs: readonly number[]])[] = [
    ['request', roundTripsUs],
    ['publicStream', streams?.publicStreamUs ?? []],
    ['privateStream', streams?.privateStreamUs ?? []],
  ];
  const known = measured.filter(([, samplesUs]) => samplesUs.length > 0);
  const text = `p50 / p99: ${known.map(([name, samplesUs]) => `${names[name] ?? name} ${roundTripText(samplesUs)}`).join(', ')}`;
  const figures: Figures = Object.fromEntries(
    known.flatMap(([name, samplesUs]) => {
      const { p50, p99 } = medianAndTail(samplesUs);
      return [
        [`${name}P50Us`, p50],
        [`${name}P99Us`, p99],
      ];
    }),
  );
  if (failure !== undefined) {
    const asked = roundTripsUs.length + failures.length;
    return warning(
      `${failures.length} of ${asked} requests came to nothing (${describeFailure(failure)}); ${text}`,
      'look at the connection to the venue: a hedge would have waited as long',
      figures,
    );
  }
  return medianAndTail(roundTripsUs).p50 > slow
    ? warning(text, 'run on a machine that is nearer to the venue: a hedge takes as long', figures)
    : ok(text, figures);
}

const names: Readonly<Record<string, string>> = {
  request: 'requests',
  publicStream: 'public stream',
  privateStream: 'private stream',
};
