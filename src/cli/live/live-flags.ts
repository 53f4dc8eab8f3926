// `--live`, `--yes` and `--supervise`, as far as they can be judged before any venue is asked.
import { refused, type CheckFailure } from '../../core/checked.ts';

/** As commander hands them over. */
export interface LiveFlags {
  readonly live?: boolean;
  readonly yes?: boolean;
  readonly local?: boolean;
  readonly supervise?: boolean;
}

export function refuseLiveFlags(
  {
    live: isLive = false,
    yes: isYes = false,
    local: isLocal = false,
    supervise: isSupervising = false,
  }: LiveFlags,
  isInteractive: boolean,
): CheckFailure | undefined {
  if (isLive && isLocal) {
    return refused(
      'live-and-local',
      '--live and --local are both given',
      'leave one out: --local starts servers of its own, --live trades where your keys belong',
    );
  }
  if (isSupervising && !isLive) {
    return refused(
      'supervise-without-live',
      '--supervise is given, and a run that dies would leave nothing open',
      'leave it out, or add --live',
    );
  }
  if (isYes && !isLive)
    return refused('yes-without-live', '--yes is given, and nothing asks', 'leave it out, or add --live');
  if (isLive && !isYes && !isInteractive) {
    return refused(
      'nobody-to-confirm',
      '--live asks for a typed confirmation, and there is no terminal to type it in',
      'add --yes if you mean it',
    );
  }
  return undefined;
}
