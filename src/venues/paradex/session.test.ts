// The login over virtual time: renewed before it ends, tried again when that fails, and never in anybody's way.
import { setImmediate } from 'node:timers/promises';
import { beforeEach, describe, expect, test } from 'vitest';
import { limits, microseconds } from '../../core/limits.ts';
import { VirtualTime } from '../simulated/virtual-time.ts';
import type { HttpClient, HttpRequest } from '../wire/http-client.ts';
import { Session } from './session.ts';
import { ParadexSigner } from './sign.ts';

const signer = new ParadexSigner({ chainId: 'PRIVATE_SN_LOCAL_SERVER', address: 5n, privateKey: 7n });
let time: VirtualTime;
let asked: HttpRequest[];
let answer: () => { readonly status: number; readonly text: string };
let session: Session;

beforeEach(() => {
  time = new VirtualTime(1_700_000_000_000_000);
  asked = [];
  answer = () => ({ status: 200, text: JSON.stringify({ jwt_token: `token ${asked.length}` }) });
  const request: HttpClient['request'] = (sent) => {
    asked.push(sent);
    return Promise.resolve({ kind: 'reply', headers: {}, ...answer() });
  };
  session = new Session({
    client: { request } as HttpClient,
    clock: time,
    signer,
    account: '0x5',
    venueSeconds: () => Math.floor(time.nowUs() / 1_000_000),
  });
});

/** Lets so much time pass, and everything that comes of it. */
async function pass(ms: number): Promise<void> {
  const untilUs = time.nowUs() + microseconds(ms);
  time.wakeAt(untilUs, () => undefined);
  while (time.nowUs() < untilUs && time.runNext()) await setImmediate();
}

describe('a session', () => {
  test('begins with a signed login under the name of the key', async () => {
    expect(await session.begin()).toMatchObject({ ok: true });
    expect(session.headers()).toEqual({ authorization: 'Bearer token 1' });
    expect(asked[0]).toMatchObject({
      method: 'POST',
      path: `/v1/auth/${signer.publicKey}`,
      headers: {
        'paradex-starknet-account': '0x5',
        'paradex-timestamp': '1700000000',
        'paradex-signature-expiration': '1700000180',
      },
    });
    expect(Object.keys(asked[0]?.headers ?? {}).filter((name) => name.includes('partner'))).toEqual([]);
  });

  test('is renewed again and again, long before its five minutes are over', async () => {
    await session.begin();
    for (const count of [2, 3, 4]) {
      await pass(limits.tokenRenewMs);
      expect(session.token).toBe(`token ${count}`);
    }
  });

  test('keeps its token while a renewal fails, and tries again', async () => {
    await session.begin();
    answer = () => ({ status: 503, text: '' });
    await pass(limits.tokenRenewMs + 2 * limits.loginPauseMs + 1);
    expect([session.token, asked.length]).toEqual(['token 1', 4]);
    answer = () => ({ status: 200, text: '{"jwt_token":"at last"}' });
    await pass(limits.loginPauseMs);
    expect(session.token).toBe('at last');
  });

  test('a token that the venue has forgotten is asked for anew, and not more than once in a while', async () => {
    await session.begin();
    session.renewSoon();
    session.renewSoon();
    await setImmediate();
    session.renewSoon();
    await setImmediate();
    expect(asked).toHaveLength(2);
    await pass(limits.loginPauseMs + 1);
    session.renewSoon();
    await setImmediate();
    expect(asked).toHaveLength(3);
  });

  test('ends when it is closed', async () => {
    await session.begin();
    session.close();
    await pass(3 * limits.tokenRenewMs);
    expect(asked).toHaveLength(1);
  });

  test.each([
    ['an answer without a token', { status: 200, text: '{}' }],
    ['a refusal', { status: 401, text: '{"error":"STARKNET_SIGNATURE_VERIFICATION_FAILED"}' }],
    ['no sense', { status: 200, text: '<html>' }],
  ])('%s: it does not begin, and says what to do', async (_name, reply) => {
    answer = () => reply;
    const remedy = expect.stringContaining('PARADEX_L2_PRIVATE_KEY');
    expect(await session.begin()).toMatchObject({ ok: false, code: 'login-refused', remedy });
  });
});
