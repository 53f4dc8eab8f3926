// What the run has told, the latest first, each with what a person does about it.
import type { RunStatus, StatusAlert, StatusTone } from '../../status/run-status.ts';
import { shapeOf, text } from './markup.ts';

const toneOf: Readonly<Record<StatusAlert['severity'], StatusTone>> = {
  info: 'good',
  warning: 'warning',
  critical: 'bad',
};

export function alertsSection({ alerts }: RunStatus): string {
  if (alerts.length === 0) return '<p class="quiet">none</p>';
  return `<ol>${alerts.map(item).join('')}</ol>`;
}

function item({ atUs, severity, code, text: said, remedy }: StatusAlert): string {
  const time = new Date(atUs / 1_000).toISOString();
  return `<li>${shapeOf(toneOf[severity])}<div><p><strong>${text(code)}</strong> <span class="quiet">${severity} · <time datetime="${time}">${time.slice(11, 19)}</time></span></p><p>${text(said)}</p>${
    remedy === null ? '' : `<p class="remedy"><strong>You:</strong> ${text(remedy)}</p>`
  }</div></li>`;
}
