// What the stream says to the page: what has changed since it was last told, and nothing at all as a sign of life.

export interface PageMessage {
  /** The inside of the main part, when runs have come or gone. */
  readonly skeleton?: string;
  /** The inside of places in it. */
  readonly sections?: Readonly<Record<string, string>>;
  readonly title?: string;
  /** For who is read to. */
  readonly announcement?: string;
  /** Whether a token would unlock anything. */
  readonly hasControls?: boolean;
}

export interface ControlReply {
  readonly isAccepted: boolean;
  readonly text: string;
}
