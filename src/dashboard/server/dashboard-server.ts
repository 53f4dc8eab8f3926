// The dashboard over HTTP: the page, its stream, the same as JSON, and, with a token, controls. Whatever its readers do, it happens in this
// process, and no run waits for it.
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { accepted, refused, type Checked } from '../../core/checked.ts';
import type { Fleet } from '../fleet/fleet.ts';
import { expositionType } from '../metrics/exposition.ts';
import { runMetrics } from '../metrics/run-metrics.ts';
import { partsOf } from '../page/page-model.ts';
import { shell } from '../page/shell.ts';
import { style } from '../page/style.ts';
import { readControl } from './control-request.ts';
import { isKnownHost, isLoopback } from './known-host.ts';
import { pageScript } from './page-script.ts';
import { PageStream, readersMax } from './page-stream.ts';
import { statusJson } from './status-json.ts';
import { TokenGuard, type Admission } from './token-guard.ts';

export interface ServerOptions {
  readonly host: string;
  /** 0 takes any that is free. */
  readonly port: number;
  /** Whoever has it may act, and beyond this machine only he may look; without it nobody may act. */
  readonly token: string | undefined;
  /** Of the runs that are shown. */
  readonly runsDir: string;
  readonly fleet: Pick<Fleet, 'runs' | 'ask'>;
}

const pressingMs = 10;
const calmMs = 250;
const beatMs = 1_000;
const connectionsMax = 64;

const headers = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; form-action 'none'; base-uri 'none'; frame-ancestors 'none'",
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'cache-control': 'no-store',
} as const;

/** Resolves when it is reached. */
export async function openDashboard(options: ServerOptions): Promise<Checked<DashboardServer>> {
  const { host, port } = options;
  const server = createServer();
  server.maxConnections = connectionsMax;
  server.headersTimeout = 5_000;
  server.requestTimeout = 10_000;
  server.keepAliveTimeout = 5_000;
  server.maxHeadersCount = 64;
  try {
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, host, resolve);
    });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    return refused(
      'dashboard-not-reachable',
      `the dashboard cannot listen on ${host}, port ${port} (${reason})`,
      'name another with --port, or another address of this machine with --host',
    );
  }
  return accepted(new DashboardServer(server, options));
}

export class DashboardServer {
  readonly #server: Server;
  readonly #options: ServerOptions;
  readonly #guard: TokenGuard | undefined;
  readonly #stream: PageStream;
  readonly #script = pageScript();
  readonly #beat: NodeJS.Timeout;
  #timer: NodeJS.Timeout | undefined;
  #dueAtMs = Infinity;
  #sentAtMs = 0;

