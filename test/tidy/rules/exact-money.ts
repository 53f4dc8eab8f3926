// Money is exact: safe integers and bigints with units as types, and named functions for arithmetic. This rule
// looks for the ways in which a float comes into being. They are forbidden whether or not the value is money,
// because a reader, and this test, cannot tell from the outside.

import type { Node } from 'oxc-parser';
import { isLabelOnly, type SourceFile, type Visit } from '../source-file.ts';
import type { Violation } from '../violation.ts';
import { type IsBigint, visibleBigints } from '../visible-bigints.ts';

const excuse = 'where it is exact after all, list the file in test/tidy/exceptions.ts with the reason.';
const arithmetic = `Use a function of src/core that says how it rounds, such as \`floorDivide\`; ${excuse}`;
const conversion = `Stay with Ticks, Lots or bigint, and let a function of src/core convert; ${excuse}`;
const parsing = 'Keep decimals as text, and parse them exactly with src/core/decimal.ts (`parseUnits`).';
const formatting = 'Format exactly with src/core/decimal.ts (`formatUnits`, `formatRounded`).';

/** The members of Math that give a safe integer for safe integers. */
const exactMath = new Set(['abs', 'max', 'min', 'sign', 'random']); // `random` has a rule of its own

const floatFormats = new Set(['toExponential', 'toFixed', 'toPrecision']);
const inexactNumberMembers = new Map([
  ['parseFloat', parsing],
  ['parseInt', parsing],
  ['EPSILON', 'Compare integers exactly.'],
  ['MIN_VALUE', 'Compare integers exactly.'],
]);

export function* exactMoney(file: SourceFile): Generator<Violation> {
  const isBigint = visibleBigints(file.visits);
  for (const visit of file.visits) {
    yield* inexactLiteral(file, visit.node);
    yield* inexactOperator(file, visit.node, isBigint);
    yield* inexactConversion(file, visit);
  }
}

function* inexactLiteral(file: SourceFile, node: Node): Generator<Violation> {
  if (node.type !== 'Literal' || typeof node.value !== 'number' || Number.isSafeInteger(node.value)) return;
  const written = node.raw ?? String(node.value);
  yield Number.isInteger(node.value)
    ? file.violation(
        node,
        'float literal',
        `\`${written}\` is too large to be exact.`,
        'Write it as a bigint literal, such as `10n ** 18n`.',
      )
    : file.violation(
        node,
        'float literal',
        `\`${written}\` is a float.`,
        'Use Ticks, Lots or a QuoteAmount from src/core/money.ts, or an integer in a smaller unit, such as basis points.',
      );
}

function* inexactOperator(file: SourceFile, node: Node, isBigint: IsBigint): Generator<Violation> {
  if (node.type !== 'BinaryExpression' && node.type !== 'AssignmentExpression') return;
  const { operator, left, right } = node;
  if (isBigint(left) || isBigint(right)) return;
  if (operator === '/' || operator === '/=') {
    yield file.violation(
      node,
      'division',
      `\`${operator}\` gives a float, unless an operand is visibly a bigint (by its type, as a literal, or by a call of BigInt).`,
      arithmetic,
    );
  }
  if (
    (operator === '**' || operator === '**=') &&
    right.type === 'UnaryExpression' &&
    right.operator === '-'
  ) {
    yield file.violation(node, 'division', 'A negative power is a fraction.', arithmetic);
  }
}

function* inexactConversion(file: SourceFile, visit: Visit): Generator<Violation> {
  const { node, parent, key } = visit;

  if (node.type === 'UnaryExpression' && node.operator === '+') {
    yield file.violation(node, 'number conversion', 'Unary `+` converts to a float.', conversion);
  }

  if (node.type === 'MemberExpression') {
    const name = memberName(node);
    if (name !== undefined && floatFormats.has(name)) {
      yield file.violation(node, 'rounding', `\`.${name}\` rounds through a float.`, formatting);
    }
  }

  if (node.type !== 'Identifier' || isLabelOnly(visit)) return;
  const member = parent?.type === 'MemberExpression' && key === 'object' ? memberName(parent) : undefined;
  switch (node.name) {
    case 'parseFloat':
    case 'parseInt':
      yield file.violation(node, 'number conversion', `\`${node.name}\` is not exact.`, parsing);
      break;
    case 'Number': {
      const remedy = member === undefined ? conversion : inexactNumberMembers.get(member);
      if (remedy === undefined) break;
      const written = member === undefined ? 'Number' : `Number.${member}`;
      yield file.violation(node, 'number conversion', `\`${written}\` is not exact.`, remedy);
      break;
    }
    case 'Math':
      if (member !== undefined && exactMath.has(member)) break;
      yield file.violation(
        node,
        'rounding',
        member === undefined
          ? '`Math` in any other form than `Math.max(…)` cannot be judged.'
          : `\`Math.${member}\` works on floats.`,
        arithmetic,
      );
      break;
    default:
  }
}

function memberName(node: Node): string | undefined {
  if (node.type !== 'MemberExpression') return undefined;
  if (!node.computed) return node.property.type === 'Identifier' ? node.property.name : undefined;
  return node.property.type === 'Literal' && typeof node.property.value === 'string'
    ? node.property.value
    : undefined;
}
