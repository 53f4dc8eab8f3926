// The settings in force for a program: exact text, and where each came from.
import { describeSettings } from '../settings/describe.ts';
import { stateText, type CredentialState } from './credential-state.ts';
import type { ShownConfig } from './shown-config.ts';

export function describeConfig(
  { world, primary, hedge, settings }: ShownConfig,
  credentials: readonly CredentialState[],
): Record<string, unknown> {
  return {
    world,
    primary: primary.key,
    hedge: hedge.key,
    settings: describeSettings(settings),
    credentials: Object.fromEntries(credentials.map((each) => [each.name, stateText(each)])),
  };
}
