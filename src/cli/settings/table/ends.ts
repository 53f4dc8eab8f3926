// What else ends a run, whichever comes first.
import { wholeNumber } from '../read-amount.ts';
import { moment, time } from '../read-time.ts';
import { choice, type SettingGroup } from '../setting.ts';

const aboveZeroWithinAMonth = { isZeroAllowed: false, daysMost: 30 };

export const endSettings = {
  iter: {
    metavar: 'count',
    help: 'round trips, one BUILD and one UNWIND each',
    defaultInWords: '10 unless something else ends the run; recordings: until the data ends',
    read: wholeNumber(1, 1_000_000, 'use a whole number from 1 to 1000000'),
  },
  maxAttempts: {
    metavar: 'count',
    help: 'ends the run after this many attempts',
    defaultInWords: '20 for each of --iter',
    read: wholeNumber(1, 100_000_000, 'use a whole number above 0'),
  },
  duration: {
    metavar: 'time',
    unit: 'seconds',
    help: 'ends the run, flat, after this time: seconds, or 90s, 30m, 8h',
    defaultInWords: 'none',
    read: time(aboveZeroWithinAMonth),
  },
  until: {
    metavar: 'time',
    help: 'ends the run, flat, at this time: ISO 8601 with its zone, or HH:MM in UTC',
    defaultInWords: 'none',
    read: moment,
  },
  maxWait: {
    metavar: 'seconds',
    unit: 'seconds',
    help: 'ends the run when gates have kept it from its next BUILD for this long',
    defaultInWords: 'none',
    read: time(aboveZeroWithinAMonth),
  },
  onStop: {
    metavar: 'way',
    help: 'what Ctrl-C does with an open pair: flatten, or hold, hedged, for the next start to go on with',
    default: 'flatten',
    read: choice(['flatten', 'hold']),
  },
} as const satisfies SettingGroup;
