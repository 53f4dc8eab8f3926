// The settings in force for a program: exact text, and where each came from.
import type { RunPlan } from '../run/run-plan.ts';
import { describeSettings } from '../settings/describe.ts';
import { stateText, type CredentialState } from './credential-state.ts';

export function describeConfig(
  { world, config, settings }: RunPlan,
  credentials: readonly CredentialState[],
): Record<string, unknown> {
  return {
    world,
    primary: config.primary.key,
    hedge: config.hedge.key,
    settings: describeSettings(settings),
    credentials: Object.fromEntries(credentials.map((each) => [each.name, stateText(each)])),
  };
}
