// Who lets a run go live: somebody at a terminal who types what it will trade, or somebody who said so beforehand.
import { describe, expect, it } from 'vitest';
import { confirmByTyping, type Prompter } from './confirmation.ts';
import { refuseLiveFlags, type LiveFlags } from './live-flags.ts';

const typing = (answer: string | undefined): Prompter => ({
  isInteractive: true,
  tell: () => undefined,
  ask: () => Promise.resolve(answer),
});

describe('a typed confirmation', () => {
  it.each(['0.1 ETH', ' 0.1  eth '])('is what it trades: %j', async (typed) => {
    expect(await confirmByTyping(typing(typed), '0.1 ETH')).toMatchObject({ ok: true });
  });

  it.each(['', 'y', 'yes', 'ETH', '0.01 ETH', '0.1 ETHE', undefined])('is not %j', async (typed) => {
    expect(await confirmByTyping(typing(typed), '0.1 ETH')).toMatchObject({
      ok: false,
      code: 'not-confirmed',
    });
  });
});

describe('the flags of a live run', () => {
  it.each<[LiveFlags, boolean, string | undefined]>([
    [{}, false, undefined],
    [{ local: true }, false, undefined],
    [{ live: true }, true, undefined],
    [{ live: true, yes: true }, false, undefined],
    [{ live: true }, false, 'nobody-to-confirm'],
    [{ live: true, local: true, yes: true }, true, 'live-and-local'],
    [{ yes: true }, true, 'yes-without-live'],
    [{ local: true, yes: true }, true, 'yes-without-live'],
    [{ live: true, yes: true, supervise: true }, false, undefined],
    [{ supervise: true }, true, 'supervise-without-live'],
    [{ local: true, supervise: true }, true, 'supervise-without-live'],
  ])('%j, at a terminal: %s, are refused as %s', (flags, isInteractive, code) => {
    expect(refuseLiveFlags(flags, isInteractive)?.code).toBe(code);
  });
});
