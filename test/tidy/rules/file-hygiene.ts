// What holds for every file, pure or not: it opens by saying what it is and why, it stays short enough to be read
// at once, and it silences neither the compiler nor an error.

import type { Comment, Node } from 'oxc-parser';
import type { SourceFile } from '../source-file.ts';
import type { Violation } from '../violation.ts';

const linesMax = 350;
const commentLinesMax = 6;
/** Fewer words than this say what, at best, and never why. */
const commentWordsMin = 5;

export function* fileHygiene(file: SourceFile): Generator<Violation> {
  yield* openingComment(file);

  const lines = file.text.trimEnd().split('\n').length;
  if (lines > linesMax) {
    yield file.violation(
      { start: file.text.length },
      'file length',
      `The file has ${lines} lines, and ${linesMax} are allowed.`,
      'Split it: one concept per file.',
    );
  }

  for (const comment of file.comments) {
    if (!/^[\s*]*@ts-(ignore|nocheck)\b/.test(comment.value)) continue;
    yield file.violation(
      comment,
      'ts-ignore',
      'The comment silences the compiler for good.',
      'Repair the type; or use `@ts-expect-error` with the reason, which fails once it is not needed.',
    );
  }

  for (const { node } of file.visits) {
    if (node.type === 'TSAnyKeyword') {
      yield file.violation(
        node,
        'any',
        '`any` switches the compiler off for whatever it touches.',
        'Use `unknown` and narrow it, or parse it with a schema.',
      );
    }
    if (swallowsError(node)) {
      yield file.violation(
        node,
        'empty catch',
        'The error is swallowed.',
        'Return it as a tagged value (`{ kind: … }`) that the caller handles, or let it end the process.',
      );
    }
  }
}

function* openingComment(file: SourceFile): Generator<Violation> {
  const comments = leadingComments(file);
  const lines = comments
    .flatMap((comment) => comment.value.split('\n'))
    .map((line) => line.replace(/^[\s*/]+/, '').trim())
    .filter((line) => line !== '');
  const words = lines.join(' ').split(/\s+/).length;
  const isDirective = /^(oxlint|eslint|prettier|@ts)-/.test(lines[0] ?? '');

  if (words < commentWordsMin || isDirective) {
    yield file.violation(
      { start: 0 },
      'opening comment',
      'The file does not open with a comment that says what it is and why.',
      `Begin it with 1 to ${commentLinesMax} lines of sentences.`,
    );
  } else if (lines.length > commentLinesMax) {
    yield file.violation(
      { start: 0 },
      'opening comment',
      `The opening comment has ${lines.length} lines, and ${commentLinesMax} are allowed.`,
      'Move the rest to docs/, or to the code that it explains.',
    );
  }
}

/** The first comment of the file; line comments that follow each other without a gap count as one. */
function leadingComments(file: SourceFile): Comment[] {
  const shebang = /^#!.*\n/.exec(file.text)?.[0] ?? '';
  const leading: Comment[] = [];
  let end = shebang.length;
  for (const comment of file.comments) {
    if (comment.start < shebang.length) continue; // the parser may count the shebang as a comment
    const between = file.text.slice(end, comment.start);
    if (between.trim() !== '' || (leading.length > 0 && between.split('\n').length > 2)) break;
    if (leading.length > 0 && (comment.type === 'Block' || leading[0]?.type === 'Block')) break;
    leading.push(comment);
    end = comment.end;
  }
  return leading;
}

/** `catch {}` and `.catch(() => {})`, with or without a comment inside: a comment handles nothing. */
function swallowsError(node: Node): boolean {
  if (node.type === 'CatchClause') return node.body.body.length === 0;
  if (node.type !== 'CallExpression' || node.callee.type !== 'MemberExpression') return false;
  const { property } = node.callee;
  const handler = node.arguments[0];
  return (
    property.type === 'Identifier' &&
    property.name === 'catch' &&
    (handler?.type === 'ArrowFunctionExpression' || handler?.type === 'FunctionExpression') &&
    handler.body?.type === 'BlockStatement' &&
    handler.body.body.length === 0
  );
}
