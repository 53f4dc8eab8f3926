// Whom a contestant tells of its fills: nobody, or by the product's own channels servers that refuse every connection, or take it and never
// answer.
import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { LarkChannel } from '../../src/notifier/lark.ts';
import { Outbox } from '../../src/notifier/outbox.ts';
import { TelegramChannel } from '../../src/notifier/telegram.ts';
import { WebhookChannel } from '../../src/notifier/webhook.ts';
import type { Notifier } from '../../src/ports/notifier.ts';
import { SystemClock } from '../../src/venues/wire/system-clock.ts';

const nobody: Notifier = { notify: () => undefined };

/** `kind` is the contestant's. */
export async function notifierOf(kind: string): Promise<Notifier> {
  if (!kind.startsWith('alerts')) return nobody;
  const server = createServer(() => undefined);
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const origin = `http://127.0.0.1:${portOf(server)}`;
  if (kind === 'alerts dead') server.close();
  else server.unref();
  const clock = new SystemClock();
  const onTrouble = (): void => undefined;
  const outboxes = [
    new TelegramChannel({ token: 'a token', chatId: '1', origin }),
    new LarkChannel({ url: new URL('/hook', origin), secret: 'a secret' }),
    new WebhookChannel({ url: new URL('/hook', origin), format: 'slack' }),
  ].map((channel) => new Outbox({ channel, clock, onTrouble }));
  return {
    notify: (notice) => {
      for (const outbox of outboxes) outbox.notify(notice);
    },
  };
}

const portOf = (server: Server): number => (server.address() as AddressInfo).port;
