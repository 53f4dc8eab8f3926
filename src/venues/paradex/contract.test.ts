// What the engine may rely on, over real sockets: the adapter against the local server that speaks its venue's protocol.
import { describeVenueContract } from '../testing/contract.ts';
import { openWireHarness } from '../testing/wire-harness.ts';
import { paradex } from './adapter.ts';

describeVenueContract(
  'paradex over the wire',
  () => openWireHarness(paradex, { price: 300_000, unit: 100 }),
  { lacks: ['fok'] },
);
