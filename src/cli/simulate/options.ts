// The options of `evenkeel simulate` as commander hands them over: text that nobody has judged yet.

export interface SimulateOptions {
  readonly seeds?: string;
  readonly from?: string;
  readonly plant?: string;
  readonly withoutFaults?: true;
  readonly threads?: string;
  readonly shrink?: string;
  readonly scenario?: string;
  readonly state?: string;
  readonly anew?: true;
  readonly json?: true;
}
