// The funding that simulated venues charge: as stated, or what is usual there.
import { zeroFunding } from '../../core/funding.ts';
import type { Settings } from '../settings/table/table.ts';
import type { VenuePolicies } from './simulated-run.ts';

/** Nothing is published as nothing, because gates wait for what is not known. */
export function fundingOf({
  primaryFunding = zeroFunding,
  hedgeFunding = zeroFunding,
}: Pick<Settings, 'primaryFunding' | 'hedgeFunding'>): VenuePolicies {
  return { primary: { fundingRate: primaryFunding }, hedge: { fundingRate: hedgeFunding } };
}
