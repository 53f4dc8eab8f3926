// Order ids on the wire and back: ours come back as they were, and nobody else's does.
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { deriveClientOrderId, ordersPerEpochMax } from '../../core/order.ts';
import { ClientIds } from './client-ids.ts';

const epoch = 1_780_000_000;
const ids = new ClientIds([epoch, epoch - 90]);

describe('client ids', () => {
  it('of a known run come back from text and from 32 bits', () => {
    const counters = fc.integer({ min: 1, max: ordersPerEpochMax });
    fc.assert(
      fc.property(counters, fc.constantFrom(epoch, epoch - 90), (counter, seconds) => {
        const id = deriveClientOrderId(seconds, counter);
        expect(ids.ofText(ids.text(id))).toBe(id);
        expect(ids.ofUint32(ids.uint32(id), epoch * 1_000_000)).toBe(id);
      }),
    );
  });

  it.each(['', 'abc', '12', '-5', '1e16', '99999999999999999999', String(deriveClientOrderId(epoch + 1, 1))])(
    'that are not of a known run are nobody’s: "%s"',
    (text) => expect(ids.ofText(text)).toBeUndefined(),
  );

  it.each([-1, 1.5, 2 ** 32, ids.uint32(deriveClientOrderId(epoch + 1, 1))])(
    'in 32 bits that are not of a known run are nobody’s: %d',
    (value) => expect(ids.ofUint32(value, epoch * 1_000_000)).toBeUndefined(),
  );

  it('in 32 bits mean the later of two runs that share them, and the earlier before that had begun', () => {
    const both = new ClientIds([epoch, epoch + 4_096]);
    const early = deriveClientOrderId(epoch, 7);
    const late = deriveClientOrderId(epoch + 4_096, 7);
    const meant = (seconds: number) => both.ofUint32(both.uint32(early), seconds * 1_000_000);
    expect([epoch - 100, epoch, epoch + 4_000, epoch + 4_096, epoch + 9_000].map(meant)).toEqual([
      undefined,
      early,
      early,
      late,
      late,
    ]);
  });
});
