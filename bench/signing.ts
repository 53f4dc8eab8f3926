// B7: one order signed and encoded, per venue, beside the bare primitive that its signature needs: what is ours on top is text and
// hashes. Orders differ from one another, as they do when they are sent.
import { createPrivateKey, sign } from 'node:crypto';
import { sign as signStark } from '@scure/starknet';
import { assert } from '../src/core/assert.ts';
import { parseDecimal, type Decimal } from '../src/core/decimal.ts';
import { lots, ticks } from '../src/core/money.ts';
import type { OrderRequest } from '../src/core/order.ts';
import { SigningKey } from '../src/venues/backpack/sign.ts';
import { encodeOrder } from '../src/venues/backpack/wire.ts';
import { OrderWriter } from '../src/venues/grvt/order-writer.ts';
import { bestSigner, OrderSigner } from '../src/venues/grvt/sign.ts';
import { kindOf, OrderWriter as ParadexWriter } from '../src/venues/paradex/order-writer.ts';
import { ParadexSigner, type BegunOrder } from '../src/venues/paradex/sign.ts';
import { simulatedPair } from '../src/venues/simulated/instruments.ts';
import { InstrumentGrid } from '../src/venues/wire/decimal-grid.ts';
import type { Contestant } from './measure.ts';

export interface SigningRace {
  readonly venue: string;
  /** The floor first. */
  readonly contestants: readonly Contestant[];
}

const ordersPerRound = 500;
const keyBytes = Buffer.alloc(32, 7);
const decimal = (text: string): Decimal => parseDecimal(text) as Decimal;

const grid = { tickSize: decimal('0.01'), lotSize: decimal('0.001') };

type SignedTerms = Pick<
  OrderRequest,
  'side' | 'price' | 'quantity' | 'postOnly' | 'reduceOnly' | 'timeInForce'
>;

/** Hedges, as they leave: takers inside the price band. */
const terms = (index: number): SignedTerms => ({
  side: index % 2 === 0 ? 'buy' : 'sell',
  price: ticks(300_000 + index),
  quantity: lots(100 + index),
  postOnly: false,
  reduceOnly: index % 3 === 0,
  timeInForce: 'ioc',
});

export function signingRaces(): readonly SigningRace[] {
  return [
    { venue: 'backpack', contestants: [ed25519(), backpack()] },
    { venue: 'grvt', contestants: [secp256k1(), grvt()] },
    { venue: 'paradex', contestants: [stark(), ...paradex()] },
  ];
}

function each(name: string, work: (index: number) => unknown): Contestant {
  return {
    name,
    round: () => {
      for (let index = 0; index < ordersPerRound; index += 1) work(index);
      return ordersPerRound;
    },
  };
}

function ed25519(): Contestant {
  const header = Buffer.from('302e020100300506032b657004220420', 'hex');
  const key = createPrivateKey({ key: Buffer.concat([header, keyBytes]), format: 'der', type: 'pkcs8' });
  const message = Buffer.alloc(160, 'instruction');
  return each('floor: ed25519 of node:crypto', (index) => {
    message.writeUInt32LE(index);
    return sign(null, message, key);
  });
}

function backpack(): Contestant {
  const key = new SigningKey(keyBytes);
  const instrumentGrid = new InstrumentGrid(grid);
  return each('an order of ours, with its headers', (index) => {
    const { query } = encodeOrder('ETH_USDC_PERP', instrumentGrid, terms(index), index);
    return key.headers('orderExecute', query, 1_780_000_000_000 + index);
  });
}

function secp256k1(): Contestant {
  const signer = bestSigner();
  const digest = Buffer.alloc(32, 3);
  return each(`floor: secp256k1, ${signer.name}`, (index) => {
    digest.writeUInt32LE(index);
    return signer.sign(digest, keyBytes);
  });
}

function grvt(): Contestant {
  const subAccountId = '4724219064482495';
  const chainId = 325;
  const signer = new OrderSigner(keyBytes, chainId, subAccountId);
  const asset = { assetId: '0x030501', baseDecimals: 9 };
  const writer = new OrderWriter({ symbol: 'ETH_USDT_Perp', ...grid }, asset, signer, chainId, subAccountId);
  const expirationNs = 1_780_000_000_000_000_000n;
  return each('an order of ours, as it leaves', (index) =>
    writer.write(terms(index), { clientId: String(index), nonce: index, expirationNs }),
  );
}

function stark(): Contestant {
  const hash = `0x${'3'.repeat(62)}`;
  const key = keyBytes.toString('hex').slice(0, 62);
  return each('floor: Stark ECDSA of @scure/starknet', () => signStark(hash, key));
}

function paradex(): Contestant[] {
  const chainId = 'PRIVATE_SN_PARACLEAR_MAINNET';
  const signer = new ParadexSigner({ chainId, address: 7n, privateKey: 11n });
  const pair = simulatedPair('ETH');
  assert('primary' in pair, 'the simulated venues list ETH');
  const instrument = { ...pair.primary, symbol: 'ETH-USD-PERP' };
  const writer = new ParadexWriter(instrument, new InstrumentGrid(instrument), signer);
  const begun = (index: number): BegunOrder => writer.begin(kindOf(terms(index)), 1_780_000_000_000 + index);
  const sides = [begun(0), begun(1)] as const;
  return [
    each('an order of ours, begun and written', (index) =>
      writer.write(terms(index), String(index), begun(index)),
    ),
    each('an order of ours that was begun before, as hedges are', (index) =>
      writer.write(terms(index), String(index), sides[index % 2 === 0 ? 0 : 1]),
    ),
  ];
}
