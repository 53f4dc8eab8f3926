// What only simulated and recorded markets have.
import { wholeNumber } from '../read-amount.ts';
import { fundingBps, latency, latencyNames, queueModel, queueModelNames, speed } from '../read-simulation.ts';
import type { SettingGroup } from '../setting.ts';

export const simulationSettings = {
  seed: {
    metavar: 'number',
    help: 'the same seed is the same run',
    default: '1',
    read: wholeNumber(0, 2 ** 32 - 1, 'use a whole number from 0 to 4294967295'),
  },
  speed: {
    metavar: 'pace',
    help: 'real, max, or a multiple of real time',
    defaultInWords: 'real; recordings: max',
    isAlwaysSet: true,
    read: speed,
  },
  queueModel: {
    metavar: 'name',
    help: `when a resting order fills: ${queueModelNames.join(', ')}`,
    default: 'risk-averse',
    read: queueModel,
  },
  latency: {
    metavar: 'name',
    help: `how far the venues are away: ${latencyNames.join(', ')}`,
    default: 'region',
    read: latency,
  },
  primaryFunding: {
    metavar: 'bps',
    unit: 'bps',
    help: 'what longs pay on the primary every 8 h; below 0 they receive',
    defaultInWords: '1; recordings: 0',
    read: fundingBps,
  },
  hedgeFunding: {
    metavar: 'bps',
    unit: 'bps',
    help: 'what longs pay on the hedge every 8 h',
    defaultInWords: '0.8; recordings: 0',
    read: fundingBps,
  },
} as const satisfies SettingGroup;
