// Who must agree to an order test: nobody for play money on this machine, somebody for everything else.
import { describe, expect, it } from 'vitest';
import { accepted } from '../../core/checked.ts';
import type { VenueAccountKey } from '../../core/instrument.ts';
import type { Prompter } from '../live/confirmation.ts';
import type { LegFacts } from './facts.ts';
import { admitOrderTest } from './admit-order-test.ts';
import { legFacts } from './testing/known-facts.ts';

const account = 'beta/main' as VenueAccountKey;
const site = { kind: 'local', origin: 'http://127.0.0.1:4101' } as const;
const local = legFacts('beta', { opened: accepted({ account, site }) });
const real = legFacts('alpha');

/** Types what it is told to, and keeps what it was shown. */
function prompterOf(typed: string | undefined): Prompter & { readonly shown: string[] } {
  const shown: string[] = [];
  return {
    isInteractive: typed !== undefined,
    shown,
    tell: (text) => shown.push(text),
    ask: (question) => {
      shown.push(question);
      return Promise.resolve(typed);
    },
  };
}

const admit = (primary: LegFacts, hedge: LegFacts, isAgreed: boolean, prompter: Prompter) =>
  admitOrderTest({ primary, hedge }, isAgreed, prompter);

describe('an order test', () => {
  it('on local servers asks nobody', async () => {
    const prompter = prompterOf(undefined);
    expect(await admit(local, local, false, prompter)).toMatchObject({ ok: true });
    expect(prompter.shown).toEqual([]);
  });

  it('on a venue says what it will send, and waits for the word', async () => {
    const prompter = prompterOf(' Order ');
    expect(await admit(real, local, false, prompter)).toMatchObject({ ok: true });
    expect(prompter.shown.join('')).toBe(
      'One post-only order on each venue, 0.4 % away from the market, cancelled as soon as it is taken:\n' +
        '  0.001 ETH on alpha (prod)\n' +
        '  0.001 ETH on beta (a local server)\n\n' +
        'Type order to start, or anything else to leave: ',
    );
  });

  it('with another word sends nothing', async () => {
    const admitted = await admit(local, real, false, prompterOf('no'));
    expect(admitted).toMatchObject({ ok: false, code: 'not-confirmed' });
  });

  it('without a terminal wants --yes, and with it asks nobody', async () => {
    expect(await admit(real, real, false, prompterOf(undefined))).toMatchObject({
      ok: false,
      code: 'nobody-to-confirm',
      remedy: 'add --yes if you mean it',
    });
    expect(await admit(real, real, true, prompterOf(undefined))).toMatchObject({ ok: true });
  });
});
