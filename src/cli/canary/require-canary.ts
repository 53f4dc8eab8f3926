// No live run before its canary: the pair must have made one smallest round trip, with this version as it was built and on
// these accounts.
import { refused, type CheckFailure } from '../../core/checked.ts';
import type { WirePlan } from '../run/run-plan.ts';
import { fingerprintOf, type WireLeg } from '../run/wire/wire-leg.ts';
import { hashOfBuild } from '../build.ts';
import { version } from '../version.ts';
import {
  isForTheSame,
  localPlace,
  readCanaries,
  type CanaryKey,
  type CanaryLeg,
  type CanaryPass,
} from './canary-store.ts';

export function canaryKeyOf({ pair: { primary, hedge } }: Pick<WirePlan, 'pair'>): CanaryKey {
  return { version, build: hashOfBuild(), primary: canaryLegOf(primary), hedge: canaryLegOf(hedge) };
}

/** `undefined` where it has passed. */
export function refuseWithoutCanary(plan: Pick<WirePlan, 'pair' | 'settings'>): CheckFailure | undefined {
  const passes = readCanaries(plan.settings.values.runsDir);
  if (!passes.ok) return passes;
  const key = canaryKeyOf(plan);
  if (passes.value.some((pass) => isForTheSame(pass, key))) return undefined;
  const { primary, hedge } = plan.pair;
  const command = `evenkeel canary --primary ${key.primary.venue} --hedge ${key.hedge.venue} --ticker ${primary.instrument.base} --live`;
  return refused(
    'no-canary',
    `no canary has passed for ${primary.instrument.symbol} on ${key.primary.venue} and ${hedge.instrument.symbol} on ${key.hedge.venue}${nearMiss(passes.value, key)}`,
    `run \`${command}\` first: one round trip of the smallest size`,
  );
}

/** Why one that did pass does not count. */
function nearMiss(passes: readonly CanaryPass[], key: CanaryKey): string {
  const otherwise = passes.filter(
    (pass) =>
      isTheSameBut(['account', 'place'], pass.primary, key.primary) &&
      isTheSameBut(['account', 'place'], pass.hedge, key.hedge),
  );
  const sameAccounts = otherwise.findLast(
    (pass) => isTheSameBut([], pass.primary, key.primary) && isTheSameBut([], pass.hedge, key.hedge),
  );
  if (sameAccounts?.version === key.version)
    return ` with version ${key.version} as it is built now (one has with another build of it)`;
  if (sameAccounts !== undefined)
    return ` with version ${key.version} (with ${sameAccounts.version} one has)`;
  return otherwise.length > 0 ? ' on these accounts (on others one has)' : '';
}

const isTheSameBut = (ignored: readonly (keyof CanaryLeg)[], left: CanaryLeg, right: CanaryLeg): boolean =>
  (['venue', 'place', 'account', 'instrument'] as const).every(
    (name) => ignored.includes(name) || left[name] === right[name],
  );

function canaryLegOf(leg: WireLeg): CanaryLeg {
  const { adapter, site } = leg.reached;
  return {
    venue: adapter.name,
    place: site.kind === 'local' ? localPlace : site.environment,
    account: fingerprintOf(leg),
    instrument: leg.instrument.symbol,
  };
}
