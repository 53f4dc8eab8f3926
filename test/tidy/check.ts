// The checker: every rule over one source text, or over all sources of a tree.
// Both ways run the same rules, so what a planted fault proves holds for the real tree.

import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Exception } from './exceptions.ts';
import { exactMoney } from './rules/exact-money.ts';
import { fileHygiene } from './rules/file-hygiene.ts';
import { layerImports } from './rules/layer-imports.ts';
import { moneyTypes } from './rules/money-types.ts';
import { closedSwitches } from './rules/closed-switches.ts';
import { outsideWorld } from './rules/outside-world.ts';
import { soleMint } from './rules/sole-mint.ts';
import { parseSourceFile, type SourceFile } from './source-file.ts';
import type { Violation } from './violation.ts';
import { listSourceFiles } from './walk.ts';

type Rule = (file: SourceFile) => Iterable<Violation>;

const rulesEverywhere: readonly Rule[] = [fileHygiene, layerImports, soleMint];
const rulesForPureFolders: readonly Rule[] = [outsideWorld, exactMoney, moneyTypes, closedSwitches];
/** The simulator stands outside the layers; what it does must be the same on any machine, but for its command and for real processes. */
const rulesForSimulator: readonly Rule[] = [fileHygiene, soleMint, outsideWorld];
const rulesForSimulatorCommand: readonly Rule[] = [fileHygiene, soleMint];

/** All violations in one source text, without regard to exceptions. `path` is from the root: `src/core/money.ts`. */
export function checkSource(path: string, text: string): Violation[] {
  const file = parseSourceFile(path, text);
  if (file.syntaxErrors.length > 0) {
    return file.syntaxErrors.map((message) =>
      file.violation({ start: 0 }, 'syntax', `The file cannot be parsed: ${message}.`, 'Repair its syntax.'),
    );
  }
  return rulesFor(file)
    .flatMap((rule) => [...rule(file)])
    .sort((a, b) => a.line - b.line);
}

function rulesFor({ path, isPure }: SourceFile): readonly Rule[] {
  if (path.startsWith('simulator/'))
    return /^simulator\/(command|chaos)\//.test(path) ? rulesForSimulatorCommand : rulesForSimulator;
  return isPure ? [...rulesEverywhere, ...rulesForPureFolders] : rulesEverywhere;
}

/** All violations in the tree at `root` that no exception covers, and all exceptions that cover nothing. */
export function checkTree(root: string, exceptions: readonly Exception[]): Violation[] {
  const needed = new Set<Exception>();
  const violations = listSourceFiles(root)
    .flatMap((path) => checkSource(path, readFileSync(join(root, path), 'utf8')))
    .filter((violation) => {
      const exception = exceptions.find(
        ({ file, rule }) => file === violation.file && rule === violation.rule,
      );
      if (exception !== undefined) needed.add(exception);
      return exception === undefined;
    });
  return [...violations, ...exceptions.filter((exception) => !needed.has(exception)).map(stale(root))];
}

function stale(root: string): (exception: Exception) => Violation {
  return ({ file, rule }) => ({
    file,
    line: 1,
    rule: 'stale exception',
    wrong: existsSync(join(root, file))
      ? `The exception to the rule "${rule}" is not needed any more.`
      : `The exception to the rule "${rule}" names a file that does not exist.`,
    instead: 'Remove it from test/tidy/exceptions.ts.',
  });
}
