// The flags of `evenkeel report`, and what they come to: a format, and a place.
import { extname, join, resolve } from 'node:path';
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { nearest } from '../../core/nearest.ts';
import { filesIn } from '../../journal/run-directory.ts';

export interface ReportFlags {
  readonly format?: string;
  readonly out?: string;
  readonly runsDir?: string;
}

const formats = ['html', 'md', 'json'] as const;
export type ReportFormat = (typeof formats)[number];

export interface ReportTarget {
  readonly format: ReportFormat;
  /** `undefined` is the terminal. */
  readonly path: string | undefined;
}

export function reportTarget({ format: asked, out }: ReportFlags, runFolder: string): Checked<ReportTarget> {
  const format = readFormat(asked ?? formatOf(out));
  if (!format.ok) return format;
  if (out === '-') return accepted({ format: format.value, path: undefined });
  const path = out ?? join(runFolder, `report.${format.value}`);
  const { journal, mark, sent, fills, funding, hedges, log, summary } = filesIn(runFolder);
  const own = [journal, mark, sent, fills, funding, hedges, ...Object.values(log), summary];
  return own.every((file) => resolve(file) !== resolve(path))
    ? accepted({ format: format.value, path })
    : refused('out-is-record', `${path} is a file of the run itself`, 'name another file with --out');
}

/** A name says what is in the file; one that says nothing of the kind gets a page. */
function formatOf(out: string | undefined): string {
  const extension = extname(out ?? '').slice(1);
  return formats.find((known) => known === extension) ?? 'html';
}

function readFormat(text: string): Checked<ReportFormat> {
  const format = formats.find((known) => known === text);
  if (format !== undefined) return accepted(format);
  const meant = nearest(text, formats);
  const suggestion = meant === undefined ? '' : `did you mean ${meant}? `;
  return refused('bad-format', `--format is "${text}"`, `${suggestion}there are ${formats.join(', ')}`);
}
