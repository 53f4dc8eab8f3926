// What can go wrong with a local venue on request: data, so that it can be asked for over HTTP as well.
import { z } from 'zod';

const purposes = z.array(z.enum(['place', 'cancel', 'query', 'session', 'public'])).min(1);
const milliseconds = z.int().min(0).max(3_600_000);
const stream = z.enum(['private', 'public']);

/** A fault strikes so many times, or for so long, or until it is stopped; requests of every purpose unless some are named. */
const duration = { times: z.int().min(1).optional(), forMs: milliseconds.optional() };
const onRequests = { ...duration, purposes: purposes.optional() };

export const faultSchema = z.discriminatedUnion('kind', [
  /** 429, in the venue's words; the request is not carried out. */
  z.strictObject({ kind: z.literal('rate-limit'), retryAfterMs: milliseconds, ...onRequests }),
  /** The venue's own word for maintenance; the request is not carried out. */
  z.strictObject({ kind: z.literal('maintenance'), ...onRequests }),
  /** The request is never carried out, and never answered. */
  z.strictObject({ kind: z.literal('drop-request'), ...onRequests }),
  /** The request is carried out, and never answered. */
  z.strictObject({ kind: z.literal('drop-reply'), ...onRequests }),
  /** The request is carried out, and its connection cut instead of an answer. */
  z.strictObject({ kind: z.literal('cut-reply'), ...onRequests }),
  /** The request is carried out, and the answer is a page for people with status 200. */
  z.strictObject({ kind: z.literal('garble-reply'), ...onRequests }),
  z.strictObject({ kind: z.literal('delay-request'), delayMs: milliseconds, ...onRequests }),
  z.strictObject({ kind: z.literal('delay-reply'), delayMs: milliseconds, ...onRequests }),
  /** Orders are refused for this reason, in the venue's words. */
  z.strictObject({
    kind: z.literal('refuse'),
    reason: z.enum([
      'post-only-would-cross',
      'reduce-only-would-increase',
      'would-not-fill-completely',
      'insufficient-margin',
      'invalid-price',
      'invalid-quantity',
      'below-minimum',
      'not-trading',
      'other',
    ]),
    ...duration,
  }),
  z.strictObject({ kind: z.literal('delay-frames'), stream, delayMs: milliseconds, ...duration }),
  /** Frames are lost, and the connection stays: for so many `times` a gap, without it a stream that stops without a word. */
  z.strictObject({ kind: z.literal('silence'), stream, ...duration }),
  /** Private frames come twice. */
  z.strictObject({ kind: z.literal('duplicate-frames'), ...duration }),
  /** A private frame comes after the one that follows it, or a little later when none does. */
  z.strictObject({ kind: z.literal('reorder-frames'), ...duration }),
  /** Connections are accepted, and nothing is said on any: no answer, no frame, no pong. What is asked meanwhile is lost. */
  z.strictObject({ kind: z.literal('freeze'), forMs: milliseconds.optional() }),
  /** Positions are reported as they stood when this began. */
  z.strictObject({ kind: z.literal('stale-positions'), forMs: milliseconds.optional() }),
  /** The account's instruments stand on margin of their own each, where the venue has that. */
  z.strictObject({ kind: z.literal('isolated-margin'), forMs: milliseconds.optional() }),
  /** The key that is used is the one that can take money out, where the venue tells keys apart. */
  z.strictObject({ kind: z.literal('broad-key'), forMs: milliseconds.optional() }),
  /** The venue is taking the account's positions from it, where it tells that. */
  z.strictObject({ kind: z.literal('liquidating'), forMs: milliseconds.optional() }),
  /** What is traded from now on is in no history of fills until this ends; streams tell it. */
  z.strictObject({ kind: z.literal('late-fills'), forMs: milliseconds.optional() }),
]);

export type Fault = z.infer<typeof faultSchema>;
export type FaultKind = Fault['kind'];
export type StreamKind = z.infer<typeof stream>;
