// What a run leaves behind.
import { text, type SettingGroup } from '../setting.ts';

export const recordSettings = {
  runsDir: {
    metavar: 'folder',
    help: 'where each run leaves its journal, fills.csv, log and summary',
    default: 'runs',
    read: text('name a folder'),
  },
  carryDay: {
    metavar: 'file',
    help: 'goes on with the day’s loss and volumes that this file holds, and keeps them in it',
    defaultInWords: 'none; with --live, one of the accounts in the folder of runs',
    read: text('name a file'),
  },
} as const satisfies SettingGroup;
