// The questions about what is traded. Each answer is judged as it will be judged in every run: by the reader of its setting.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { nearest } from '../../core/nearest.ts';
import { venueRegistry } from '../../venues/registry.ts';
import { kebabCase, type Reading } from '../settings/setting.ts';
import { settingOf, type SettingName } from '../settings/table/table.ts';
import { feeFloors } from '../venues/list/fee-floors.ts';
import { ask, type Interviewer } from './interviewer.ts';

/** As they are typed, and as they are written. */
export interface PairAnswers {
  readonly primary: string;
  readonly hedge: string;
  readonly ticker: string;
  readonly size: string;
  readonly maxDailyLoss: string;
}

export type GivenAnswers = { readonly [Name in keyof PairAnswers]?: string | undefined };

interface PairQuestion {
  readonly text: string;
  /** `undefined` where nothing is usual. */
  readonly usual: string | undefined;
  readonly read: (text: string) => Reading<string>;
}

/** In this order. A flag is an answer; whoever is not asked takes what is usual: of venues the pair that lists the lowest fees. */
export async function askSettings(
  given: GivenAnswers,
  interviewer: Interviewer | undefined,
): Promise<Checked<PairAnswers>> {
  const answer = async (name: keyof PairAnswers, question: PairQuestion): Promise<Checked<string>> => {
    const flag = given[name]?.trim();
    if (flag === undefined && interviewer !== undefined) return ask(interviewer, question);
    const text = flag ?? question.usual ?? '';
    const reading = question.read(text);
    if (reading.ok) return accepted(reading.value);
    const option = `--${kebabCase(name)}`;
    const message = text === '' ? `${option} is not given` : `${option} is "${text}"`;
    return refused('bad-answer', message, reading.remedy);
  };
  const venues = Object.keys(venueRegistry);
  const adapters = await Promise.all(Object.values(venueRegistry).map((load) => load()));
  const pairs = feeFloors(
    adapters.map(({ name, capabilities }) => ({ venue: name, fees: capabilities.listedFees })),
  );
  const primary = await answer('primary', {
    text: `Primary, the venue for quotes (${venues.join(', ')})`,
    usual: pairs[0]?.primary,
    read: oneOf(venues),
  });
  if (!primary.ok) return primary;
  const others = venues.filter((venue) => venue !== primary.value);
  const hedge = await answer('hedge', {
    text: `Hedge, the venue for the other side (${others.join(', ')})`,
    usual: pairs.find((pair) => pair.primary === primary.value)?.hedge,
    read: oneOf(others),
  });
  if (!hedge.ok) return hedge;
  const ticker = await answer('ticker', { text: 'Coin', usual: 'ETH', read: coin });
  if (!ticker.ok) return ticker;
  const size = await answer('size', {
    text: `Size of an order, in ${ticker.value}`,
    usual: usualSizes[ticker.value],
    read: asSetting('size'),
  });
  if (!size.ok) return size;
  const maxDailyLoss = await answer('maxDailyLoss', {
    text: 'Loss of a day at which a run ends flat, in USD',
    usual: '5',
    read: asSetting('maxDailyLoss'),
  });
  if (!maxDailyLoss.ok) return maxDailyLoss;
  return accepted({
    primary: primary.value,
    hedge: hedge.value,
    ticker: ticker.value,
    size: size.value,
    maxDailyLoss: maxDailyLoss.value,
  });
}

/** Worth some tens of dollars; of other coins nobody knows here what one is worth. */
const usualSizes: Readonly<Record<string, string | undefined>> = { ETH: '0.01', BTC: '0.0005', SOL: '0.2' };

const oneOf =
  (names: readonly string[]) =>
  (text: string): Reading<string> => {
    const name = names.find((each) => each === text.toLowerCase());
    if (name !== undefined) return { ok: true, value: name };
    const meant = nearest(text.toLowerCase(), names);
    return {
      ok: false,
      remedy: meant === undefined ? `use ${names.join(' or ')}` : `did you mean ${meant}?`,
    };
  };

const coin = (text: string): Reading<string> =>
  /^[A-Za-z0-9]{1,20}$/.test(text)
    ? { ok: true, value: text.toUpperCase() }
    : { ok: false, remedy: 'name a coin as venues do, such as ETH' };

const asSetting =
  (name: SettingName) =>
  (text: string): Reading<string> => {
    const reading = settingOf(name).read(text);
    return reading.ok ? { ok: true, value: text } : reading;
  };
