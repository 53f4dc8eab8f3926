// The type RiskApproved stands for "the gate has seen this order". It means something only while src/risk/gate.ts
// is the one place that can produce it, so any other assertion or type guard that claims it is forgery.

import { flatten, type SourceFile } from '../source-file.ts';
import type { Violation } from '../violation.ts';

const mint = 'src/risk/gate.ts';

export function* soleMint(file: SourceFile): Generator<Violation> {
  if (file.path === mint) return;
  const approved = namesOfApproved(file);
  for (const { node } of file.visits) {
    if (node.type !== 'TSAsExpression' && node.type !== 'TSTypeAssertion' && node.type !== 'TSTypePredicate')
      continue;
    if (node.typeAnnotation === null || !mentions(node.typeAnnotation, approved)) continue;
    yield file.violation(
      node,
      'minting',
      'Only the gate may approve an order, and this claims RiskApproved without it.',
      `Pass the order through ${mint}, and use what it returns.`,
    );
  }
}

/** RiskApproved, whatever it is imported as, and the types of this file that are made of it. */
function namesOfApproved(file: SourceFile): Set<string> {
  const names = new Set(['RiskApproved']);
  for (const { node } of file.visits) {
    if (node.type !== 'ImportSpecifier') continue;
    if (node.imported.type === 'Identifier' && node.imported.name === 'RiskApproved')
      names.add(node.local.name);
  }
  for (let before = -1; before !== names.size;) {
    before = names.size;
    for (const { node } of file.visits) {
      if (node.type === 'TSTypeAliasDeclaration' && mentions(node.typeAnnotation, names))
        names.add(node.id.name);
      if (node.type === 'TSInterfaceDeclaration' && mentions(node.body, names)) names.add(node.id.name);
    }
  }
  return names;
}

function mentions(type: Parameters<typeof flatten>[0], names: ReadonlySet<string>): boolean {
  return flatten(type).some(({ node }) => node.type === 'Identifier' && names.has(node.name));
}
