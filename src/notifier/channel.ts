// One way to reach a person. It makes a single attempt and says what came of it; when to try again is decided by the outbox.
import type { Notice } from '../ports/notifier.ts';

export interface Channel {
  /** As people know it. */
  readonly name: string;
  /** The longest text that it takes, in UTF-16 units. */
  readonly textLengthMax: number;
  /** Never rejects for what the other side does. */
  deliver(message: ChannelMessage): Promise<Delivery>;
  /** Gives up what is under way. */
  close(): Promise<void>;
}

export interface ChannelMessage {
  readonly text: string;
  /** Of the most urgent notice in it: what is for information may arrive without a sound. */
  readonly severity: Notice['severity'];
}

/** Reasons are for people, in words, with nothing secret in them. */
export type Delivery =
  | { readonly kind: 'delivered' }
  /** It may be there all the same; `afterMs` is what the other side asks for. */
  | { readonly kind: 'try-again'; readonly reason: string; readonly afterMs?: number }
  /** The same would be refused again. */
  | { readonly kind: 'refused'; readonly reason: string };
