// A page as one HTML file that needs nothing else: no script, no network, pictures inside. Exact figures stand in the markup behind the
// rounded ones, for programs and for whoever points at them.
import { escapeMarkup, renderPicture } from '../chart/svg.ts';
import type { Cell, Fact, Page, Section, Table } from './page.ts';
import { style } from './style.ts';

export function renderHtml({ title, verdict, remarks, facts, sections, about }: Page): string {
  const { tone, word, text } = verdict;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">
<link rel="icon" href="data:,">
<title>${escapeMarkup(`${word} · ${title}`)}</title>
<style>${style}</style>
</head>
<body>
<header>
<p class="what">${escapeMarkup(title)}</p>
<h1 class="${tone}"><strong>${escapeMarkup(word)}</strong> <span>${escapeMarkup(text)}</span></h1>
${remarks.map((remark) => `<p>${escapeMarkup(remark)}</p>`).join('\n')}
<dl class="facts">
${facts.map(factOf).join('\n')}
</dl>
</header>
<main>
${sections.map(sectionOf).join('\n')}
</main>
<footer>
<section>
<h2>About</h2>
<div class="body">${tableOf(about, 'about')}</div>
</section>
</footer>
</body>
</html>
`;
}

const factOf = ({ label, figure, remark }: Fact): string =>
  `<div><dt>${escapeMarkup(label)}</dt><dd class="figure">${cellOf(figure)}</dd><dd class="remark">${remark.map(cellOf).join(' ')}</dd></div>`;

function sectionOf({ id, title, text, picture, tables }: Section): string {
  const figure = picture === undefined ? '' : `<figure>\n${renderPicture(picture, id)}\n</figure>\n`;
  return `<section id="${id}">
<h2>${escapeMarkup(title)}</h2>
<p>${escapeMarkup(text)}</p>
<div class="body${picture === undefined ? '' : ' pictured'}">
${figure}<div class="tables">
${tables.map((table, index) => tableOf(table, `${id}-${index + 1}`)).join('\n')}
</div>
</div>
</section>`;
}

/** Where it is too wide it scrolls by itself, by keyboard, too. */
function tableOf({ caption, columns, rows }: Table, id: string): string {
  const alignment = columns.map(({ isFigure }) => (isFigure ? ' class="number"' : ''));
  const isTitled = columns.some(({ title }) => title !== '');
  const head = columns
    .map(({ title }, index) => `<th scope="col"${alignment[index] ?? ''}>${escapeMarkup(title)}</th>`)
    .join('');
  const body = rows.map((cells) => `<tr>${cells.map(rowCell).join('')}</tr>`).join('\n');
  return `<div class="table" role="region" aria-labelledby="${id}" tabindex="0">
<table>
<caption id="${id}">${escapeMarkup(caption)}</caption>
${isTitled ? `<thead><tr>${head}</tr></thead>\n` : ''}<tbody>
${body}
</tbody>
</table>
</div>`;

  function rowCell(cell: Cell, index: number): string {
    const isLabel = index === 0 && columns[0]?.isFigure === false;
    const name = isLabel ? 'th scope="row"' : 'td';
    return `<${name}${alignment[index] ?? ''}>${cellOf(cell)}</${isLabel ? 'th' : 'td'}>`;
  }
}

function cellOf({ text, exact, isStrong = false }: Cell): string {
  const shown = escapeMarkup(text);
  const inner =
    exact === undefined
      ? shown
      : `<data value="${escapeMarkup(exact)}" title="${escapeMarkup(exact)}">${shown}</data>`;
  return isStrong ? `<strong>${inner}</strong>` : inner;
}
