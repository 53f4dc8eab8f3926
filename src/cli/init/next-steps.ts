// What is said when a folder is set up: what to do next, in the order in which one should.

export type Tried = 'paper' | 'local' | 'nothing';

export interface SetUp {
  readonly hasKeys: boolean;
  /** `undefined` where nobody looked. */
  readonly isReady: boolean | undefined;
}

export function nextSteps({ hasKeys, isReady }: SetUp): string {
  const steps: [command: string, what: string][] = [
    ['run', 'on paper: live books, simulated fills, no keys'],
    ['run --local', 'the real protocols, on servers of this machine'],
    ...(hasKeys ? [] : ([['init', 'once more, for the keys']] as [string, string][])),
    [
      'doctor',
      isReady === false
        ? 'until nothing fails; each line says what to do'
        : 'looks at both venues, and trades nothing',
    ],
    ['doctor --order-test', 'one far order on each venue, cancelled at once'],
    ['canary --live', 'one round trip of the smallest size'],
    ['run --live', 'first docs/live-checklist.md; it asks before it trades'],
  ];
  const width = Math.max(...steps.map(([command]) => command.length));
  return [
    'What comes next:',
    ...steps.map(
      ([command, what], index) => `  ${index + 1}. npx evenkeel ${command.padEnd(width)}  ${what}`,
    ),
    '',
  ].join('\n');
}
