// What the engine may rely on, over real sockets: the adapter against the local server that speaks its venue's protocol.
import { describeVenueContract } from '../testing/contract.ts';
import { openWireHarness } from '../testing/wire-harness.ts';
import { grvt } from './adapter.ts';

// A cancel that finds nothing is told of after the time that the venue lets it wait for its order.
describeVenueContract('grvt over the wire', () =>
  openWireHarness(grvt, { price: 300_000, unit: 2, soonMs: 150 }),
);
