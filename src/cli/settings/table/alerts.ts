// When somebody is told who is not looking. Where they are reached is secret, and no setting: see alert-settings.ts.
import { time } from '../read-time.ts';
import type { SettingGroup } from '../setting.ts';

export const alertSettings = {
  nakedAlert: {
    metavar: 'seconds',
    unit: 'seconds',
    help: 'alerts when something has been naked for this long, and again each time it has been twice as long',
    default: '5',
    read: time({ isZeroAllowed: false, daysMost: 1 }),
  },
} as const satisfies SettingGroup;
