// Limits and targets, each with a bar of how much is used.
import type { RunStatus, Usage } from '../../status/run-status.ts';
import { rounded } from '../../reports/readable.ts';
import { bar, text } from './markup.ts';

export function boundsSection({ limits, targets }: RunStatus): string {
  return `<div class="bounds"><div><h3>limits <span class="quiet">stop it</span></h3>${list(limits, true)}</div><div><h3>targets <span class="quiet">end it, flat</span></h3>${list(targets, false)}</div></div>`;
}

function list(usages: readonly Usage[], isLimit: boolean): string {
  if (usages.length === 0) return '<p class="quiet">none</p>';
  return `<ul>${usages.map((usage) => item(usage, isLimit)).join('')}</ul>`;
}

function item({ name, label, used, bound, unit, usedPercent }: Usage, isLimit: boolean): string {
  const percent = usedPercent ?? 0;
  const tone = !isLimit ? 'plain' : percent >= 100 ? 'bad' : percent >= 75 ? 'warning' : 'plain';
  const after = unit === '' ? '' : ` ${text(unit)}`;
  const shown = used === null ? 'n/a' : unit === '%' && Number(used) > 1_000 ? 'over 1,000' : shortened(used);
  return `<li><span class="label">${text(label)}</span> <span class="use ${tone}"><data data-name="bounds.${text(name)}" value="${text(used ?? '')}">${shown}</data> of ${shortened(bound)}${after}</span>${bar(percent, tone)}</li>`;
}

/** What is below one keeps what makes it differ from nothing; the rest is rounded as people do. */
function shortened(figure: string): string {
  const magnitude = Math.abs(Number(figure));
  const places = Number.isInteger(magnitude) ? 0 : magnitude >= 100 ? 0 : magnitude >= 1 ? 2 : 4;
  return rounded(figure, places)
    .replace(/(\.\d*?)0+$/, '$1')
    .replace(/\.$/, '');
}
