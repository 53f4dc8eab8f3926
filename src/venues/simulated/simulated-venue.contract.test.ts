// The simulated venue passes the contract, under each queue model that fills at the price and with and without jitter.
import { describeVenueContract } from '../testing/contract.ts';
import { defaultLatency } from './models/latency.ts';
import { openSimulatedVenue } from './testing/venue-harness.ts';

describeVenueContract('simulated, constant delays', () => Promise.resolve(openSimulatedVenue()));

describeVenueContract('simulated, jitter, optimistic queue, strict reduce-only', () =>
  Promise.resolve(
    openSimulatedVenue({
      latency: defaultLatency,
      queueModel: 'probabilistic',
      policy: { oversizedReduceOnly: 'refuse', newIdOnReplace: false },
    }),
  ),
);
