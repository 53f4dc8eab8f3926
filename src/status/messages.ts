// What is said over a run's socket, one JSON text a line: whoever looks on asks for the next status, or for an action, and is answered.

export const controlActions = ['pause', 'resume', 'flatten', 'halt'] as const;
export type ControlAction = (typeof controlActions)[number];

/** Longer lines end the connection. */
export const requestBytesMax = 4_096;
export const answerBytesMax = 1_048_576;

/** Each is answered by one status: what is new at once, and else as soon as something is. */
export const statusRequest = '{"ask":"status"}\n';

export interface ControlRequest {
  readonly action: ControlAction;
  /** Who asks, in a word or two, for the record: "dashboard", "telegram 1234". */
  readonly by: string;
}

export interface ControlAnswer {
  readonly isAccepted: boolean;
  /** A sentence: what happens now, or why nothing does. */
  readonly text: string;
}

export interface ControlLine extends ControlRequest {
  /** Chosen by who asks, to find the answer. */
  readonly id: number;
}

export const renderControl = ({ id, action, by }: ControlLine): string =>
  `${JSON.stringify({ ask: action, id, by })}\n`;
export const renderAnswer = (id: number, answer: ControlAnswer): string =>
  `${JSON.stringify({ id, ...answer })}\n`;

/** By hand, so that a run that nobody looks at loads no schema. `undefined` for anything else. */
export function parseRequest(line: string): 'status' | ControlLine | undefined {
  const { ask, id, by } = fieldsOf(line);
  if (ask === 'status') return 'status';
  const action = controlActions.find((known) => known === ask);
  if (action === undefined || typeof id !== 'number' || !Number.isSafeInteger(id)) return undefined;
  return typeof by === 'string' && /^[\w .:@-]{1,64}$/.test(by) ? { action, id, by } : undefined;
}

function fieldsOf(line: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null ? { ...value } : {};
  } catch {
    return {};
  }
}
