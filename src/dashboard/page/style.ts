// The style sheet of the dashboard: verdicts are loud, figures are calm, and a phone gets one column.
import { palette, pictureStyle } from '../../reports/review/page/palette.ts';

export const style = `${palette}
:root { --good-card: #e7f3ea; --warning-card: #fbf1dc; --bad-card: #fbe6e3; --used: #6d7880; }
@media (prefers-color-scheme: dark) { :root { --good-card: #172a20; --warning-card: #2e2614; --bad-card: #381c1a; --used: #8a949a; } }
* { box-sizing: border-box; }
html { scroll-padding-top: 4rem; }
body {
  margin: 0 auto; padding: 0 1rem 3rem; max-width: 76rem;
  background: var(--paper); color: var(--ink);
  font: 1rem/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  font-variant-numeric: tabular-nums; overflow-wrap: anywhere;
}
p, h1, h2, h3, dl, dd, ul, ol, figure { margin: 0; padding: 0; }
ul, ol { list-style: none; }
.quiet { color: var(--quiet); font-weight: 400; }
.hidden, .skip:not(:focus) { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap; }
.top { position: sticky; top: 0; z-index: 1; display: flex; align-items: center; gap: .25rem 1rem; padding: .75rem 0; background: var(--paper); border-bottom: 1px solid var(--rule); }
h1 { font-size: 1rem; font-weight: 700; letter-spacing: .01em; }
#connection { flex: 1; font-size: .875rem; }
#connection::before { content: ""; display: inline-block; width: .5rem; height: .5rem; margin-right: .4rem; border-radius: 50%; background: var(--quiet); }
[data-state="live"] #connection::before { background: var(--good); }
[data-state="lost"] #connection::before { background: var(--bad); border-radius: 0; }
[data-state="lost"] main { opacity: .5; filter: grayscale(1); }
.trouble { margin-top: 1rem; padding: .75rem 1rem; border-radius: .5rem; background: var(--bad-card); color: var(--bad); font-weight: 600; }
.said { margin-top: 1rem; padding: .75rem 1rem; border-radius: .5rem; background: var(--card); }
article { margin-top: 1.5rem; }
article + article { margin-top: 3rem; padding-top: 1.5rem; border-top: 2px solid var(--rule); }
article > header { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 .75rem; margin-bottom: .75rem; }
h2 { font-size: 1.25rem; font-weight: 650; }
article > header .quiet { font-size: .875rem; }
.world { font-size: .75rem; font-weight: 600; padding: .1rem .5rem; border-radius: 1rem; background: var(--card); color: var(--quiet); vertical-align: .15em; }
.world.live { background: var(--bad-card); color: var(--bad); }
.verdict { padding: 1rem 1.25rem; border-radius: .75rem; border-left: .5rem solid; }
.verdict.good { background: var(--good-card); border-color: var(--good); }
.verdict.warning { background: var(--warning-card); border-color: var(--warning); }
.verdict.bad { background: var(--bad-card); border-color: var(--bad); }
.verdict.stale { border-style: dashed; border-left-style: dashed; }
.headline { font-size: 1.125rem; line-height: 1.35; }
.headline strong { font-size: 1.75rem; font-weight: 750; margin-right: .4rem; }
.headline .shape { width: 1.4rem; height: 1.4rem; margin-right: .6rem; vertical-align: -.1em; }
.shape { width: .875rem; height: .875rem; vertical-align: -.08em; flex: none; }
.shape.good { fill: var(--good); } .shape.warning { fill: var(--warning); } .shape.bad { fill: var(--bad); }
.good > .headline strong, strong.good, .figure.good { color: var(--good); }
.warning > .headline strong, strong.warning, .figure.warning { color: var(--warning); }
.bad > .headline strong, strong.bad, .figure.bad { color: var(--bad); }
.remedy { margin-top: .35rem; }
.delta { margin-top: .5rem; font-size: 1.125rem; }
.controls { display: none; flex-wrap: wrap; gap: .5rem; margin-top: .75rem; }
.unlocked .controls { display: flex; }
button { font: inherit; font-weight: 600; min-height: 2.75rem; padding: .25rem 1.1rem; border: 1px solid var(--quiet); border-radius: .5rem; background: var(--paper); color: var(--ink); cursor: pointer; }
.top button { min-height: 2.25rem; padding: .1rem .8rem; font-size: .875rem; }
button:hover { background: var(--card); }
button[data-action="halt"], button.danger { border-color: var(--bad); color: var(--bad); }
button.primary { background: var(--first); border-color: var(--first); color: var(--paper); }
:focus-visible { outline: 3px solid var(--first); outline-offset: 2px; }
.parts { display: grid; grid-template-columns: repeat(6, minmax(0, 1fr)); gap: 0 2rem; }
.parts > section { grid-column: 1 / -1; margin-top: 1.75rem; min-width: 0; }
.parts > .part-bounds { grid-column: span 4; }
.parts > .part-alerts { grid-column: span 2; }
h3 { font-size: 1rem; font-weight: 650; }
h3.title { margin-bottom: .6rem; padding-bottom: .25rem; border-bottom: 1px solid var(--rule); }
.legs, .pictures, .bounds { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 1rem; }
.bounds { gap: 1rem 2rem; }
.card { background: var(--card); border-radius: .75rem; padding: .875rem 1rem; min-width: 0; }
.card h3 .quiet { font-size: .8125rem; }
table { border-collapse: collapse; }
th, td { text-align: left; font-weight: 400; padding: .15rem .75rem .15rem 0; }
.touch { width: 100%; margin-top: .4rem; }
.touch th { width: 3.5rem; color: var(--quiet); }
.touch td:nth-child(2) { font-size: 1.0625rem; font-weight: 600; width: 7rem; text-align: right; }
.touch td:nth-child(3) { padding-left: .5rem; color: var(--first); font-weight: 600; }
.order { font-size: .875rem; min-height: 1.3rem; margin-bottom: .35rem; }
.pairs > div { display: grid; grid-template-columns: minmax(5.5rem, auto) minmax(0, 1fr); gap: .75rem; padding: .2rem 0; border-top: 1px solid var(--rule); }
.pairs dt { color: var(--quiet); }
.pairs dd { text-align: right; }
.facts { display: grid; grid-template-columns: repeat(4, minmax(0, 1fr)); gap: .75rem; }
.facts div { background: var(--card); border-radius: .75rem; padding: .7rem .875rem; min-width: 0; }
dt { font-size: .875rem; }
.facts dt { color: var(--quiet); }
dd.figure { font-size: 1.375rem; line-height: 1.35; font-weight: 650; }
dd.remark { color: var(--quiet); font-size: .8125rem; }
.bounds ul { display: grid; gap: .5rem; margin-top: .35rem; }
.bounds li { display: grid; grid-template-columns: minmax(0, 1fr) auto; gap: 0 .75rem; font-size: .9375rem; }
.bounds li .bar { grid-column: 1 / -1; }
.bounds > div { min-width: 0; }
.bounds h3 { font-size: .9375rem; }
.use.bad { color: var(--bad); font-weight: 650; } .use.warning { color: var(--warning); font-weight: 650; }
.bar { display: block; width: 100%; height: .3rem; border-radius: .15rem; margin-top: .15rem; }
.bar .room { fill: var(--rule); } .bar .used { fill: var(--used); }
.bar.warning .used { fill: var(--warning); } .bar.bad .used { fill: var(--bad); }
.part-alerts ol { display: grid; gap: .6rem; max-height: 22rem; overflow-y: auto; }
.part-alerts li { display: flex; gap: .6rem; font-size: .9375rem; }
.part-alerts li > .shape { margin-top: .3rem; }
svg[role="img"] { display: block; width: 100%; max-width: 34rem; height: auto; }
.pictures + .quiet, .name { font-size: .8125rem; }
summary { cursor: pointer; color: var(--quiet); }
.fleet { display: grid; gap: .35rem; margin: .6rem 0 1rem; }
.fleet a { display: flex; flex-wrap: wrap; align-items: center; gap: .1rem .6rem; padding: .5rem .75rem; border-radius: .5rem; background: var(--card); color: inherit; text-decoration: none; }
.table { overflow-x: auto; margin-bottom: 1rem; }
.sums { width: 100%; font-size: .9375rem; }
.sums caption { text-align: left; color: var(--quiet); font-size: .875rem; }
.sums th, .sums td { border-top: 1px solid var(--rule); white-space: nowrap; }
.sums thead th { color: var(--quiet); font-size: .875rem; border: 0; }
.sums td { text-align: right; } .sums thead th:not(:first-child) { text-align: right; }
[data-section="overview"] { margin-top: 1.5rem; }
.ended { margin-top: 3rem; } .ended .card { margin-top: .6rem; font-size: .9375rem; }
dialog { max-width: min(30rem, calc(100vw - 2rem)); padding: 1.25rem; border: 1px solid var(--rule); border-radius: .75rem; background: var(--paper); color: var(--ink); }
dialog::backdrop { background: rgb(0 0 0 / .5); }
dialog p { margin: .5rem 0 1rem; }
dialog input { width: 100%; font: inherit; padding: .5rem .6rem; border: 1px solid var(--quiet); border-radius: .5rem; background: var(--paper); color: var(--ink); }
.buttons { display: flex; justify-content: flex-end; gap: .6rem; margin-top: 1rem; }
footer { margin-top: 3rem; font-size: .8125rem; }
a { color: var(--first); }
${pictureStyle}
@media (max-width: 48rem) {
  .legs, .pictures, .bounds { grid-template-columns: minmax(0, 1fr); }
  .facts { grid-template-columns: repeat(2, minmax(0, 1fr)); }
  .parts > .part-bounds, .parts > .part-alerts { grid-column: 1 / -1; }
  .headline strong { font-size: 1.5rem; display: inline-block; }
  .controls button { flex: 1 1 40%; }
  .verdict { padding: .875rem 1rem; }
}
@media (prefers-reduced-motion: no-preference) { .bar .used { transition: width .3s; } }
`;