  /** Use `openDashboard`. */
  constructor(server: Server, options: ServerOptions) {
    this.#server = server;
    this.#options = options;
    this.#guard = options.token === undefined ? undefined : new TokenGuard(options.token);
    this.#stream = new PageStream(options.token !== undefined);
    server.on('request', (request, response) => {
      this.#answer(request, response).catch(() => response.destroy());
    });
    this.#beat = setInterval(() => {
      this.#send();
      this.#stream.beat();
    }, beatMs);
  }

  get url(): string {
    const address = this.#server.address();
    const port = typeof address === 'object' && address !== null ? address.port : this.#options.port;
    const { host } = this.#options;
    return `http://${host.includes(':') ? `[${host}]` : host}:${port}/`;
  }

  /** Something is new: readers are told soon, or at once where it is pressing. Costs nothing while there are none. */
  touch(isPressing: boolean): void {
    if (this.#stream.readers === 0) return;
    const nowMs = performance.now();
    const dueAtMs = Math.max(nowMs, this.#sentAtMs + (isPressing ? pressingMs : calmMs));
    if (dueAtMs >= this.#dueAtMs) return;
    this.#dueAtMs = dueAtMs;
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.#send(), dueAtMs - nowMs);
  }

  async close(): Promise<void> {
    clearInterval(this.#beat);
    clearTimeout(this.#timer);
    this.#stream.close();
    this.#server.closeAllConnections();
    await new Promise((resolve) => {
      this.#server.close(resolve);
    });
  }

  #send(): void {
    clearTimeout(this.#timer);
    this.#dueAtMs = Infinity;
    this.#sentAtMs = performance.now();
    if (this.#stream.readers > 0) this.#stream.send(partsOf(this.#options.fleet.runs, Date.now()));
  }

  async #answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const { host } = this.#options;
    if (!isKnownHost(request.headers.host, host))
      return end(response, 421, 'This dashboard is reached by an address, or by the name of its machine.');
    const path = request.url?.split('?', 1)[0] ?? '';
    if (request.method === 'POST' && path === '/control') return this.#control(request, response);
    if (request.method !== 'GET' && request.method !== 'HEAD')
      return end(response, 405, 'This cannot be done.');
    switch (path) {
      case '/':
        return end(response, 200, shell, 'text/html');
      case '/style.css':
        return end(response, 200, style, 'text/css');
      case '/page.js':
        return end(response, 200, this.#script, 'text/javascript');
      case '/status.json':
        if (!this.#mayLook(request, response)) return;
        return end(
          response,
          200,
          statusJson(this.#options.fleet.runs, this.#options.runsDir, Date.now()),
          'application/json',
        );
      case '/metrics':
        if (!this.#mayLook(request, response)) return;
        return end(response, 200, runMetrics(this.#options.fleet.runs, Date.now()), expositionType);
      case '/stream':
        if (!this.#mayLook(request, response)) return;
        return this.#listen(response);
      default:
        return end(response, 404, 'There is nothing here.');
    }
  }

  /** Anybody on this machine; from beyond it, whoever has the token. */
  #mayLook(request: IncomingMessage, response: ServerResponse): boolean {
    if (isLoopback(this.#options.host)) return true;
    return this.#isAdmitted(this.#guard?.admit(request.headers.authorization) ?? 'refused', response);
  }

  #isAdmitted(admission: Admission, response: ServerResponse): boolean {
    if (admission === 'granted') return true;
    if (admission === 'too-many')
      end(response, 429, 'Too many wrong tokens: nobody is let in for a minute.', 'text/plain', {
        'retry-after': '60',
      });
    else
      end(response, 401, 'A token is needed, and this is not the one.', 'text/plain', {
        'www-authenticate': 'Bearer',
      });
    return false;
  }

  #listen(response: ServerResponse): void {
    if (this.#stream.readers >= readersMax) return end(response, 503, 'Too many look on already.');
    response.writeHead(200, { ...headers, 'content-type': 'text/event-stream; charset=utf-8' });
    this.#stream.add(response);
    this.#send();
  }

  async #control(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const reply = (code: number, isAccepted: boolean, text: string): void =>
      end(response, code, JSON.stringify({ isAccepted, text }), 'application/json');
    if (this.#guard === undefined)
      return reply(403, false, 'This dashboard only shows. One that may act is started with --control.');
    const admission = this.#guard.admit(request.headers.authorization);
    if (admission === 'too-many')
      return reply(429, false, 'Too many wrong tokens: nobody is let in for a minute.');
    if (admission === 'refused') return reply(401, false, 'The token is not the right one.');
    const posted = await readControl(request);
    if (posted === undefined) return reply(400, false, 'This is no request for an action.');
    const answer = await this.#options.fleet.ask(posted.run, { action: posted.action, by: 'dashboard' });
    if (!answer.ok) return reply(502, false, `${answer.message}: ${answer.remedy}.`);
    return reply(answer.value.isAccepted ? 200 : 409, answer.value.isAccepted, answer.value.text);
  }
}

function end(
  response: ServerResponse,
  code: number,
  body: string,
  type: string = 'text/plain',
  more: Readonly<Record<string, string>> = {},
): void {
  response.writeHead(code, { ...headers, ...more, 'content-type': `${type}; charset=utf-8` });
  response.end(body);
}
