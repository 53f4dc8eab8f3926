// What `evenkeel doctor` does: look, judge, tell; and with `--order-test`, place an order on each venue in between. The exit code is 0
// when nothing failed, and that of bad input when something did.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { defaultSimulatedTicker, simulatedTickers } from '../../venues/simulated/instruments.ts';
import type { Fence } from '../../journal/fence.ts';
import type { Environment } from '../access/variables.ts';
import { VenueAccess } from '../access/venue-access.ts';
import { exitCodes } from '../exit-codes.ts';
import { terminalPrompter } from '../live/confirmation.ts';
import { fencePair } from '../run/wire/fence-pair.ts';
import { identifyPair } from '../run/wire/pair-identity.ts';
import { gatherSettings, type Gathered, type SettingOptions } from '../settings/gather.ts';
import { fitToWorld } from '../settings/idle.ts';
import { chooseMarket } from '../settings/market-choice.ts';
import { defaultSize, terminalOf, wantsColour } from '../view/terminal.ts';
import { admitOrderTest } from './admit-order-test.ts';
import { refuseOrderTestFlags, type OrderTestFlags } from './doctor-flags.ts';
import { Ears } from './ears.ts';
import type { DoctorFacts } from './facts.ts';
import { judge } from './judge.ts';
import { usualPatience } from './look-at-leg.ts';
import { lookAtPair, type LookedAtPair, type WhichPair } from './look-at-pair.ts';
import { OrderTimes } from './order-times.ts';
import { describeReport } from './report-json.ts';
import { renderReport } from './report-text.ts';
import { testOrders, usualOrderPatience } from './test-orders.ts';
import { refuse } from '../refuse.ts';

/** As commander hands them over. */
export type DoctorOptions = SettingOptions & OrderTestFlags & { readonly json?: boolean };

export async function doctor({ json: isJson = false, ...options }: DoctorOptions): Promise<void> {
  const { local: isLocal = false, orderTest: isOrderTest = false, yes: isYes = false, ...given } = options;
  const contradiction = refuseOrderTestFlags(options);
  if (contradiction !== undefined) return refuse(contradiction);
  const gathered = await gatherSettings(given, process.env);
  if (!gathered.ok) return refuse(gathered);
  const which = whichPair(gathered.value, isOrderTest);
  if (!which.ok) return refuse(which);
  const ears = new Ears();
  const times = new OrderTimes(() => access.clock.nowUs());
  const access = new VenueAccess({
    environment: gathered.value.environment,
    keys: 'required',
    sink: ears.hear,
    witness: times,
    ...(isLocal ? { local: { seed: 1, tickers: simulatedTickers } } : {}),
  });
  const { environment } = gathered.value;
  // Nobody else knows the servers that this process starts.
  const fence = isLocal ? undefined : await fenceOrders(access, which.value, environment);
  if (fence?.ok === false) refuse(fence);
  else {
    const looked = await lookAtPair({ access, ears, patience: usualPatience }, which.value);
    const facts = looked.ok ? await withOrders(looked.value, { access, ears, times, isYes }) : looked;
    if (facts.ok) tell(facts.value, which.value, isJson);
    else refuse(facts);
    fence?.value.release();
  }
  await access.close();
}

/** No order is tested beside a run that trades the pair. A venue that cannot even be located is a finding, and gets none. */
async function fenceOrders(
  access: VenueAccess,
  { primary, hedge, ticker, isOrderTest }: WhichPair,
  environment: Environment,
): Promise<Checked<Pick<Fence, 'release'>> | undefined> {
  if (!isOrderTest) return undefined;
  const identity = await identifyPair(access, { primary, hedge }, ticker);
  return identity.ok ? fencePair(identity.value, environment) : undefined;
}

interface Means {
  readonly access: VenueAccess;
  readonly ears: Ears;
  readonly times: OrderTimes;
  readonly isYes: boolean;
}

/** With what orders came to, where they were asked for, and nothing stands against them. */
async function withOrders(
  { facts, trade }: LookedAtPair,
  { access, ears, times, isYes }: Means,
): Promise<Checked<DoctorFacts>> {
  if (!facts.isOrderTest || trade === undefined || judge(facts).verdict === 'failed') return accepted(facts);
  const admitted = await admitOrderTest(facts, isYes, terminalPrompter);
  if (!admitted.ok) return admitted;
  const waitingRoom = ears.room;
  const testing = { access, waitingRoom, times, ...trade, patience: usualOrderPatience };
  const [own, other] = await testOrders(testing);
  return accepted({
    ...facts,
    primary: { ...facts.primary, order: own },
    hedge: { ...facts.hedge, order: other },
  });
}

function tell(facts: DoctorFacts, which: WhichPair, isJson: boolean): void {
  const report = judge(facts);
  const terminal = terminalOf(process.stdout);
  const { columns: width = defaultSize.columns } = terminal;
  const useColour = wantsColour(terminal, process.env);
  terminal.write(
    isJson
      ? `${JSON.stringify(describeReport(report, which))}\n`
      : renderReport(report, which, { width, useColour }),
  );
  if (report.verdict === 'failed') process.exitCode = exitCodes.badInput;
}

function whichPair({ layers: given, environmentFile }: Gathered, isOrderTest: boolean): Checked<WhichPair> {
  const market = chooseMarket(given);
  if (!market.ok) return market;
  if (market.value.kind !== 'venues')
    return refused(
      'doctor-without-venues',
      'no venues are named, and there is nothing else to look at',
      'name them: --primary backpack --hedge grvt',
    );
  const { primary, hedge, ticker = defaultSimulatedTicker } = market.value;
  const fitted = fitToWorld(given, 'live', ticker);
  if (!fitted.ok) return fitted;
  const { layers } = fitted.value;
  return accepted({ primary, hedge, ticker: ticker.toUpperCase(), layers, environmentFile, isOrderTest });
}
