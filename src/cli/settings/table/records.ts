// What a run leaves behind.
import { text, type SettingGroup } from '../setting.ts';

export const recordSettings = {
  runsDir: {
    metavar: 'folder',
    help: 'where each run leaves its journal, fills.csv, log and summary',
    default: 'runs',
    read: text('name a folder'),
  },
} as const satisfies SettingGroup;
