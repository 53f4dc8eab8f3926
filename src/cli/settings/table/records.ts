// What a run leaves behind.
import { logFormats } from '../../../journal/log-format.ts';
import { choice, text, type SettingGroup } from '../setting.ts';

export const recordSettings = {
  runsDir: {
    metavar: 'folder',
    help: 'where each run leaves its journal, fills.csv, log and summary',
    default: 'runs',
    read: text('name a folder'),
  },
  logFormat: {
    metavar: 'format',
    help: 'text, to be read, in log.txt; json, one object a line for programs, in log.jsonl',
    default: 'text',
    read: choice(logFormats),
  },
  carryDay: {
    metavar: 'file',
    help: 'goes on with the day’s loss and volumes that this file holds, and keeps them in it',
    defaultInWords: 'none; with --live, one of the accounts in the folder of runs',
    read: text('name a file'),
  },
} as const satisfies SettingGroup;
