// A dead name server must not hold more than one of the process's few threads for alerts.
import type { LookupFunction } from 'node:net';
import { expect, it } from 'vitest';
import { oneLookupAtATime } from './one-lookup.ts';

it('a host is looked up once at a time, and all who ask meanwhile are told the same', () => {
  const underWay: Parameters<LookupFunction>[2][] = [];
  const lookup = oneLookupAtATime((_host, _options, tell) => underWay.push(tell));
  const told: string[] = [];
  const ask = (name: string): void =>
    lookup('api.example', {}, (error, address) =>
      told.push(`${name} ${error?.message ?? JSON.stringify(address)}`),
    );
  ask('first');
  ask('second');
  expect(underWay).toHaveLength(1);
  underWay[0]?.(new Error('dead'), '');
  expect(told).toEqual(['first dead', 'second dead']);
  ask('third');
  underWay[1]?.(null, '192.0.2.1', 4);
  expect(told).toEqual(['first dead', 'second dead', 'third "192.0.2.1"']);
});
