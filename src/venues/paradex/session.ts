// The login of an account: a token for requests and streams that lives five minutes. Renewed long before it ends, in the background,
// so that nothing ever waits for it.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { describeFailure, isOfTheVenue } from '../../core/failure.ts';
import { limits, microseconds } from '../../core/limits.ts';
import type { Clock } from '../../ports/clock.ts';
import { inBackground } from '../wire/background.ts';
import type { HttpClient } from '../wire/http-client.ts';
import { parseJson } from '../wire/json.ts';
import { refusedBy } from '../wire/refused-by.ts';
import { failureOfReply } from './failures.ts';
import type { ParadexSigner } from './sign.ts';
import { paths, sessionShape } from './wire.ts';

export interface SessionOptions {
  readonly client: HttpClient;
  readonly clock: Clock;
  readonly signer: ParadexSigner;
  /** "0x…" */
  readonly account: string;
  /** The venue's time in seconds. */
  readonly venueSeconds: () => number;
}

/** How long a signed login may be used by whoever has it: little more than it takes to arrive. */
const loginSeconds = 180;

export class Session {
  readonly #options: SessionOptions;
  #token = '';
  #isRenewing = false;
  #isClosed = false;

  constructor(options: SessionOptions) {
    this.#options = options;
  }

  get token(): string {
    return this.#token;
  }

  headers(): Readonly<Record<string, string>> {
    return { authorization: `Bearer ${this.#token}` };
  }

  /** The first login; from then on it renews itself. */
  async begin(): Promise<Checked<undefined>> {
    const outcome = await this.#logIn();
    if (outcome.ok) this.#renewAfter(limits.tokenRenewMs);
    return outcome;
  }

  /** The venue does not know the token any more. */
  renewSoon(): void {
    inBackground(this.#renew());
  }

  close(): void {
    this.#isClosed = true;
  }

  #renewAfter(pauseMs: number): void {
    const { clock } = this.#options;
    clock.wakeAt(clock.nowUs() + microseconds(pauseMs), () => {
      if (this.#isClosed) return;
      this.#renewAfter(limits.tokenRenewMs);
      inBackground(this.#renew());
    });
  }

  async #renew(): Promise<void> {
    if (this.#isRenewing || this.#isClosed) return;
    this.#isRenewing = true;
    const outcome = await this.#logIn();
    const { clock } = this.#options;
    // The pause comes before the next try, whoever asks for it.
    clock.wakeAt(clock.nowUs() + microseconds(limits.loginPauseMs), () => {
      this.#isRenewing = false;
      if (!outcome.ok) inBackground(this.#renew());
    });
  }

  async #logIn(): Promise<Checked<undefined>> {
    const { client, clock, signer, account, venueSeconds } = this.#options;
    const timestamp = venueSeconds();
    const expiration = timestamp + loginSeconds;
    const reply = await client.request({
      method: 'POST',
      path: `${paths.auth}/${signer.publicKey}`,
      headers: {
        'content-type': 'application/json',
        'paradex-starknet-account': account,
        'paradex-starknet-signature': signer.login({ timestamp, expiration }),
        'paradex-timestamp': String(timestamp),
        'paradex-signature-expiration': String(expiration),
      },
      body: '{}',
    });
    const failure = reply.kind === 'reply' ? failureOfReply(reply, clock.nowUs()) : reply;
    if (failure !== undefined)
      return isOfTheVenue(failure) ? refusedBy('paradex', failure) : loginRefused(describeFailure(failure));
    const parsed = sessionShape.safeParse(parseJson(reply.kind === 'reply' ? reply.text : ''));
    if (!parsed.success) return loginRefused('an answer without a token');
    this.#token = parsed.data.jwt_token;
    return accepted(undefined);
  }
}

const loginRefused = (text: string): Checked<never> =>
  refused(
    'login-refused',
    `paradex does not log the account in: ${text}`,
    'check PARADEX_L2_PRIVATE_KEY, PARADEX_L2_ADDRESS and PARADEX_ENVIRONMENT, and the status page of the venue',
  );
