// Both venues looked at over their real protocols, on local servers with whatever is wrong with them.
import { afterEach, describe, expect, it } from 'vitest';
import { parseQuote, type QuoteAmount } from '../../core/money.ts';
import type { ServeOptions } from '../../venues/local/local-venue-server.ts';
import { SystemClock } from '../../venues/wire/system-clock.ts';
import { ServedVenues } from '../access/testing/served-venues.ts';
import { VenueAccess } from '../access/venue-access.ts';
import { readFlags } from '../settings/from-flags.ts';
import { noFileLayers } from '../settings/layers.ts';
import { Ears } from './ears.ts';
import type { CheckName, Finding } from './finding.ts';
import { judge, type Report } from './judge.ts';
import { usualPatience, type Patience } from './look-at-leg.ts';
import { lookAtPair } from './look-at-pair.ts';
import { describeReport } from './report-json.ts';
import { renderReport } from './report-text.ts';

const all = ['backpack', 'grvt', 'paradex'] as const;
const closing: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function serve(options: Partial<ServeOptions> = {}): Promise<ServedVenues> {
  const served = await ServedVenues.start(all, options);
  closing.push(() => served.close());
  return served;
}

interface Looked {
  readonly primary?: string;
  readonly hedge?: string;
  readonly ticker?: string;
  readonly size?: string;
  /** Instead of what the servers say to an environment. */
  readonly change?: Readonly<Record<string, string>>;
  readonly patience?: Partial<Patience>;
}

/** The market of these servers stands still: nothing more of it is waited for. */
const quiet: Patience = { ...usualPatience, bookMs: 1 };

async function look(
  served: ServedVenues,
  {
    primary = 'backpack',
    hedge = 'grvt',
    ticker = 'ETH',
    size = '0.1',
    change = {},
    patience = {},
  }: Looked = {},
): Promise<Report> {
  const ears = new Ears();
  const environment = { ...served.environment, ...change };
  const access = new VenueAccess({ environment, keys: 'required', sink: ears.hear });
  closing.push(() => access.close());
  const flags = readFlags({ size });
  if (!flags.ok) throw new Error(flags.message);
  const layers = { flags: flags.value, environment: new Map(), ...noFileLayers };
  const which = { primary, hedge, ticker, layers, environmentFile: undefined, isOrderTest: false };
  const looked = await lookAtPair({ access, ears, patience: { ...quiet, ...patience } }, which);
  if (!looked.ok) throw new Error(looked.message);
  const report = judge(looked.value.facts);
  expectNoSecret([JSON.stringify(describeReport(report, which)), textOf(report)], environment);
  return report;
}

const textOf = (report: Report): string =>
  renderReport(
    report,
    { primary: 'backpack', hedge: 'grvt', ticker: 'ETH' },
    { width: 2_000, useColour: false },
  );

/** Whatever a report says, no key of any venue is in it. */
function expectNoSecret(printed: readonly string[], environment: Readonly<Record<string, string>>): void {
  const secrets = ['BACKPACK_SECRET_KEY', 'GRVT_PRIVATE_KEY', 'GRVT_API_KEY', 'PARADEX_L2_PRIVATE_KEY'];
  for (const secret of secrets.map((name) => environment[name] ?? '')) {
    const bare = secret.replace(/^0x0*/, '') || 'none was given';
    for (const text of printed) expect(text).not.toContain(bare);
  }
}

const findingOf = ({ findings }: Report, check: CheckName, subject: string): Finding | undefined =>
  findings.find((each) => each.check === check && each.subject === subject);

const failedIn = ({ findings }: Report): string[] =>
  findings.filter(({ verdict }) => verdict === 'failed').map(({ check, subject }) => `${check} ${subject}`);

describe('two venues with which all is well', () => {
  it.each([
    ['backpack', 'grvt'],
    ['grvt', 'paradex'],
    ['paradex', 'backpack'],
  ])('%s and %s: nothing fails, and everything was looked at', async (primary, hedge) => {
    const report = await look(await serve(), { primary, hedge });
    expect(failedIn(report)).toEqual([]);
    expect(report.findings.filter(({ isBlocked }) => isBlocked)).toEqual([]);
    expect(findingOf(report, 'symbol', primary)?.text).toMatch(/^ETH.* trades: tick 0\.01 /);
    expect(findingOf(report, 'safe-size', 'pair')?.figures).toMatchObject({ asset: 'ETH' });
    expect(findingOf(report, 'round-trips', hedge)?.text).toMatch(
      /requests .* public stream .* private stream/,
    );
  });

  it('a book that changes is heard of', async () => {
    const served = await serve();
    const market = { isMoving: true };
    const looking = look(served, { patience: { bookMs: 10_000 } }).finally(() => {
      market.isMoving = false;
    });
    for (let away = 1; market.isMoving; away = (away % 9) + 1) {
      for (const name of ['backpack', 'grvt']) served.of(name).show('1000', `0.${away}`);
      await new Promise(setImmediate);
    }
    expect(findingOf(await looking, 'public-stream', 'grvt')).toMatchObject({
      verdict: 'ok',
      text: expect.stringMatching(/messages? in .* old when they come/),
    });
  });
});

