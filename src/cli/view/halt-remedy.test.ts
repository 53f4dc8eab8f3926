import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { haltCodes } from '../../execution/pair-state.ts';
import { haltRemedy } from './halt-remedy.ts';

const runbook = readFileSync(new URL('../../../docs/runbook.md', import.meta.url), 'utf8');

describe('what to do about a halt', () => {
  it.each(haltCodes)('%s: the screen and the runbook say the same', (code) => {
    const row = runbook.split('\n').find((text) => text.startsWith(`| \`${code}\``)) ?? '';
    expect(row.split('|').at(-2)?.trim()).toBe(haltRemedy(code));
  });

  it('an alert that halts nothing has no remedy', () => {
    expect(haltRemedy('recovered')).toBeUndefined();
  });
});
