// A page as Markdown, without its pictures: every table stands for one.
import type { Cell, Fact, Page, Section, Table } from './page.ts';

export function renderMarkdown({ title, verdict, remarks, facts, sections, about }: Page): string {
  const blocks = [
    `# ${inline(verdict.word)}: ${inline(verdict.text)}`,
    inline(title),
    ...remarks.map(inline),
    tableOf(factsTable(facts)),
    ...sections.flatMap(sectionOf),
    '## About',
    tableOf(about),
  ];
  return `${blocks.join('\n\n')}\n`;
}

const sectionOf = ({ title, text, tables }: Section): string[] => [
  `## ${inline(title)}`,
  inline(text),
  ...tables.flatMap((table) => [`${inline(table.caption)}:`, tableOf(table)]),
];

const factsTable = (facts: readonly Fact[]): Table => ({
  caption: '',
  columns: [
    { title: 'figure', isFigure: false },
    { title: 'value', isFigure: true },
    { title: '', isFigure: false },
  ],
  rows: facts.map(({ label, figure, remark }) => [
    { text: label },
    figure,
    { text: remark.map(({ text }) => text).join(' ') },
  ]),
});

function tableOf({ columns, rows }: Table): string {
  const lines = [
    columns.map(({ title }) => inline(title)),
    columns.map(({ isFigure }) => (isFigure ? '---:' : '---')),
    ...rows.map((cells) => cells.map(cellOf)),
  ];
  return lines.map((cells) => `| ${cells.join(' | ')} |`).join('\n');
}

function cellOf({ text, isStrong = false }: Cell): string {
  const shown = inline(text);
  return isStrong && shown !== '' ? `**${shown}**` : shown;
}

/** What would be markup, or would end a cell, stays text. */
const inline = (text: string): string =>
  text.replaceAll(/[\\|<>*_`[\]]/g, (character) => `\\${character}`).replaceAll(/\s+/g, ' ');
