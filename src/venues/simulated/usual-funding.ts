// What longs pay on simulated venues, in bps of each payment: small, and different, as it is on two venues; the same in every run that says
// nothing else.
export const usualFundingBps = { primary: '1', hedge: '0.8' } as const;
