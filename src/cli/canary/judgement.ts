// The verdict of one check of a canary, with the figures that it rests on.

export interface Judgement {
  readonly isPassed: boolean;
  readonly figures: string;
  /** Of use only where it has not passed. */
  readonly remedy: string;
}
