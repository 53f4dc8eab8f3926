// The one style sheet of a page. Figures are calm and verdicts are loud; light and dark follow the reader's machine; a phone gets one column.

import { palette, pictureStyle } from './palette.ts';

export const style = `
${palette}* { box-sizing: border-box; }
body {
  margin: 0 auto; padding: 2rem 1rem 4rem; max-width: 72rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
header p { margin: .35rem 0; max-width: 48rem; }
.what { color: var(--quiet); }
h1 { margin: 0 0 .75rem; font-size: 1.75rem; line-height: 1.25; font-weight: 600; }
h1 strong { font-weight: 750; }
h1 span { font-size: 1.125rem; font-weight: 400; }
.good strong { color: var(--good); } .warning strong { color: var(--warning); } .bad strong { color: var(--bad); }
h2 { margin: 0 0 .25rem; font-size: 1.25rem; font-weight: 600; }
section { margin-top: 3rem; padding-top: 1.5rem; border-top: 1px solid var(--rule); }
section > p { margin: 0 0 1.25rem; max-width: 48rem; color: var(--quiet); }
dl.facts { display: grid; grid-template-columns: repeat(auto-fill, minmax(14rem, 1fr)); gap: .75rem; margin: 1.75rem 0 0; }
.facts div { background: var(--card); border-radius: .5rem; padding: .75rem .875rem; }
dt { color: var(--quiet); font-size: .875rem; }
dd { margin: 0; }
dd.figure { font-size: 1.375rem; line-height: 1.4; font-weight: 600; }
dd.remark { color: var(--quiet); font-size: .875rem; }
.body { display: grid; gap: 1.5rem 2.5rem; grid-template-columns: minmax(0, 1fr); }
.body.pictured { grid-template-columns: minmax(0, 29rem) minmax(0, 1fr); }
figure { margin: 0; }
svg { display: block; width: 100%; max-width: 29rem; height: auto; }
.tables { display: grid; gap: 1.5rem; align-content: start; min-width: 0; }
.table { overflow-x: auto; max-width: 44rem; }
table { border-collapse: collapse; font-size: .9375rem; line-height: 1.4; overflow-wrap: normal; }
caption { position: sticky; left: 0; max-width: calc(100vw - 2rem); text-align: left; color: var(--quiet); font-size: .875rem; padding-bottom: .25rem; }
th, td { padding: .25rem 1rem .25rem 0; text-align: left; vertical-align: baseline; font-weight: 400; }
th:last-child, td:last-child { padding-right: 0; }
th[scope="row"] { white-space: nowrap; }
thead th { color: var(--quiet); font-size: .875rem; border-bottom: 1px solid var(--rule); }
tbody tr + tr > * { border-top: 1px solid var(--rule); }
.number { text-align: right; white-space: nowrap; }
td strong, th strong { font-weight: 650; }
a { color: var(--first); }
${pictureStyle}@media (max-width: 60rem) { .body.pictured { grid-template-columns: minmax(0, 1fr); } }
@media (max-width: 30rem) {
  th[scope="row"] { white-space: normal; }
  body { padding-top: 1.25rem; }
  dl.facts { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  th, td { padding-right: .75rem; }
  table { font-size: .875rem; }
}
@media print { body { max-width: none; } section { break-inside: avoid; } }
`;
