// Pure folders hold a step that gives the same commands for the same events, on any machine and at any time.
// So they have no clock, no random numbers, no timers, no I/O and nothing asynchronous; each name below
// comes with what to use instead.

import type { Node } from 'oxc-parser';
import { isLabelOnly, type SourceFile } from '../source-file.ts';
import type { Violation } from '../violation.ts';

const clock = "Use the event's `atUs`: time enters the step only with an event.";
const timers =
  'Keep the deadline in the state, and act on the first event (a `time` event at the latest) whose `atUs` has reached it.';
const random = 'Use the Random port (src/ports), which is seeded and replayed.';
const network = 'Return a command: an edge carries it out, and its result comes back as an event.';
const environment = 'Take the value as an option: only src/cli reads the environment.';
const logging = 'Return a value or a command that says it: the journal and the notifier report it.';
const waiting = 'Stay synchronous: return commands, and act on their results when they come back as events.';
const disguise = 'Name what is needed as a port (src/ports).';

const instead = new Map([
  ['Date', clock],
  ['performance', clock],
  ['setTimeout', timers],
  ['setInterval', timers],
  ['setImmediate', timers],
  ['clearTimeout', timers],
  ['clearInterval', timers],
  ['clearImmediate', timers],
  ['queueMicrotask', timers],
  ['crypto', random],
  ['fetch', network],
  ['WebSocket', network],
  ['XMLHttpRequest', network],
  ['process', environment],
  ['console', logging],
  ['Promise', waiting],
  ['PromiseLike', waiting],
  ['globalThis', disguise],
  ['global', disguise],
]);

export function* outsideWorld(file: SourceFile): Generator<Violation> {
  for (const visit of file.visits) {
    const { node } = visit;

    // A local variable of such a name is a violation too: it reads as the global, and would hide the global from this rule.
    const remedy = node.type === 'Identifier' && !isLabelOnly(visit) ? instead.get(node.name) : undefined;
    if (node.type === 'Identifier' && remedy !== undefined) {
      yield file.violation(node, 'outside world', `\`${node.name}\` has no place in a pure folder.`, remedy);
    }

    if (isMathRandom(node)) {
      yield file.violation(node, 'outside world', '`Math.random` cannot be replayed.', random);
    }

    const asynchronous = asynchronousForm(node);
    if (asynchronous !== undefined) {
      yield file.violation(
        node,
        'outside world',
        `\`${asynchronous}\` makes the order of things depend on the machine.`,
        waiting,
      );
    }
  }
}

function isMathRandom(node: Node): boolean {
  return (
    node.type === 'MemberExpression' &&
    node.object.type === 'Identifier' &&
    node.object.name === 'Math' &&
    (node.computed
      ? node.property.type === 'Literal' && node.property.value === 'random'
      : node.property.type === 'Identifier' && node.property.name === 'random')
  );
}

function asynchronousForm(node: Node): string | undefined {
  switch (node.type) {
    case 'FunctionDeclaration':
    case 'FunctionExpression':
    case 'ArrowFunctionExpression':
      return node.async ? 'async' : undefined;
    case 'AwaitExpression':
      return 'await';
    case 'ForOfStatement':
      return node.await ? 'for await' : undefined;
    case 'ImportExpression':
      return 'import()';
    default:
      return undefined;
  }
}