describe('what is wrong', () => {
  it.each<[string, Readonly<Record<string, string>>, RegExp]>([
    ['backpack', { BACKPACK_SECRET_KEY: Buffer.alloc(32, 7).toString('base64') }, /BACKPACK_/],
    ['grvt', { GRVT_API_KEY: 'not-the-key' }, /GRVT_API_KEY/],
    ['paradex', { PARADEX_L2_PRIVATE_KEY: '0x3a1b2c3d4e5f6071829304a5b6c7d8e9f0' }, /PARADEX_L2_PRIVATE_KEY/],
  ])(
    'keys that %s does not take: what to look at, and the other venue all the same',
    async (name, change, remedy) => {
      const other = name === 'backpack' ? 'grvt' : 'backpack';
      const report = await look(await serve(), { primary: name, hedge: other, change });
      expect(failedIn(report)).toEqual([`keys ${name}`]);
      const keys = findingOf(report, 'keys', name);
      expect(`${keys?.text} ${keys?.remedy}`).toMatch(remedy);
      expect(findingOf(report, 'symbol', name)?.isBlocked).toBe(true);
      expect(findingOf(report, 'symbol', other)?.verdict).toBe('ok');
    },
  );

  it('keys that are not there', async () => {
    const report = await look(await serve(), { change: { GRVT_API_KEY: '' } });
    expect(findingOf(report, 'keys', 'grvt')).toMatchObject({
      verdict: 'failed',
      text: 'GRVT_API_KEY is not set',
    });
  });

  it.each(all)('%s in maintenance: it is down, and no key is blamed', async (name) => {
    const served = await serve();
    served.of(name).server.faults.start({ kind: 'maintenance' });
    const report = await look(served, { primary: name, hedge: name === 'grvt' ? 'backpack' : 'grvt' });
    expect(failedIn(report)).toEqual([`reach ${name}`]);
    expect(findingOf(report, 'keys', name)?.isBlocked).toBe(true);
  });

  it(
    'a venue that takes connections and says nothing is waited for so long and no longer',
    { timeout: 30_000 },
    async () => {
      const served = await serve();
      served.of('grvt').server.faults.start({ kind: 'freeze' });
      const report = await look(served, { primary: 'grvt', patience: { openMs: 50 } });
      expect(failedIn(report)).toEqual(['reach grvt']);
      expect(findingOf(report, 'reach', 'grvt')?.text).toBe('grvt: opening took more than 0.05 s');
    },
  );

  it('streams that never deliver', async () => {
    const served = await serve();
    const [primary, hedge] = ['grvt', 'paradex'];
    for (const name of [primary, hedge])
      served.of(name).server.faults.start({ kind: 'silence', stream: 'public' });
    const report = await look(served, { primary, hedge, patience: { followMs: 50 } });
    expect(failedIn(report)).toEqual(['public-stream grvt', 'public-stream paradex']);
  });

  it('a symbol that is not listed is answered with the one that was meant', async () => {
    const report = await look(await serve(), { ticker: 'ETHH' });
    expect(failedIn(report)).toEqual(['symbol backpack', 'symbol grvt']);
    expect(findingOf(report, 'symbol', 'grvt')).toMatchObject({
      text: 'grvt lists no perpetual of ETHH',
      remedy: expect.stringMatching(/^did you mean ETH\?/),
    });
    expect(findingOf(report, 'safe-size', 'pair')?.isBlocked).toBe(true);
  });

  it('a size that no account can carry, and the one that it can', async () => {
    const report = await look(await serve({ collateral: parseQuote('100') as QuoteAmount }), { size: '1' });
    expect(failedIn(report)).toEqual(['safe-size pair']);
    expect(findingOf(report, 'safe-size', 'pair')).toMatchObject({
      text: expect.stringMatching(/--size 1 is above the largest .* 0\.19 ETH/),
      remedy: expect.stringMatching(/^use --size 0\.19 or less/),
    });
  });

  it('a size that is no multiple of a lot', async () => {
    const report = await look(await serve(), { size: '0.0155' });
    expect(failedIn(report)).toEqual(['size pair']);
  });

  it('isolated margin, and a key that can take money out', async () => {
    const served = await serve();
    served.of('grvt').server.faults.start({ kind: 'isolated-margin' });
    served.of('paradex').server.faults.start({ kind: 'broad-key' });
    const report = await look(served, { primary: 'paradex', hedge: 'grvt' });
    expect(failedIn(report)).toEqual(['account grvt']);
    expect(findingOf(report, 'may-withdraw', 'paradex')).toMatchObject({
      verdict: 'warning',
      remedy: expect.stringMatching(/subkey/),
    });
  });

  it('a clock that is off, on which the keys are accepted all the same', async () => {
    class LateClock extends SystemClock {
      override nowUs(): number {
        return super.nowUs() - 30_000_000;
      }
    }
    const clock = new LateClock();
    closing.push(() => Promise.resolve(clock.stop()));
    const report = await look(await serve({ clock }));
    expect(failedIn(report)).toEqual([]);
    expect(findingOf(report, 'clock', 'backpack')).toMatchObject({
      verdict: 'warning',
      text: expect.stringMatching(/^the venue's clock is (29\.9|30\.0)\d s behind ours$/),
    });
  });

  it('a position that is there already', async () => {
    const served = await serve();
    served.of('grvt').hold('-0.5');
    const report = await look(served);
    expect(failedIn(report)).toEqual(['leftovers grvt']);
    expect(findingOf(report, 'leftovers', 'grvt')?.text).toBe(
      'the account already holds -0.5 ETH in ETH_USDT_Perp on grvt',
    );
  });
});
