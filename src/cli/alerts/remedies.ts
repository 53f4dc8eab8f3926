// What a person does about an alert, in one sentence that is read on a phone at night; docs/runbook.md has the long ones.
import type { AlertCode, HaltCode } from '../../execution/pair-state.ts';
import { haltRemedy } from '../view/halt-remedy.ts';
import type { SessionAlertCode, SupervisorAlertCode } from './codes.ts';

type OtherCode = Exclude<AlertCode, HaltCode> | Exclude<SessionAlertCode, 'ended'> | SupervisorAlertCode;

const nothing = 'Nothing.';

const remedies: Readonly<Record<OtherCode, string>> = {
  'hedge-unavailable': 'Watch it: it ends with `recovered`, or with a halt.',
  'hedge-cancel-unproven':
    'Look at the hedge venue’s open orders, and cancel that order by hand if it is there.',
  recovered: 'Nothing, unless it comes again.',
  'catching-up': 'Look at the venue that is named, and at both positions. It ends with `resumed`.',
  held: 'See to the reason that is named. Nothing is quoted meanwhile; what is naked is hedged all the same.',
  resumed: nothing,
  'max-cost': 'Look at the spread of each leg in the summary, before it is started again.',
  'unpriced-asset':
    'It ends flat. Switch paying fees in another asset off in the settings of the venue that is named.',
  'liquidation-near': 'Add collateral to the account that is named.',
  'pair-reduced': 'Add collateral, or make --size smaller.',
  'lopsided-equity': 'Move the amount that is named.',
  paused: nothing,
  flattening: 'Nothing, unless `paused-flat` does not follow within a minute: then look at both venues.',
  'paused-flat': 'Resume it when it is to go on.',
  'pause-ended': nothing,
  'daily-loss-limit': 'Nothing now: it ends flat. The limit counts anew from 00:00 UTC.',
  'position-limit': 'Nothing now: it ends flat. Raise --max-position, or make --size smaller.',
  'max-notional': 'Nothing now: it ends flat. Raise --max-notional, or make --size smaller.',
  'order-rate': 'Nothing, unless it lasts: then use a calmer maker policy, or allow more requests.',
  started: nothing,
  naked: 'Watch it. If it grows, or lasts for a minute, look at both venues and reduce by hand.',
  'hedged-again': 'Nothing, unless it comes again.',
  'daily-summary': nothing,
  restarted: 'Nothing, unless it comes again. The log of the run that died says more.',
  'not-taken-up':
    'Look at both venues: what is open there is nobody’s until it starts. Its screen or log says why.',
  'given-up': 'Look at both venues when it has ended, and at the log, before you start it again.',
  'not-flattened': 'Look at both venues now, cancel what rests there, and close what is open by hand.',
};

/** `undefined` for a code that asks for nothing. */
export function remedyFor(code: string): string | undefined {
  const remedy = haltRemedy(code) ?? (code in remedies ? remedies[code as OtherCode] : undefined);
  return remedy === nothing ? undefined : remedy;
}
