// The page about local venues has exactly the faults and controls that there are.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { controlNames, controlPath } from '../src/venues/local/control.ts';
import { faultSchema } from '../src/venues/local/fault.ts';

const page = readFileSync(new URL('../docs/local-venues.md', import.meta.url), 'utf8');

describe('the page about local venues', () => {
  it('has exactly the faults that can be asked for', () => {
    const told = [...page.matchAll(/^\| `([a-z-]+)`\s+\|/gm)].map((match) => match[1] ?? '');
    const kinds = faultSchema.options.map(({ shape }) => shape.kind.value);
    expect(told.sort()).toEqual([...kinds].sort());
  });

  it('has exactly the controls that are answered', () => {
    const told = [...page.matchAll(/`((?:GET|POST) \/__control[a-z/-]*)`/g)].map((match) => match[1] ?? '');
    const names = controlNames.map((name) => name.replace(' ', ` ${controlPath}`));
    expect(told.sort()).toEqual([...names].sort());
  });
});
