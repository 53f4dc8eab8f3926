// CCXT as it comes paces its own requests; without that, it shows what its code takes.
export const kinds = { asItComes: 'as it comes', unpaced: 'throttle off' } as const;
