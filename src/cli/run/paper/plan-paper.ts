// A run on paper: venues that are named, and no `--live`. Their public streams are opened without keys, and simulated venues with their
// rules and their listed fees trade on what these say. No order leaves this machine.
import { checkAtPrices } from '../../../core/check-at-prices.ts';
import { accepted, type Checked } from '../../../core/checked.ts';
import { formatFeeRateBps } from '../../../core/money.ts';
import type { VenueRegistry } from '../../../venues/registry.ts';
import { defaultSimulatedTicker } from '../../../venues/simulated/instruments.ts';
import { VenueAccess } from '../../access/venue-access.ts';
import type { Gathered } from '../../settings/gather.ts';
import type { SettingsInForce } from '../../settings/in-force.ts';
import { fitToWorld, type FittedLayers } from '../../settings/idle.ts';
import type { VenuesChoice } from '../../settings/market-choice.ts';
import { refusedWith } from '../../settings/refused-with.ts';
import { configure } from '../configure.ts';
import type { PaperPlan } from '../run-plan.ts';
import { openPair } from '../wire/open-pair.ts';
import type { Stakes } from '../wire/stakes.ts';
import { WaitingRoom } from '../wire/waiting-room.ts';
import { openMarketLeg, type MarketLeg } from './market-leg.ts';
import { PaperRun } from './paper-run.ts';

/** Whatever the real account is called: what is traded on paper must never be taken for what it has traded. */
const accountName = 'paper';

export async function planPaper(
  { layers, environment }: Pick<Gathered, 'layers' | 'environment'>,
  choice: VenuesChoice,
  registry?: VenueRegistry,
): Promise<Checked<PaperPlan>> {
  const fitted = fitToWorld(layers, 'paper', choice.ticker);
  if (!fitted.ok) return fitted;
  const waitingRoom = new WaitingRoom();
  const access = new VenueAccess({
    environment: { ...environment, ACCOUNT_NAME: accountName },
    keys: 'none',
    sink: waitingRoom.deliver,
    ...(registry !== undefined && { registry }),
  });
  const plan = await planOn({ access, waitingRoom }, fitted.value, choice);
  if (!plan.ok) await access.close();
  return plan;
}

async function planOn(
  { access, waitingRoom }: { readonly access: VenueAccess; readonly waitingRoom: WaitingRoom },
  { layers, notes }: FittedLayers,
  choice: VenuesChoice,
): Promise<Checked<PaperPlan>> {
  const ticker = (choice.ticker ?? defaultSimulatedTicker).toUpperCase();
  const pair = await openPair({ access, waitingRoom, choice, ticker, openLeg: openMarketLeg });
  if (!pair.ok) return pair;
  const { primary, hedge, prices, stakes } = pair.value;
  const configured = configure(layers, {
    kind: 'venues',
    startUs: access.startUs,
    primary: primary.instrument,
    hedge: hedge.instrument,
  });
  if (!configured.ok) return configured;
  const { settings, config } = configured.value;
  const failure = checkAtPrices(config, prices);
  if (failure !== undefined) return refusedWith(failure, settings);
  const { queueModel, seed } = settings.values;
  const legs = [
    { ...primary, instrument: config.primary },
    { ...hedge, instrument: config.hedge },
  ];
  return accepted({
    world: 'paper',
    settings,
    config,
    notes: [
      booksOf(choice, stakes),
      ...notes,
      ...feeNote(primary, '--primary-fees', settings),
      ...feeNote(hedge, '--hedge-fees', settings),
    ],
    discard: () => access.close(),
    open: (ports) => new PaperRun({ config, legs, queueModel, seed, access, waitingRoom }, ports),
  });
}

function booksOf({ primary, hedge }: VenuesChoice, stakes: Stakes): string {
  const noOrder = 'fills are simulated, and no order leaves this process';
  switch (stakes) {
    case 'local':
      return `paper: books and trades are those of local servers of ${primary} and ${hedge}, on synthetic markets; ${noOrder}`;
    case 'testnet':
      return `paper: books and trades are those of the test networks of ${primary} and ${hedge}; ${noOrder}`;
    case 'mainnet':
      return `paper: books and trades are those of ${primary} and ${hedge}, as they happen; ${noOrder}`;
  }
}

/** Fees that nobody stated: an account may pay others. */
function feeNote(
  { reached, instrument }: MarketLeg,
  flag: '--primary-fees' | '--hedge-fees',
  { given }: SettingsInForce,
): string[] {
  const name = flag === '--primary-fees' ? 'primaryFees' : 'hedgeFees';
  if (given.get(name)?.source.kind !== 'default') return [];
  const { listedFees, listedFeesAsOf } = reached.adapter.capabilities;
  const { maker, taker } = instrument.fees;
  const isListed = maker === listedFees.maker && taker === listedFees.taker;
  const asOf = isListed ? ` (${listedFeesAsOf})` : '';
  return [
    `fees of ${instrument.venue} are as listed${asOf}, ${formatFeeRateBps(maker)}/${formatFeeRateBps(taker)} bps; state your account's own with ${flag}`,
  ];
}
