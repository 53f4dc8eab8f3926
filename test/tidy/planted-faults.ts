// Faults that the tidy test must catch. A rule that nobody has seen fail proves nothing, so every rule has its
// planted faults here, each with the remedy that its sentence must name.

export interface PlantedFault {
  /** Ends the sentence "it catches …". */
  what: string;
  path: string;
  code: string;
  remedy: RegExp;
}

const core = 'src/core/planted.ts';
const market = 'src/market/planted.ts';
const engine = 'src/engine/planted.ts';
const strategy = 'src/strategy/planted.ts';
const venue = 'src/venues/grvt/wire.ts';

const time = /`atUs`/;
const exact = /src\/core/;
const units = /Ticks, Lots or a QuoteAmount/;
const ports = /src\/ports/;
const events = /come back as events|comes back as an event/;
const gate = /src\/risk\/gate\.ts/;
const closing = /assertNever/;

export const outsideWorldFaults: readonly PlantedFault[] = [
  { what: 'the wall clock', path: core, code: 'export const now = Date.now();', remedy: time },
  { what: 'a new Date', path: engine, code: 'export const now = new Date();', remedy: time },
  { what: 'Date as a type', path: core, code: 'export type At = Date;', remedy: time },
  { what: 'the monotonic clock', path: market, code: 'export const now = performance.now();', remedy: time },
  { what: 'a timer', path: engine, code: 'setTimeout(() => undefined, 1000);', remedy: time },
  { what: 'an interval', path: engine, code: 'setInterval(() => undefined, 1000);', remedy: time },
  { what: 'an immediate', path: engine, code: 'setImmediate(() => undefined);', remedy: time },
  { what: 'a microtask', path: engine, code: 'queueMicrotask(() => undefined);', remedy: time },
  {
    what: 'unseeded randomness',
    path: strategy,
    code: 'export const coin = Math.random();',
    remedy: /Random port/,
  },
  {
    what: 'quoted randomness',
    path: strategy,
    code: "export const c = Math['random']();",
    remedy: /Random port/,
  },
  {
    what: 'random bytes',
    path: strategy,
    code: 'export const id = crypto.randomUUID();',
    remedy: /Random port/,
  },
  { what: 'a request', path: engine, code: "fetch('https://example.com');", remedy: events },
  { what: 'a socket', path: market, code: "new WebSocket('wss://example.com');", remedy: events },
  { what: 'the environment', path: core, code: 'export const key = process.env;', remedy: /src\/cli/ },
  { what: 'printing', path: core, code: "console.log('filled');", remedy: /journal and the notifier/ },
  {
    what: 'a global by its back door',
    path: core,
    code: 'export const now = globalThis.now;',
    remedy: ports,
  },
  { what: 'a hidden global', path: core, code: 'export function process() {}', remedy: /src\/cli/ },
  { what: 'an async function', path: engine, code: 'export async function send() {}', remedy: events },
  { what: 'an async arrow', path: engine, code: 'export const send = async () => 1;', remedy: events },
  { what: 'a top-level await', path: engine, code: 'await 1;', remedy: events },
  { what: 'a promise as a type', path: engine, code: 'export type Sent = Promise<void>;', remedy: events },
  {
    what: 'a promise as a value',
    path: engine,
    code: 'export const sent = Promise.resolve();',
    remedy: events,
  },
];

