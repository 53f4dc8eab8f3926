// An edge: what a cycle's spread is worth as a share of its buy price. Exact, so that a gate at 1 bps means 1 bps.
import type { Brand } from './brand.ts';
import { floorDivide, formatUnits, parseUnits } from './decimal.ts';

/** (sell − buy) ÷ buy in 10^−8 (0.0001 bps); a gain > 0. */
export type Edge = Brand<bigint, 'edge'>;

const scale = 10n ** 8n;

export const edge = (units: bigint): Edge => units as Edge;

/** Both prices in one unit, `buy` above 0; rounded towards minus infinity, so that no edge is overstated. */
export function edgeOf(sell: bigint, buy: bigint): Edge {
  return edge(floorDivide((sell - buy) * scale, buy));
}

/** `undefined` when it is no decimal, or finer than 0.0001 bps. */
export function parseEdgeBps(bps: string): Edge | undefined {
  return parseUnits(bps, 4) as Edge | undefined;
}

export const formatEdgeBps = (value: Edge): string => formatUnits(value, 4);
