// Nothing is closed against what is not real.
import { describe, expect, it } from 'vitest';
import type { VenueSite } from '../../venues/adapter.ts';
import { refuseMixed } from './one-kind.ts';

const at = (venue: string, site: VenueSite) => ({ venue, site });
const prod: VenueSite = { kind: 'real', environment: 'prod' };
const testnet: VenueSite = { kind: 'real', environment: 'testnet' };
const local: VenueSite = { kind: 'local', origin: 'http://127.0.0.1:4101' };

describe('what is closed together', () => {
  it.each([
    ['nothing', []],
    ['mainnets', [at('backpack', prod), at('grvt', prod), at('paradex', prod)]],
    [
      'test networks of several names',
      [at('grvt', { kind: 'real', environment: 'staging' }), at('paradex', testnet)],
    ],
    ['local servers', [at('grvt', local), at('backpack', local)]],
  ])('may be %s', (_name, places) => {
    expect(refuseMixed(places)).toBeUndefined();
  });

  it.each([
    ['a test network beside mainnets', [at('backpack', prod), at('paradex', prod), at('grvt', testnet)]],
    ['a local server beside a mainnet', [at('backpack', local), at('grvt', prod)]],
  ])('is not %s', (_name, places) => {
    expect(refuseMixed(places)).toMatchObject({
      code: 'mixed-environments',
      message: expect.stringMatching(/mainnet/),
      remedy: expect.stringMatching(/--venues/),
    });
  });
});
