import { describe, expect, it } from 'vitest';
import { knownStatus } from '../../status/testing/known-status.ts';
import { heardAtMs, shownRun } from '../testing/shown-fleet.ts';
import { partsOf } from './page-model.ts';

const all = (runs: Parameters<typeof partsOf>[0]): string => {
  const { skeleton, sections } = partsOf(runs, heardAtMs + 100);
  return [skeleton, ...sections.values()].join('\n');
};

describe('the page', () => {
  it('has a place for every part of a run, and no part without a place', () => {
    const { skeleton, sections } = partsOf(
      [shownRun(), shownRun({ name: 'another', isOpen: false })],
      heardAtMs,
    );
    const places = [...skeleton.matchAll(/data-section="([^"]+)"/g)].map(([, place = '']) => place);
    expect(new Set(places).size).toBe(places.length);
    expect(new Set(sections.keys())).toEqual(new Set(places));
  });

  it('shows what comes from outside as text', () => {
    const hostile = '<img src=x onerror=alert(1)>"\'&';
    const status = knownStatus({
      identity: {
        ...knownStatus().identity,
        pair: hostile,
        notice: hostile,
        settings: [{ name: hostile, value: hostile }],
      },
      verdict: {
        ...knownStatus().verdict,
        word: hostile,
        meaning: hostile,
        explanation: hostile,
        remedy: hostile,
      },
      alerts: [{ atUs: 0, severity: 'critical', code: hostile, text: hostile, remedy: hostile }],
    });
    const run = shownRun({ name: hostile, folder: hostile, status });
    const markup = all([run, shownRun()]);
    expect(markup).toContain('&lt;img src=x');
    expect(markup).not.toContain('<img');
    expect(markup).not.toMatch(/\son\w+=(?![^<]*&gt;)/);
  });

  it('has neither style nor script inside it: its policy forbids both', () => {
    expect(all([shownRun()])).not.toMatch(/<script|<style|\sstyle=/);
  });

  it('stands our order where its price does: in the touch, or in a line of its own', () => {
    const [primary, hedge] = knownStatus().legs;
    const inside = { side: 'buy', priceQuote: '2997.30', quantityBase: '0.1' } as const;
    const shown = (order: typeof inside | null): string =>
      all([
        shownRun({
          status: knownStatus({
            legs: [
              { ...primary, order },
              { ...hedge, order: null },
            ],
          }),
        }),
      ]);
    expect(shown({ ...inside, priceQuote: '2997.28' as never })).toMatch(/class="ours"><th scope="row">bid/);
    expect(shown(inside)).toMatch(/class="ours"><th scope="row">ours/);
    expect(shown(null)).toContain('no order of ours');
  });

  it('sums up what there is more than one of', () => {
    expect(partsOf([shownRun()], heardAtMs).sections.get('overview')).toBe('');
    const two = partsOf([shownRun(), shownRun({ name: 'another' })], heardAtMs).sections.get('overview');
    expect(two).toContain('2 pairs');
    expect(two).toContain('value="-0.1848"');
  });

  it('names the worst first: in the title of the window, and to who is read to', () => {
    const halted = knownStatus({
      verdict: { ...knownStatus().verdict, state: 'halted', tone: 'bad', word: 'HALTED kill-switch' },
    });
    const { title, announcement } = partsOf(
      [shownRun(), shownRun({ name: 'another', status: halted })],
      heardAtMs + 100,
    );
    expect(title).toBe('HALTED kill-switch · ETH backpack/grvt · evenkeel');
    expect(announcement).toBe('ETH backpack/grvt: FLAT. ETH backpack/grvt: HALTED kill-switch');
  });

  it('says that nothing runs where nothing does', () => {
    expect(partsOf([], heardAtMs)).toMatchObject({ title: 'Nothing is running · evenkeel' });
  });
});
