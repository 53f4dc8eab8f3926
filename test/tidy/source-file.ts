// A source file as the rules see it: parsed once with oxc (TypeScript 7 has no parser API), its syntax tree laid
// out as one flat list, so that a rule is a loop over nodes and not a traversal of its own.

import { type Comment, type Node, type Program, parseSync, visitorKeys } from 'oxc-parser';
import { layers } from './layers.ts';
import type { RuleName, Violation } from './violation.ts';

export interface SourceFile {
  /** Path from the root of the repository, for example `src/core/money.ts`. */
  path: string;
  /** First folder under src/, for example `core`; empty for a file directly in src/. */
  folder: string;
  isPure: boolean;
  text: string;
  comments: readonly Comment[];
  syntaxErrors: readonly string[];
  /** Every node in source order, each with the place that it holds in its parent. */
  visits: readonly Visit[];
  violation(at: { start: number }, rule: RuleName, wrong: string, instead: string): Violation;
}

export interface Visit {
  node: Node;
  parent: Node | undefined;
  /** The property of the parent that holds the node: `callee`, `left`, `typeAnnotation`, … */
  key: string;
}

export function parseSourceFile(path: string, text: string): SourceFile {
  const parsed = parseSync(path, text, { preserveParens: false });
  const segments = path.split('/');
  const folder = segments.length > 2 ? (segments[1] ?? '') : '';
  const lineStarts = startsOfLines(text);
  return {
    path,
    folder,
    isPure: layers[folder]?.pure ?? false,
    text,
    comments: parsed.comments,
    syntaxErrors: parsed.errors.map((error) => error.message),
    visits: flatten(parsed.program),
    violation: (at, rule, wrong, instead) => ({
      file: path,
      line: lineStarts.findLastIndex((start) => start <= at.start) + 1,
      rule,
      wrong,
      instead,
    }),
  };
}

/** All nodes below and including `root`, parents before children. */
export function flatten(root: Node | Program): Visit[] {
  const visits: Visit[] = [];
  const visit = (node: Node, parent: Node | undefined, key: string): void => {
    visits.push({ node, parent, key });
    for (const childKey of visitorKeys[node.type] ?? []) {
      const child: unknown = Reflect.get(node, childKey);
      for (const item of Array.isArray(child) ? child : [child]) {
        if (isNode(item)) visit(item, node, childKey);
      }
    }
  };
  visit(root, undefined, '');
  return visits;
}

/**
 * Tells a name that is looked up or declared (`Date` in `Date.now()`) from one that merely labels a member
 * (`date` in `x.date`, `{ date: 1 }`, `import { date as d }`).
 */
export function isLabelOnly({ parent, key }: Visit): boolean {
  if (parent === undefined) return false;
  switch (parent.type) {
    case 'MemberExpression':
      return key === 'property' && !parent.computed;
    case 'Property':
      // In `{ process }` the one name is both label and value; it is visited again as the value.
      return key === 'key' && !parent.computed;
    case 'MethodDefinition':
    case 'PropertyDefinition':
    case 'AccessorProperty':
    case 'TSAbstractMethodDefinition':
    case 'TSAbstractPropertyDefinition':
    case 'TSPropertySignature':
    case 'TSMethodSignature':
      return key === 'key' && !parent.computed;
    case 'ImportSpecifier':
      return key === 'imported';
    case 'ExportSpecifier':
      return key === 'exported';
    case 'TSQualifiedName':
      return key === 'right';
    case 'TSEnumMember':
    case 'TSNamedTupleMember':
      return key === 'id' || key === 'label';
    case 'LabeledStatement':
    case 'BreakStatement':
    case 'ContinueStatement':
      return key === 'label';
    case 'TSImportType':
      return key === 'qualifier';
    default:
      return false;
  }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value && typeof value.type === 'string';
}

function startsOfLines(text: string): number[] {
  const starts = [0];
  for (let index = text.indexOf('\n'); index !== -1; index = text.indexOf('\n', index + 1))
    starts.push(index + 1);
  return starts;
}
