// What one check came to: a verdict, what was found, and what to do where something is to be done.

/** In the order of what matters most to somebody who is about to trade. */
export const checkNames = [
  'reach',
  'keys',
  'stakes',
  'symbol',
  'account',
  'size',
  'margin',
  'safe-size',
  'leftovers',
  'public-stream',
  'private-stream',
  'order-test',
  'may-trade',
  'may-withdraw',
  'env-file',
  'clock',
  'round-trips',
  'fees',
  'expiry',
] as const;

export type CheckName = (typeof checkNames)[number];

/** From the worst to the best. */
export const verdicts = ['failed', 'warning', 'not-known', 'ok'] as const;

export type Verdict = (typeof verdicts)[number];

/** As decimal texts and whole numbers, for programs. */
export type Figures = Readonly<Record<string, string | number>>;

export interface Judgement {
  readonly verdict: Verdict;
  readonly text: string;
  readonly remedy?: string;
  readonly figures?: Figures;
}

export interface Finding extends Judgement {
  readonly check: CheckName;
  /** The venue, "pair", or the file that keys came from. */
  readonly subject: string;
  /** It was not looked at, because something that comes before it failed. */
  readonly isBlocked: boolean;
}

export const ok = (text: string, figures: Figures = {}): Judgement => ({ verdict: 'ok', text, figures });

export const warning = (text: string, remedy: string, figures: Figures = {}): Judgement => ({
  verdict: 'warning',
  text,
  remedy,
  figures,
});

export const failed = (text: string, remedy: string, figures: Figures = {}): Judgement => ({
  verdict: 'failed',
  text,
  remedy,
  figures,
});

export const notKnown = (text: string, remedy: string): Judgement => ({
  verdict: 'not-known',
  text,
  remedy,
});
