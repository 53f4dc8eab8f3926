// The three beliefs about the queue between which the truth lies, from the one that fills us least: no result is shown on one of them alone.

export const boundNames = ['pessimistic', 'risk-averse', 'optimistic'] as const;
export type BoundName = (typeof boundNames)[number];

/** Of `--queue-model`, as it would be typed. */
export const queueModelOf: Readonly<Record<BoundName, string>> = {
  pessimistic: 'traded-through',
  'risk-averse': 'risk-averse',
  optimistic: 'probabilistic',
};

/** What each believes, for people. */
export const beliefs: Readonly<Record<BoundName, string>> = {
  pessimistic: 'filled only when the market trades through our price',
  'risk-averse': 'who cancels stood behind us',
  optimistic: 'cancels are spread over the queue',
};
