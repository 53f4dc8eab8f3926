// Passed canaries on the disk: what is kept is found again, and what cannot be trusted is refused.
import { mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../../journal/testing/temporary-directory.ts';
import { canariesOn, keepCanary, localPlace, readCanaries, type CanaryPass } from './canary-store.ts';

const pass: CanaryPass = {
  version: '0.1.0',
  build: 'abc',
  primary: { venue: 'backpack', place: 'prod', account: 'aaaaaaaaaaaa', instrument: 'ETH_USDC_PERP' },
  hedge: { venue: 'grvt', place: 'prod', account: 'bbbbbbbbbbbb', instrument: 'ETH_USDT_Perp' },
  passedAt: '2026-01-05T10:00:00Z',
};

describe('the store of canaries', () => {
  it('is empty where none has ever passed', () => {
    expect(readCanaries(join(temporaryDirectory(), 'runs'))).toEqual({ ok: true, value: [] });
  });

  it('keeps each, a later one in the place of an earlier one for the same, and for its owner only', () => {
    const runs = join(temporaryDirectory(), 'runs');
    const swapped = { ...pass, primary: pass.hedge, hedge: pass.primary };
    const again = { ...pass, passedAt: '2026-01-06T10:00:00Z' };
    for (const each of [pass, swapped, again]) expect(keepCanary(runs, each)).toMatchObject({ ok: true });
    expect(readCanaries(runs)).toEqual({ ok: true, value: [swapped, again] });
    expect(statSync(join(runs, 'state', 'canaries.json')).mode & 0o077).toBe(0);
  });

  it('keeps each build of a version apart, and reads a pass from before builds were kept as of none', () => {
    const runs = join(temporaryDirectory(), 'runs');
    for (const build of ['abc', 'def'])
      expect(keepCanary(runs, { ...pass, build })).toMatchObject({ ok: true });
    const path = join(runs, 'state', 'canaries.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace(/ *"build": "abc",\n/, ''));
    const read = readCanaries(runs);
    expect(read.ok ? read.value.map(({ build }) => build) : read).toEqual(['', 'def']);
  });

  it('knows those on a venue itself: as either leg, and not on a local server', () => {
    const swapped = { ...pass, primary: pass.hedge, hedge: pass.primary };
    const local = { ...pass, hedge: { ...pass.hedge, place: localPlace } };
    expect(canariesOn('grvt', [pass, swapped, local])).toEqual([pass, swapped]);
    expect(canariesOn('paradex', [pass])).toEqual([]);
  });

  it.each(['', '{', '{"canaries":[{"version":"0.1.0"}]}'])('refuses a file that holds %j', (text) => {
    const runs = temporaryDirectory();
    mkdirSync(join(runs, 'state'));
    writeFileSync(join(runs, 'state', 'canaries.json'), text);
    for (const refused of [readCanaries(runs), keepCanary(runs, pass)])
      expect(refused).toMatchObject({ ok: false, code: 'canaries-unreadable' });
    expect(readFileSync(join(runs, 'state', 'canaries.json'), 'utf8')).toBe(text);
  });

  it('says where it cannot write', () => {
    const file = join(temporaryDirectory(), 'file');
    writeFileSync(file, '');
    expect(keepCanary(join(file, 'runs'), pass)).toMatchObject({ ok: false });
  });
});