export const moneyFaults: readonly PlantedFault[] = [
  { what: 'a float price', path: core, code: 'export const price = 3000.5;', remedy: units },
  { what: 'a float in a type', path: core, code: 'export type Half = 0.5;', remedy: units },
  { what: 'a number too large to be exact', path: core, code: 'export const one = 1e18;', remedy: /bigint/ },
  {
    what: 'division',
    path: market,
    code: 'export const mid = (a: number, b: number) => (a + b) / 2;',
    remedy: exact,
  },
  { what: 'division in place', path: market, code: 'let total = 3; total /= 2;', remedy: exact },
  {
    what: 'division of what may be a bigint',
    path: core,
    code: 'export const f = (pair: Pair) => pair.left / pair.right;',
    remedy: exact,
  },
  {
    what: 'division of a name that is a bigint only elsewhere',
    path: core,
    code: 'export const f = (n: bigint) => n; export const half = (n: number) => n / 2;',
    remedy: exact,
  },
  { what: 'a negative power', path: core, code: 'export const f = (n: number) => 10 ** -n;', remedy: exact },
  { what: 'parseFloat', path: core, code: "export const value = parseFloat('1.5');", remedy: /parseUnits/ },
  {
    what: 'Number.parseFloat',
    path: core,
    code: "export const v = Number.parseFloat('1');",
    remedy: /parseUnits/,
  },
  {
    what: 'parseFloat passed on',
    path: core,
    code: "export const v = ['1'].map(parseFloat);",
    remedy: /parseUnits/,
  },
  {
    what: 'parseInt, which drops decimals',
    path: core,
    code: "export const v = parseInt('1', 10);",
    remedy: /parseUnits/,
  },
  { what: 'a conversion to number', path: core, code: 'export const value = Number(1n);', remedy: exact },
  { what: 'a conversion by plus', path: core, code: "export const value = +'1.5';", remedy: exact },
  { what: 'a conversion passed on', path: core, code: "export const v = ['1'].map(Number);", remedy: exact },
  { what: 'toFixed', path: core, code: 'export const text = (1).toFixed(2);', remedy: /formatUnits/ },
  { what: 'toPrecision', path: core, code: 'export const text = (1).toPrecision(2);', remedy: /formatUnits/ },
  { what: 'rounding', path: core, code: 'export const f = (n: number) => Math.round(n);', remedy: exact },
  { what: 'a square root', path: core, code: 'export const f = (n: number) => Math.sqrt(n);', remedy: exact },
  { what: 'Math taken apart', path: core, code: 'export const { floor } = Math;', remedy: exact },
  {
    what: 'a number property called price',
    path: core,
    code: 'export interface Level { price: number }',
    remedy: units,
  },
  {
    what: 'a number parameter called quantity',
    path: core,
    code: 'export function f(quantity: number) {}',
    remedy: units,
  },
  { what: 'a number variable called fee', path: core, code: 'let takerFee: number;', remedy: units },
  {
    what: 'a number field called cash',
    path: core,
    code: 'export class Account { #cash: number; }',
    remedy: units,
  },
  {
    what: 'an optional number called PnL',
    path: core,
    code: 'export type T = { netPnL?: number | undefined };',
    remedy: units,
  },
  { what: 'numbers called notionals', path: core, code: 'let notionals: readonly number[];', remedy: units },
  {
    what: 'a map of numbers called amounts',
    path: core,
    code: 'let amounts: Map<string, number>;',
    remedy: units,
  },
  {
    what: 'a function that returns a number called price',
    path: core,
    code: 'export function midPrice(): number { return 1; }',
    remedy: units,
  },
];

export const importFaults: readonly PlantedFault[] = [
  {
    what: 'core importing the engine',
    path: core,
    code: "import '../engine/step.ts';",
    remedy: /nothing but itself/,
  },
  {
    what: 'strategy importing a venue',
    path: strategy,
    code: "import '../venues/grvt/wire.ts';",
    remedy: /core, ports, market/,
  },
  {
    what: 'a type imported the wrong way',
    path: core,
    code: "import type { S } from '../engine/state.ts';",
    remedy: /let the caller pass it in/,
  },
  {
    what: 'an inline type import',
    path: core,
    code: "export type S = import('../engine/state.ts').State;",
    remedy: /let the caller pass it in/,
  },
  {
    what: 'a re-export the wrong way',
    path: market,
    code: "export * from '../ledger/book.ts';",
    remedy: /core, ports/,
  },
  {
    what: 'one venue-side edge importing another',
    path: 'src/journal/planted.ts',
    code: "import '../venues/x.ts';",
    remedy: /core, ports/,
  },
  {
    what: 'production code importing the simulator',
    path: 'src/cli/planted.ts',
    code: "export const load = () => import('../../simulator/command/simulate.ts');",
    remedy: /Only src\/cli\/simulate\/command\.ts/,
  },
  {
    what: 'the simulator loaded with every command',
    path: 'src/cli/simulate/command.ts',
    code: "import { simulate } from '../../../simulator/command/simulate.ts'; export const now = simulate;",
    remedy: /await import/,
  },
  {
    what: 'reports importing values from the engine',
    path: 'src/reports/planted.ts',
    code: "import { step } from '../engine/step.ts';",
    remedy: /import type/,
  },
  {
    what: 'an edge loading the command line',
    path: venue,
    code: "export const load = () => import('../../cli/main.ts');",
    remedy: /only itself and/,
  },
  { what: 'a Node module in a pure folder', path: core, code: "import 'node:fs';", remedy: ports },
  { what: 'a package in a pure folder', path: engine, code: "import { z } from 'zod';", remedy: ports },
  { what: 'require in a pure folder', path: engine, code: "export const fs = require('fs');", remedy: ports },
  {
    what: 'an import from outside src',
    path: venue,
    code: "import '../../../bench/book.ts';",
    remedy: /Move what is needed into src/,
  },
  {
    what: 'an import of test code',
    path: venue,
    code: "import './testing/server.ts';",
    remedy: /out of the test/,
  },
  { what: 'a folder that is no layer', path: 'src/utils/text.ts', code: 'export {};', remedy: /layers\.ts/ },
  { what: 'a file beside the layers', path: 'src/index.ts', code: 'export {};', remedy: /layers\.ts/ },
];

