// Buy or sell, and its sign in positions (long > 0).

export type Side = 'buy' | 'sell';

export const oppositeSide = (side: Side): Side => (side === 'buy' ? 'sell' : 'buy');
export const sideSign = (side: Side): 1 | -1 => (side === 'buy' ? 1 : -1);
export const sideOfSign = (signed: number | bigint): Side => (signed > 0 ? 'buy' : 'sell');
