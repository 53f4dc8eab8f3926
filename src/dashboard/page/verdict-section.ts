// What is wrong, how naked is it, what is it doing about it, and what is there to do.
import { rounded } from '../../reports/readable.ts';
import type { FleetRun } from '../fleet/fleet.ts';
import { shownVerdict } from '../fleet/shown-verdict.ts';
import { figure, shapeOf, text, withMinus } from './markup.ts';

export function verdictSection(run: FleetRun, nowMs: number): string {
  const { tone, word, meaning, explanation, remedy, isStale } = shownVerdict(run, nowMs);
  const lines = [
    explanation === '' ? '' : `<p>${text(explanation)}</p>`,
    remedy === undefined ? '' : `<p class="remedy"><strong>You:</strong> ${text(remedy)}</p>`,
  ];
  return `<div class="verdict ${tone}${isStale ? ' stale' : ''}">
<p class="headline">${shapeOf(tone)}<strong>${text(word)}</strong> <span>${withMinus(text(meaning))}</span></p>
${lines.join('')}${nakedLine(run)}
</div>`;
}

function nakedLine({ status, isOpen }: FleetRun): string {
  if (status === undefined || !isOpen) return '';
  const { netDeltaBase, netDeltaValueQuote, identity, verdict } = status;
  const worth =
    netDeltaBase === '0' || netDeltaValueQuote === null
      ? ''
      : ` <span class="quiet">worth ${rounded(netDeltaValueQuote, 2)} ${text(identity.quoteAsset)}</span>`;
  const since =
    verdict.nakedForMs === null ? '' : ` <span>naked for ${(verdict.nakedForMs / 1_000).toFixed(1)} s</span>`;
  const shown = netDeltaBase.startsWith('-') || netDeltaBase === '0' ? netDeltaBase : `+${netDeltaBase}`;
  return `<p class="delta"><span class="quiet">net delta</span> <strong>${figure('netDeltaBase', netDeltaBase, shown)} ${text(identity.baseAsset)}</strong>${worth}${since}</p>`;
}
