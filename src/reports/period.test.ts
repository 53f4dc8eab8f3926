import { expect, it } from 'vitest';
import { summarisePeriod } from './period.ts';

const figures = (cycles: number, completed: number, failed: number, amounts: string) => {
  const [volume = '', grossPnl = '', netPnl = ''] = amounts.split(' ');
  return { cycles, attempts: { completed, failed }, volume, grossPnl, netPnl };
};

it('a period is what came between two summaries, to the last digit', () => {
  const period = summarisePeriod(
    figures(4, 4, 1, '1200.000000000000000001 -0.5 -1.7'),
    figures(10, 10, 3, '3200.000000000000000002 0.25 -3.3'),
  );
  expect(period).toEqual({
    cycles: 6,
    volume: '2000.000000000000000001',
    grossPnl: '0.75',
    netPnl: '-1.6',
    costPerMillion: '800.0000',
    fillRate: '0.7500',
  });
});

it('a period without a trade has no cost and no fill rate', () => {
  const same = figures(4, 4, 1, '1200 -0.5 -1.7');
  expect(summarisePeriod(same, same)).toMatchObject({ volume: '0', costPerMillion: null, fillRate: null });
});
