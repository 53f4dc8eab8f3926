// Every switch over a tagged value is closed by assertNever: whoever adds a kind of event or command is shown,
// by the compiler, each place that has to answer it; and a value from outside the union fails loudly.

import type { Node } from 'oxc-parser';
import { flatten, type SourceFile } from '../source-file.ts';
import type { Violation } from '../violation.ts';

export function* closedSwitches(file: SourceFile): Generator<Violation> {
  for (const { node } of file.visits) {
    if (node.type !== 'SwitchStatement' || !isKind(node.discriminant)) continue;
    const fallback = node.cases.find((one) => one.test === null);
    if (fallback !== undefined && flatten(fallback).some(({ node: inside }) => callsAssertNever(inside)))
      continue;
    yield file.violation(
      node,
      'open switch',
      fallback === undefined
        ? 'The switch over `.kind` has no default branch.'
        : 'The default branch of the switch over `.kind` swallows kinds that do not exist yet.',
      'Name every kind, and close it with `default: return assertNever(value);`.',
    );
  }
}

function isKind(node: Node): boolean {
  switch (node.type) {
    case 'Identifier':
      return node.name === 'kind';
    case 'MemberExpression':
      return node.property.type === 'Identifier' && node.property.name === 'kind';
    case 'ChainExpression':
      return isKind(node.expression);
    default:
      return false;
  }
}

function callsAssertNever(node: Node): boolean {
  return (
    node.type === 'CallExpression' && node.callee.type === 'Identifier' && node.callee.name === 'assertNever'
  );
}
