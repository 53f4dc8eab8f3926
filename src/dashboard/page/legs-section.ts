// Both legs side by side: the touch that others make with our order in it, what is held, how far the account is from liquidation, and the
// volume that points follow.
import { rounded } from '../../reports/readable.ts';
import type { RunStatus, StatusLeg } from '../../status/run-status.ts';
import { bar, figure, text } from './markup.ts';

export function legsSection({ legs, identity, targets }: RunStatus): string {
  const cards = legs.map((leg, index) => legCard(leg, index, identity.baseAsset, targets));
  return `<div class="legs">${cards.join('')}</div>`;
}

function legCard(leg: StatusLeg, index: number, base: string, targets: RunStatus['targets']): string {
  const name = (field: string): string => `legs.${index}.${field}`;
  const position = leg.positionBase;
  const signedPosition = position === '0' || position.startsWith('-') ? position : `+${position}`;
  return `<div class="card">
<h3>${text(leg.venue)} <span class="quiet">${leg.role} · ${text(leg.symbol)}</span></h3>
${touchTable(leg, name)}
<dl class="pairs">
<div><dt>position</dt><dd><strong>${figure(name('positionBase'), position, signedPosition)} ${text(base)}</strong></dd></div>
${marginRows(leg, name)}
<div><dt>volume</dt><dd>${figure(name('volumeQuote'), leg.volumeQuote, rounded(leg.volumeQuote, 2))} ${text(leg.quoteAsset)} <span class="quiet">${rounded(leg.makerVolumeQuote, 0)} maker, ${rounded(leg.takerVolumeQuote, 0)} taker</span></dd></div>
${targetRow(leg, targets)}
</dl>
</div>`;
}

interface Level {
  readonly label: string;
  readonly exact: string;
  readonly name: string;
  readonly isOurs: boolean;
}

/** The dearer above the cheaper, as books are read; our order stands where its price does. */
function touchTable(leg: StatusLeg, name: (field: string) => string): string {
  const { bidQuote, askQuote, order } = leg;
  const ours = order === null ? '' : `${order.side} ${order.quantityBase}`;
  const price = order?.priceQuote ?? null;
  const levels: Level[] = [];
  const add = (label: string, exact: string | null, field: string): void => {
    if (exact !== null) levels.push({ label, exact, name: name(field), isOurs: exact === price });
  };
  add('ask', askQuote, 'askQuote');
  add('bid', bidQuote, 'bidQuote');
  if (price !== null && !levels.some(({ isOurs }) => isOurs))
    levels.push({ label: 'ours', exact: price, name: name('order.priceQuote'), isOurs: true });
  levels.sort((left, right) => Number(right.exact) - Number(left.exact));
  const places = Math.max(...levels.map(({ exact }) => exact.split('.')[1]?.length ?? 0), 0);
  const rows = levels.map(
    (level) =>
      `<tr${level.isOurs ? ' class="ours"' : ''}><th scope="row">${level.label}</th><td>${figure(level.name, level.exact, rounded(level.exact, places))}</td><td>${level.isOurs ? `◂ ${text(ours)}` : ''}</td></tr>`,
  );
  const none = levels.length === 0 ? '<tr><td>the book says nothing</td></tr>' : '';
  const rest = order === null ? 'no order of ours' : price === null ? `${text(ours)} at market` : '';
  return `<table class="touch"><caption class="hidden">Touch on ${text(leg.venue)}</caption><tbody>${rows.join('')}${none}</tbody></table><p class="quiet order">${rest === '' ? '&nbsp;' : rest}${bookAge(leg)}</p>`;
}

const bookAge = ({ bookAgeMs }: StatusLeg): string =>
  bookAgeMs !== null && bookAgeMs > 5_000
    ? ` <strong class="bad">book silent for ${Math.floor(bookAgeMs / 1_000)} s</strong>`
    : '';

function marginRows({ margin, quoteAsset }: StatusLeg, name: (field: string) => string): string {
  if (margin === null) return '<div><dt>margin</dt><dd class="quiet">not known yet</dd></div>';
  const { equityQuote, freeMarginQuote, liquidationDistancePercent: distance } = margin;
  const way =
    distance === null
      ? '<span class="quiet">nothing is held</span>'
      : `<strong>${figure(name('margin.liquidationDistancePercent'), distance, distanceText(distance))}</strong> away`;
  return `<div><dt>liquidation</dt><dd>${way}</dd></div>
<div><dt>margin</dt><dd>${figure(name('margin.freeMarginQuote'), freeMarginQuote, rounded(freeMarginQuote, 2))} free <span class="quiet">of ${figure(name('margin.equityQuote'), equityQuote, rounded(equityQuote, 2))} ${text(quoteAsset)}</span></dd></div>`;
}

/** Beyond tenfold nobody counts any more. */
const distanceText = (percent: string): string =>
  Number(percent) > 1_000 ? 'over 1,000 %' : `${rounded(percent, 1)} %`;

/** The account's own bound counts what its other runs have traded, too. */
function targetRow({ venue, volumeTargetQuote }: StatusLeg, targets: RunStatus['targets']): string {
  const target = targets.find(
    ({ name, label }) => name === 'volume-per-day' && label.startsWith(`${venue} `),
  );
  if (volumeTargetQuote === null || target === undefined) return '';
  const percent = target.usedPercent ?? 0;
  return `<div><dt>today</dt><dd>${rounded(target.used, 0)} of ${rounded(target.bound, 0)} ${text(target.unit)} ${bar(percent, 'plain')}</dd></div>`;
}
