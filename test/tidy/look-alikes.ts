// What the tidy test must leave alone, although it looks like a fault. A rule that cries wolf is soon switched
// off, so each of these is checked by the very same rules as the planted faults.

export interface LookAlike {
  /** Ends the sentence "it leaves alone …". */
  what: string;
  path: string;
  code: string;
}

const core = 'src/core/planted.ts';
const engine = 'src/engine/planted.ts';
const venue = 'src/venues/grvt/wire.ts';

export const lookAlikes: readonly LookAlike[] = [
  {
    what: 'forbidden names in text',
    path: core,
    code: "export const advice = 'never Date.now(), Math.random() or 0.5';",
  },
  { what: 'forbidden names in a template', path: core, code: 'export const advice = `never fetch`;' },
  {
    what: 'forbidden names in a comment',
    path: core,
    code: '// Date.now() and 3000.5 / 2 have no place here, and neither has any.',
  },
  {
    what: 'members that share a name with a global',
    path: core,
    code: 'export const f = (x: X) => x.process({ performance: x.fetch }).console;',
  },
  {
    what: 'bigint division',
    path: core,
    code: 'export const f = (a: bigint, b: number) => [a / 2n, a / BigInt(b), (a * 10n) / a];',
  },
  {
    what: 'division of what is typed as a bigint',
    path: core,
    code: 'export function f(a: bigint, b: QuoteAmount) { const c = -(a * 3n); return [a / x, b / x, c / x]; }',
  },
  {
    what: 'integers in scientific notation',
    path: core,
    code: 'export const second = 1e6; export const mask = 0xff; export const big = 1_000_000;',
  },
  {
    what: 'exact members of Math and Number',
    path: core,
    code: 'export const f = (n: number) => Math.max(0, Math.abs(n)) <= Number.MAX_SAFE_INTEGER && Number.isSafeInteger(n);',
  },
  { what: 'a power of whole numbers', path: core, code: 'export const f = (bits: number) => 2 ** bits - 1;' },
  {
    what: 'money with its unit',
    path: core,
    code: 'export interface Level { price: Ticks; quantity: Lots; fee: QuoteAmount; pricesSeen: number }',
  },
  {
    what: 'floats, clocks and promises at an edge',
    path: venue,
    code: 'export const f = async (price: number) => price / 2.5 + Date.now() + Math.random();',
  },
  {
    what: 'packages at an edge',
    path: venue,
    code: "import { z } from 'zod'; import 'node:net'; import type { Ticks } from '../../core/money.ts';",
  },
  {
    what: 'types of the engine in reports',
    path: 'src/reports/planted.ts',
    code: "import type { State } from '../engine/state.ts'; import { type View } from '../engine/view.ts';",
  },
  {
    what: 'imports along the flow of data',
    path: 'src/execution/planted.ts',
    code: "import '../core/a.ts'; import '../market/b.ts'; import '../risk/c.ts'; import './d.ts';",
  },
  {
    what: 'the one way from the command line to the simulator',
    path: 'src/cli/simulate/command.ts',
    code: "export const load = () => import('../../../simulator/command/simulate.ts');",
  },
  {
    what: 'the command line importing everything',
    path: 'src/cli/planted.ts',
    code: "import '../engine/a.ts'; import '../venues/b.ts'; import '../reports/c.ts';",
  },
  {
    what: 'the gate approving an order',
    path: 'src/risk/gate.ts',
    code: 'export const approve = (order: Order) => order as RiskApproved<Order>;',
  },
  {
    what: 'an approved order passed along',
    path: venue,
    code: 'export function place(order: RiskApproved<Order>): void { send(order); }',
  },
  {
    what: 'a closed switch',
    path: engine,
    code: "switch (event.kind) { case 'fill': break; default: assertNever(event); }",
  },
  {
    what: 'a switch over plain text',
    path: engine,
    code: "switch (side) { case 'buy': break; case 'sell': break; }",
  },
  { what: 'an error that is handled', path: venue, code: 'try { send(); } catch (error) { report(error); }' },
];
