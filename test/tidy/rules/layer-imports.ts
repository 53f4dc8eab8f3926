// Imports run one way, as the table in layers.ts has it. Without this the pure step would sooner or later reach
// for the outside world through a neighbour, and replay would stop being exact.

import { posix } from 'node:path';
import type { Node } from 'oxc-parser';
import { layers } from '../layers.ts';
import type { SourceFile } from '../source-file.ts';
import type { Violation } from '../violation.ts';
import { isTestCode } from '../walk.ts';

/** The one file that leads to the simulator, and only when its command is asked for. */
const simulatorDoor = 'src/cli/simulate/command.ts';

export function* layerImports(file: SourceFile): Generator<Violation> {
  const layer = layers[file.folder];
  if (layer === undefined) {
    yield file.violation(
      { start: 0 },
      'layers',
      file.folder === ''
        ? 'A file directly in src/ belongs to no layer.'
        : `The folder src/${file.folder} belongs to no layer.`,
      'Move the file into a folder of test/tidy/layers.ts, or add its folder to that table.',
    );
    return;
  }

  for (const { node } of file.visits) {
    const found = importIn(node);
    if (found === undefined) continue;
    const { specifier, typesOnly } = found;

    if (!specifier.startsWith('.')) {
      if (layer.pure) {
        yield file.violation(
          node,
          'packages',
          `src/${file.folder} is pure and imports "${specifier}".`,
          'Describe what is needed as an interface in src/ports, implement it at an edge, and let cli pass it in.',
        );
      }
      continue;
    }

    const target = posix.join(posix.dirname(file.path), specifier);
    const targetFolder = target.startsWith('src/') ? (target.split('/')[1] ?? '') : undefined;
    if (target.startsWith('simulator/')) {
      if (file.path === simulatorDoor && node.type === 'ImportExpression') continue;
      yield file.violation(
        node,
        'layers',
        `"${specifier}" is the simulator, which stands outside production code.`,
        `Only ${simulatorDoor} may load it, by \`await import\`, when \`evenkeel simulate\` is asked for.`,
      );
    } else if (targetFolder === undefined) {
      yield file.violation(
        node,
        'layers',
        `"${specifier}" leads out of src/, which is all that is built.`,
        'Move what is needed into src/, or read it as data at run time.',
      );
    } else if (isTestCode(target)) {
      yield file.violation(
        node,
        'layers',
        `"${specifier}" is test code, which is not built.`,
        'Move what is needed out of the test, or turn this file into a test.',
      );
    } else if (targetFolder !== file.folder && !layer.imports.includes(targetFolder)) {
      const typesAllowed = layer.types?.includes(targetFolder) ?? false;
      if (typesAllowed && typesOnly) continue;
      yield file.violation(
        node,
        'layers',
        `src/${file.folder} must not import ${typesAllowed ? 'values from' : 'from'} src/${targetFolder}.`,
        typesAllowed
          ? 'Use `import type`, or let cli pass the value in.'
          : `It may import ${list(layer.imports)} (test/tidy/layers.ts): move the shared part down into one of them, or let the caller pass it in.`,
      );
    }
  }
}

interface Import {
  specifier: string;
  typesOnly: boolean;
}

function importIn(node: Node): Import | undefined {
  switch (node.type) {
    case 'ImportDeclaration': {
      const named = node.specifiers;
      const allTypes =
        named.length > 0 && named.every((one) => one.type === 'ImportSpecifier' && one.importKind === 'type');
      return { specifier: node.source.value, typesOnly: node.importKind === 'type' || allTypes };
    }
    case 'ExportNamedDeclaration': {
      if (node.source === null) return undefined;
      const allTypes =
        node.specifiers.length > 0 && node.specifiers.every((one) => one.exportKind === 'type');
      return { specifier: node.source.value, typesOnly: node.exportKind === 'type' || allTypes };
    }
    case 'ExportAllDeclaration':
      return { specifier: node.source.value, typesOnly: node.exportKind === 'type' };
    case 'TSImportType':
      return { specifier: node.source.value, typesOnly: true };
    case 'TSExternalModuleReference':
      return { specifier: node.expression.value, typesOnly: false };
    case 'ImportExpression':
      return importOf(node.source);
    case 'CallExpression':
      return node.callee.type === 'Identifier' && node.callee.name === 'require'
        ? importOf(node.arguments[0])
        : undefined;
    default:
      return undefined;
  }
}

/** An import whose target is computed cannot be judged, so it counts as an import of a package. */
function importOf(source: Node | undefined): Import {
  const isText = source?.type === 'Literal' && typeof source.value === 'string';
  return { specifier: isText ? source.value : '(computed)', typesOnly: false };
}

function list(folders: readonly string[]): string {
  return folders.length === 0 ? 'nothing but itself' : `only itself and ${folders.join(', ')}`;
}
