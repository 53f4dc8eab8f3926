// The login of an API key: a cookie and an account id that go with every private request. Renewed long before it ends, in the
// background, so that no order ever waits for it.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { isOfTheVenue } from '../../core/failure.ts';
import { limits, microseconds } from '../../core/limits.ts';
import type { Clock } from '../../ports/clock.ts';
import { inBackground } from '../wire/background.ts';
import { HttpClient, type HttpReply } from '../wire/http-client.ts';
import { refusedBy } from '../wire/refused-by.ts';
import { errorIn, failureOfAnswer } from './failures.ts';
import { parseJson } from '../wire/json.ts';
import type { GrvtHost } from './sites.ts';
import { paths } from './wire.ts';

interface Ticket {
  readonly cookie: string;
  readonly accountId: string;
  readonly lifeUs: number;
}

export class Session {
  readonly #client: HttpClient;
  readonly #host: GrvtHost;
  readonly #apiKey: string;
  readonly #clock: Clock;
  #ticket: Ticket;
  #isRenewing = false;
  #isClosed = false;
  #triedAtUs: number;

  private constructor(client: HttpClient, host: GrvtHost, apiKey: string, clock: Clock, ticket: Ticket) {
    this.#client = client;
    this.#host = host;
    this.#apiKey = apiKey;
    this.#clock = clock;
    this.#ticket = ticket;
    this.#triedAtUs = clock.nowUs();
    this.#renewInTime();
  }

  static async login(host: GrvtHost, apiKey: string, clock: Clock): Promise<Checked<Session>> {
    const client = new HttpClient(host.origin, 1);
    const ticket = await logIn(client, host, apiKey, clock);
    if (ticket.ok) return accepted(new Session(client, host, apiKey, clock, ticket.value));
    await client.close();
    return ticket;
  }

  headers(): Readonly<Record<string, string>> {
    return { cookie: this.#ticket.cookie, 'x-grvt-account-id': this.#ticket.accountId };
  }

  /** The venue no longer knows the session: logs in again, unless that was tried a moment ago. */
  renewSoon(): void {
    if (this.#clock.nowUs() - this.#triedAtUs >= microseconds(limits.loginPauseMs))
      inBackground(this.#renew());
  }

  async close(): Promise<void> {
    this.#isClosed = true;
    await this.#client.close();
  }

  /** At two thirds of its life; one that seems to be over at once, by a clock that is wrong, is no reason for a storm of logins. */
  #renewInTime(): void {
    const ticket = this.#ticket;
    const waitUs = Math.max(Math.floor((ticket.lifeUs * 2) / 3), microseconds(limits.loginPauseMs));
    const dueUs = this.#clock.nowUs() + waitUs;
    this.#clock.wakeAt(dueUs, () => {
      if (ticket === this.#ticket) inBackground(this.#renew());
    });
  }

  async #renew(): Promise<void> {
    if (this.#isRenewing || this.#isClosed) return;
    this.#isRenewing = true;
    this.#triedAtUs = this.#clock.nowUs();
    const ticket = await logIn(this.#client, this.#host, this.#apiKey, this.#clock);
    this.#isRenewing = false;
    if (this.#isClosed) return;
    if (ticket.ok) {
      this.#ticket = ticket.value;
      this.#renewInTime();
      return;
    }
    const againUs = this.#clock.nowUs() + microseconds(limits.loginPauseMs);
    this.#clock.wakeAt(againUs, () => inBackground(this.#renew()));
  }
}

async function logIn(
  client: HttpClient,
  host: GrvtHost,
  apiKey: string,
  clock: Clock,
): Promise<Checked<Ticket>> {
  const reply = await client.request({
    method: 'POST',
    path: `${host.prefix}${paths.login}`,
    headers: { 'content-type': 'application/json', cookie: 'rm=true;' },
    body: JSON.stringify({ api_key: apiKey }),
  });
  if (reply.kind !== 'reply') {
    return refused(
      'venue-unreachable',
      `grvt does not answer the login at ${host.origin}`,
      'check the network, and whether the venue is in maintenance',
    );
  }
  const ticket = ticketOf(reply, clock.nowUs());
  if (ticket !== undefined) return accepted(ticket);
  const down = failureOfAnswer(reply, clock.nowUs());
  if (down !== undefined && isOfTheVenue(down)) return refusedBy('grvt', down);
  // What was sent may come back in the venue's words.
  const words = (errorIn(parseJson(reply.text))?.message ?? `status ${reply.status}`).replaceAll(apiKey, '…');
  return refused(
    'login-refused',
    `grvt refuses the login: ${words.slice(0, 200)}`,
    'check GRVT_API_KEY, and that it is of the environment that GRVT_ENVIRONMENT names',
  );
}

/** The cookie called "gravity", and how long it lives. */
function ticketOf({ status, headers }: HttpReply, nowUs: number): Ticket | undefined {
  if (status !== 200) return undefined;
  const accountId = headers['x-grvt-account-id'];
  const line = [headers['set-cookie']].flat().find((each) => each?.startsWith('gravity=') === true);
  const cookie = line?.split(';')[0];
  if (line === undefined || cookie === undefined || typeof accountId !== 'string') return undefined;
  const maxAge = /;\s*max-age=(\d{1,9})/i.exec(line)?.[1];
  const expires = /;\s*expires=([^;]+)/i.exec(line)?.[1];
  const endsAtUs = expires === undefined ? NaN : Date.parse(expires) * 1_000;
  if (maxAge !== undefined) return { cookie, accountId, lifeUs: Number(maxAge) * 1_000_000 };
  const lifeUs = Number.isNaN(endsAtUs) ? microseconds(limits.sessionLifeMs) : Math.max(0, endsAtUs - nowUs);
  return { cookie, accountId, lifeUs };
}
