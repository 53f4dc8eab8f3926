// What is named like money is typed like money. A bare `number` called `price` compiles with every other number,
// with the wrong unit, and with a fraction; Ticks, Lots and QuoteAmount do not.

import type { Node } from 'oxc-parser';
import type { SourceFile } from '../source-file.ts';
import type { Violation } from '../violation.ts';

const moneyName = /(price|quantity|quantitie|notional|fee|pnl|cash|money|amount)s?$/i;

/** Containers that hold their last type argument. */
const containers = new Set([
  'Array',
  'Map',
  'Partial',
  'Readonly',
  'ReadonlyArray',
  'ReadonlyMap',
  'Record',
  'Set',
]);

export function* moneyTypes(file: SourceFile): Generator<Violation> {
  for (const { node } of file.visits) {
    const declared = declaration(node);
    if (declared === undefined || !moneyName.test(declared.name) || !holdsNumber(declared.type)) continue;
    yield file.violation(
      node,
      'money as number',
      `\`${declared.name}\` is named like money and typed \`number\`.`,
      'Use Ticks, Lots or a QuoteAmount from src/core/money.ts; if it is no money, choose a name that says what it is.',
    );
  }
}

interface Declaration {
  name: string;
  type: Node | null | undefined;
}

function declaration(node: Node): Declaration | undefined {
  switch (node.type) {
    case 'Identifier': // a variable or a parameter, when it carries a type
      return 'typeAnnotation' in node ? { name: node.name, type: node.typeAnnotation } : undefined;
    case 'PropertyDefinition':
    case 'AccessorProperty':
    case 'TSAbstractPropertyDefinition':
    case 'TSPropertySignature':
      return { name: keyName(node.key), type: node.typeAnnotation };
    case 'TSMethodSignature':
      return { name: keyName(node.key), type: node.returnType };
    case 'MethodDefinition':
    case 'TSAbstractMethodDefinition':
      return { name: keyName(node.key), type: node.value.returnType };
    case 'Property': // a method, or a function, in an object
      return { name: keyName(node.key), type: returnTypeOf(node.value) };
    case 'FunctionDeclaration':
      return { name: node.id?.name ?? '', type: node.returnType };
    case 'VariableDeclarator': // a function held by a variable
      return { name: node.id.type === 'Identifier' ? node.id.name : '', type: returnTypeOf(node.init) };
    default:
      return undefined;
  }
}

function returnTypeOf(node: Node | null): Node | null | undefined {
  return node?.type === 'ArrowFunctionExpression' || node?.type === 'FunctionExpression'
    ? node.returnType
    : undefined;
}

function keyName(key: Node): string {
  if (key.type === 'Identifier' || key.type === 'PrivateIdentifier') return key.name;
  return key.type === 'Literal' ? String(key.value) : '';
}

function holdsNumber(type: Node | null | undefined): boolean {
  switch (type?.type) {
    case 'TSNumberKeyword':
      return true;
    case 'TSTypeAnnotation':
    case 'TSTypeOperator': // `readonly number[]`
      return holdsNumber(type.typeAnnotation);
    case 'TSArrayType':
      return holdsNumber(type.elementType);
    case 'TSUnionType':
      return type.types.some(holdsNumber);
    case 'TSFunctionType':
      return holdsNumber(type.returnType);
    case 'TSTypeReference':
      return (
        type.typeName.type === 'Identifier' &&
        containers.has(type.typeName.name) &&
        holdsNumber(type.typeArguments?.params.at(-1))
      );
    default:
      return false;
  }
}
