// What all orders of these benchmarks are for: so a position is a number of orders.

/** In ETH, as venues write it. */
export const orderSize = '0.1';
