// Whoever tells a person that is not looking. Nothing waits for it: what becomes of a notice is never the caller's business.

export interface Notice {
  readonly severity: 'info' | 'warning' | 'critical';
  /** Notices of one kind say the same of another moment: where they come in a row, they are counted instead of told. */
  readonly kind?: string | undefined;
  /** Plain text, in lines; nothing secret is in it. */
  readonly text: string;
}

export interface Notifier {
  /** Returns at once, and never throws. */
  notify(notice: Notice): void;
}
