// When a scenario begins: far from any funding payment, or shortly before one. Funding is paid at whole multiples of 8 hours.
import { fundingIntervalMs } from '../../src/venues/simulated/funding.ts';
import type { Scenario } from './scenario.ts';

/** A multiple of the funding interval, in ms. */
const boundaryMs = fundingIntervalMs * 62_500;
const farMs = 3_600_000;

/** In µs since the epoch. */
export function startOf({ market }: Scenario): number {
  return (boundaryMs - (market.opensBeforeFundingMs ?? farMs)) * 1_000;
}
