// What a venue does with orders that rest there when the process that sent them is gone, in words.
import type { VenueCapabilities } from '../../venues/adapter.ts';

export function deathText({
  makerExpirySecondsMin: seconds,
  deadMansSwitch,
}: Pick<VenueCapabilities, 'makerExpirySecondsMin' | 'deadMansSwitch'>): string {
  if (seconds !== undefined) return `an order that rests there ends by itself within ${seconds} s`;
  return deadMansSwitch ?? 'NOTHING ends an order that rests there: it can fill until you cancel it by hand';
}