export const approvalFaults: readonly PlantedFault[] = [
  {
    what: 'an approval by assertion',
    path: engine,
    code: 'export const ok = order as RiskApproved;',
    remedy: gate,
  },
  {
    what: 'an approval by way of unknown',
    path: venue,
    code: 'send(order as unknown as RiskApproved<Order>);',
    remedy: gate,
  },
  {
    what: 'an approval in angle brackets',
    path: venue,
    code: 'send(<RiskApproved<Order>>order);',
    remedy: gate,
  },
  {
    what: 'an approval by type guard',
    path: 'src/risk/limits.ts',
    code: 'function ok(o: Order): o is RiskApproved { return true; }',
    remedy: gate,
  },
  {
    what: 'an approval under another name',
    path: venue,
    code: "import type { RiskApproved as Ok } from '../../core/order.ts'; send(order as Ok);",
    remedy: gate,
  },
  {
    what: 'an approval inside an alias',
    path: venue,
    code: 'type Ready = { order: RiskApproved }; send(order as Ready);',
    remedy: gate,
  },
];

export const switchFaults: readonly PlantedFault[] = [
  {
    what: 'an open switch',
    path: engine,
    code: "switch (event.kind) { case 'fill': break; }",
    remedy: closing,
  },
  {
    what: 'an open switch over a taken-out kind',
    path: engine,
    code: "switch (kind) { case 'fill': break; }",
    remedy: closing,
  },
  {
    what: 'a switch with a silent default',
    path: engine,
    code: 'switch (event?.kind) { default: break; }',
    remedy: closing,
  },
];

export const hygieneFaults: readonly PlantedFault[] = [
  { what: 'any as an annotation', path: venue, code: 'export function f(reply: any) {}', remedy: /unknown/ },
  { what: 'any as an assertion', path: venue, code: 'export const v = reply as any;', remedy: /unknown/ },
  { what: 'any as an argument', path: venue, code: 'export type Replies = Array<any>;', remedy: /unknown/ },
  {
    what: 'a silenced compiler',
    path: venue,
    code: '// @ts-ignore\nexport const v = 1;',
    remedy: /@ts-expect-error/,
  },
  { what: 'an unchecked file', path: venue, code: '/* @ts-nocheck */', remedy: /@ts-expect-error/ },
  { what: 'an empty catch', path: venue, code: 'try { send(); } catch {}', remedy: /tagged value/ },
  {
    what: 'a catch with only a comment',
    path: venue,
    code: 'try { send(); } catch { /* fine */ }',
    remedy: /tagged value/,
  },
  {
    what: 'a promise whose error is dropped',
    path: venue,
    code: 'send().catch(() => {});',
    remedy: /tagged value/,
  },
  {
    what: 'a clock in the simulator',
    path: 'simulator/world/planted.ts',
    code: 'export const now = Date.now();',
    remedy: /time enters/,
  },
  {
    what: 'a file that is too long',
    path: venue,
    code: 'export {};\n'.repeat(350),
    remedy: /one concept per file/,
  },
];
