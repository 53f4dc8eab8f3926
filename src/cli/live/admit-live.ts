// Between the plan of a live run and its first order: its canary has passed, and somebody has agreed to what it says of itself.
import { accepted, type Checked } from '../../core/checked.ts';
import { formatBase } from '../../core/money.ts';
import type { AccountFacts } from '../../venues/examination.ts';
import { refuseWithoutCanary } from '../canary/require-canary.ts';
import type { WirePlan } from '../run/run-plan.ts';
import type { WireLeg } from '../run/wire/wire-leg.ts';
import { confirmByTyping, widthOf, type Prompter } from './confirmation.ts';
import { renderLiveTerms, type StartedAgain } from './live-terms.ts';

export interface LiveWishes {
  /** `--yes`: what would be agreed to is shown, and not asked for. */
  readonly isAgreed: boolean;
  /** A canary itself needs none. */
  readonly needsCanary: boolean;
  /** Of what nobody would hear, in sentences. */
  readonly silences: readonly string[];
  readonly startedAgain: StartedAgain;
}

export async function admitLive(
  plan: WirePlan,
  { isAgreed, needsCanary, silences, startedAgain }: LiveWishes,
  prompter: Prompter,
): Promise<Checked<undefined>> {
  const missing = needsCanary ? refuseWithoutCanary(plan) : undefined;
  if (missing !== undefined) return missing;
  const { primary, hedge } = plan.pair;
  const [primaryFacts, hedgeFacts] = await Promise.all([factsOf(primary), factsOf(hedge)]);
  const facts = { primary: primaryFacts, hedge: hedgeFacts };
  const terms = renderLiveTerms(plan, facts, { startedAgain, width: widthOf(process.stderr) });
  prompter.tell(`${terms}\n\n`);
  for (const silence of silences) prompter.tell(`evenkeel: ${silence}\n\n`);
  if (isAgreed) return accepted(undefined);
  return confirmByTyping(prompter, `${formatBase(plan.config.size)} ${plan.config.primary.base}`);
}

/** What a venue does not tell is not shown: it is no reason not to start. */
async function factsOf({ reached, instrument }: WireLeg): Promise<AccountFacts | undefined> {
  const examined = await reached.venue.examine(instrument);
  return examined.ok ? examined.value.account : undefined;
}
