// A sign of life is sent by whoever lives, in its rhythm, and nothing waits for it.
import { setImmediate } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { limits } from '../core/limits.ts';
import { Heartbeat } from './heartbeat.ts';
import { StandIn, type Answer } from './testing/stand-in.ts';

async function withHeartbeat(
  answers: readonly Answer[],
  body: (play: {
    web: StandIn;
    heartbeat: Heartbeat;
    troubles: string[];
    heard: () => Promise<void>;
  }) => Promise<void>,
): Promise<void> {
  const web = await StandIn.start(...answers);
  const troubles: string[] = [];
  const url = new URL('/ping/secret?from=here', web.origin);
  const heartbeat = new Heartbeat({ url, timeoutMs: 50, onTrouble: (text) => troubles.push(text) });
  /** Until a word of trouble, or its end, is told. */
  const heard = async (): Promise<void> => {
    for (const before = troubles.length; troubles.length === before;) await setImmediate();
  };
  await body({ web, heartbeat, troubles, heard });
  await heartbeat.close();
  await web.stop();
}

const received = async (web: StandIn, count: number): Promise<void> => {
  while (web.received.length < count) await setImmediate();
};

describe('the heartbeat', () => {
  it('asks for its URL, again and again after half a minute, while somebody calls', async () => {
    await withHeartbeat(
      [
        { status: 500, body: '' },
        { status: 200, body: 'OK' },
      ],
      async ({ web, heartbeat, heard }) => {
        heartbeat.beat(0);
        await heard();
        heartbeat.beat(limits.signOfLifeMs - 1);
        heartbeat.beat(limits.signOfLifeMs);
        await heard();
        expect(web.received).toEqual(
          Array.from({ length: 2 }, () => ({
            method: 'GET',
            path: '/ping/secret?from=here',
            body: undefined,
          })),
        );
      },
    );
  });

  it('that is not answered is lost, is said once, and never asked for twice at a time', async () => {
    await withHeartbeat(
      [undefined, undefined, { status: 204, body: '' }],
      async ({ web, heartbeat, troubles, heard }) => {
        heartbeat.beat(0);
        await received(web, 1);
        heartbeat.beat(limits.signOfLifeMs);
        await heard();
        heartbeat.beat(2 * limits.signOfLifeMs);
        await received(web, 2);
        while (web.received.length < 3) {
          heartbeat.beat(3 * limits.signOfLifeMs);
          await setImmediate();
        }
        await heard();
        expect(troubles).toEqual([
          'the heartbeat does not arrive: no answer within 50 ms',
          'the heartbeat arrives again',
        ]);
      },
    );
  });

  it('says nothing of the URL, which is a secret', async () => {
    await withHeartbeat(
      [{ status: 404, body: '/ping/secret is not known' }],
      async ({ heartbeat, troubles, heard }) => {
        heartbeat.beat(0);
        await heard();
        expect(troubles).toEqual(['the heartbeat does not arrive: it answers 404']);
      },
    );
  });
});
