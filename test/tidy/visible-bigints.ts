// Tells which expressions are bigints for all to see, so that exact division needs no exception. It looks at one
// file only and knows no types of other files: what it cannot see counts as a number.

import type { Node } from 'oxc-parser';
import type { Visit } from './source-file.ts';

/** The types of this project that are bigints, beside `bigint` itself. */
const bigintTypes = new Set(['BaseQuantity', 'ExactAmount', 'FeeRate', 'QuoteAmount']);

const arithmetic = new Set(['+', '-', '*', '/', '%', '**']);

export type IsBigint = (node: Node) => boolean;

export function visibleBigints(visits: readonly Visit[]): IsBigint {
  const names = new Set<string>();

  const isBigint = (node: Node): boolean => {
    switch (node.type) {
      case 'Literal':
        return typeof node.value === 'bigint';
      case 'Identifier':
        return names.has(node.name);
      case 'CallExpression':
        return node.callee.type === 'Identifier' && node.callee.name === 'BigInt';
      case 'UnaryExpression':
        return node.operator === '-' && isBigint(node.argument);
      case 'BinaryExpression':
        // Arithmetic on a bigint and anything but a bigint does not compile, so one operand vouches for the other.
        return arithmetic.has(node.operator) && (isBigint(node.left) || isBigint(node.right));
      case 'ConditionalExpression':
        return isBigint(node.consequent) && isBigint(node.alternate);
      case 'TSAsExpression':
        return isBigint(node.expression);
      default:
        return false;
    }
  };

  // A name counts only when every declaration of it in the file is a bigint: scopes are not told apart.
  const others = new Set<string>();
  for (const visit of visits) {
    const { node, parent } = visit;
    if (node.type !== 'Identifier' || !declares(visit)) continue;
    const type = 'typeAnnotation' in node ? node.typeAnnotation?.typeAnnotation : undefined;
    const value = parent?.type === 'VariableDeclarator' && type === undefined ? parent.init : undefined;
    const declaredBigint = isBigintType(type) || (value !== undefined && value !== null && isBigint(value));
    if (!declaredBigint) others.add(node.name);
    if (others.has(node.name)) names.delete(node.name);
    else names.add(node.name);
  }
  return isBigint;
}

function isBigintType(type: Node | undefined): boolean {
  if (type?.type === 'TSBigIntKeyword') return true;
  return (
    type?.type === 'TSTypeReference' &&
    type.typeName.type === 'Identifier' &&
    bigintTypes.has(type.typeName.name)
  );
}

function declares({ parent, key }: Visit): boolean {
  switch (parent?.type) {
    case 'VariableDeclarator':
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ClassDeclaration':
      return key === 'id' || key === 'params';
    case 'ArrowFunctionExpression':
    case 'TSFunctionType':
    case 'TSMethodSignature':
      return key === 'params';
    case 'ArrayPattern':
    case 'RestElement':
    case 'TSParameterProperty':
      return true;
    case 'AssignmentPattern':
      return key === 'left';
    case 'Property': // in a pattern; in an object literal it only makes the rule stricter
      return key === 'value';
    case 'ImportSpecifier':
    case 'ImportDefaultSpecifier':
    case 'ImportNamespaceSpecifier':
      return key === 'local';
    case 'CatchClause':
      return key === 'param';
    default:
      return false;
  }
}
