// Comma-separated lines as RFC 4180 has them, strictly: what is quoted is quoted properly, or it is not read at all.

export type CsvLines =
  | { readonly kind: 'lines'; readonly lines: readonly CsvLine[] }
  | { readonly kind: 'malformed'; readonly lineNumber: number; readonly problem: string };

export interface CsvLine {
  /** Where the line begins in the file, from 1. */
  readonly lineNumber: number;
  readonly fields: readonly string[];
}

/** One line without its end; fields that need it are quoted. */
export const formatCsvLine = (fields: readonly string[]): string => fields.map(quoteIfNeeded).join(',');

/** Lines end with LF or CRLF, the last one too: a file cut off in its last line is malformed. Empty lines are malformed. */
export function parseCsv(text: string): CsvLines {
  const lines: CsvLine[] = [];
  let at = 0;
  let lineNumber = 1;
  while (at < text.length) {
    const begunOn = lineNumber;
    const fields: string[] = [];
    for (let isLast = false; !isLast;) {
      const field = fieldAt(text, at);
      if (field === undefined)
        return { kind: 'malformed', lineNumber: begunOn, problem: 'a quote is out of place' };
      const end = endAt(text, field.next);
      if (end === undefined)
        return { kind: 'malformed', lineNumber: begunOn, problem: 'the line has no end' };
      fields.push(field.value);
      lineNumber += field.value.split('\n').length - 1;
      at = end.next;
      isLast = end.isLine;
    }
    if (fields.length === 1 && fields[0] === '') {
      return { kind: 'malformed', lineNumber: begunOn, problem: 'the line is empty' };
    }
    lines.push({ lineNumber: begunOn, fields });
    lineNumber += 1;
  }
  return { kind: 'lines', lines };
}

const plainField = /[^",\r\n]*/y;
const quotedField = /"((?:[^"]|"")*)"/y;

function fieldAt(text: string, at: number): { value: string; next: number } | undefined {
  const pattern = text[at] === '"' ? quotedField : plainField;
  pattern.lastIndex = at;
  const match = pattern.exec(text);
  if (match === null || text[pattern.lastIndex] === '"') return undefined;
  const value = match[1] === undefined ? match[0] : match[1].replaceAll('""', '"');
  return { value, next: pattern.lastIndex };
}

function endAt(text: string, at: number): { isLine: boolean; next: number } | undefined {
  if (text[at] === ',') return { isLine: false, next: at + 1 };
  if (text[at] === '\n') return { isLine: true, next: at + 1 };
  if (text.startsWith('\r\n', at)) return { isLine: true, next: at + 2 };
  return undefined;
}

function quoteIfNeeded(field: string): string {
  return /[",\r\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field;
}
