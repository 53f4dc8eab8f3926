// Pieces of markup that all parts of the page share: figures that carry their exact value, facts, bars, and shapes for verdicts.
import { escapeMarkup } from '../../reports/review/chart/svg.ts';
import type { StatusTone } from '../../status/run-status.ts';

export const text = escapeMarkup;

/** As it is read, with the exact figure behind it for programs and for whoever points at it; `name` is its place in the JSON. */
export function figure(name: string, exact: string | null, shown: string): string {
  const value = exact ?? '';
  return `<data data-name="${text(name)}" value="${text(value)}" title="${text(value)}">${text(withMinus(shown))}</data>`;
}

export interface Fact {
  readonly label: string;
  /** Markup. */
  readonly figure: string;
  readonly remark?: string;
  readonly tone?: StatusTone | 'plain';
}

export const factList = (facts: readonly Fact[]): string =>
  `<dl class="facts">${facts.map(factOf).join('')}</dl>`;

const factOf = ({ label, figure: shown, remark, tone = 'plain' }: Fact): string =>
  `<div><dt>${text(label)}</dt><dd class="figure ${tone}">${shown}</dd>${
    remark === undefined ? '' : `<dd class="remark">${remark}</dd>`
  }</div>`;

/** A length of a bar, from 0 to 100; a picture of a figure that stands beside it. */
export function bar(percent: number, tone: StatusTone | 'plain'): string {
  const width = Math.min(100, Math.max(percent > 0 ? 1 : 0, percent));
  return `<svg class="bar ${tone}" viewBox="0 0 100 4" preserveAspectRatio="none" aria-hidden="true"><rect class="room" width="100" height="4"/><rect class="used" width="${width}" height="4"/></svg>`;
}

/** Not by colour alone: a circle is well, a triangle is to be watched, an octagon is to be acted on. */
export const shapeOf = (tone: StatusTone): string =>
  `<svg class="shape ${tone}" viewBox="0 0 20 20" aria-hidden="true">${shapes[tone]}</svg>`;

const shapes: Readonly<Record<StatusTone, string>> = {
  good: '<circle cx="10" cy="10" r="8"/>',
  warning: '<path d="M10 1.5 19 18H1Z"/>',
  bad: '<path d="M6 1h8l5 5v8l-5 5H6l-5-5V6Z"/>',
};

/** A hyphen is no minus sign. */
export const withMinus = (shown: string): string => shown.replace(/(^|[\s(])-(?=[\d.])/g, '$1−');
