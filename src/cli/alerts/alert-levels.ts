// Which alerts go where: the least urgent that each channel is told, from the environment.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import type { Notice } from '../../ports/notifier.ts';
import { valueIn, type Environment } from '../access/variables.ts';
import { alertLevelsVariable } from '../settings/from-environment.ts';

export const channelNames = ['telegram', 'lark', 'webhook'] as const;
export type ChannelName = (typeof channelNames)[number];
export type AlertLevels = Readonly<Record<ChannelName, Notice['severity']>>;

const severities = ['info', 'warning', 'critical'] as const satisfies readonly Notice['severity'][];

/** Everything, because a start that is told shows that alerts arrive. */
const usual: AlertLevels = { telegram: 'info', lark: 'info', webhook: 'info' };

export const isAtLeast = (severity: Notice['severity'], least: Notice['severity']): boolean =>
  severities.indexOf(severity) >= severities.indexOf(least);

/** "telegram=warning,lark=critical". */
export function readAlertLevels(environment: Environment): Checked<AlertLevels> {
  const levels = { ...usual };
  const text = valueIn(environment, alertLevelsVariable);
  for (const part of text.split(',').filter((each) => each.trim() !== '')) {
    const [name, level, ...rest] = part.split('=').map((word) => word.trim().toLowerCase());
    const channel = channelNames.find((known) => known === name);
    const severity = severities.find((known) => known === level);
    if (channel === undefined || severity === undefined || rest.length > 0)
      return refused(
        'bad-alert-setting',
        `${alertLevelsVariable} has "${part.trim().slice(0, 60)}"`,
        `write channel=level, separated by commas: ${channelNames.join(', ')}; ${severities.join(', ')}`,
      );
    levels[channel] = severity;
  }
  return accepted(levels);
}
