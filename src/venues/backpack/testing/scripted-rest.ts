// A venue's answers as a test writes them, in the order of asking, and all that was asked.
import type { z } from 'zod';
import { SystemClock } from '../../wire/system-clock.ts';
import { Rest, type Answered, type SignedOrder } from '../rest.ts';
import type { EncodedOrder, Order } from '../wire.ts';

type Scripted = Answered<unknown>;

export class ScriptedRest extends Rest {
  readonly asked: string[] = [];
  readonly #answers: Scripted[];

  constructor(answers: readonly Scripted[]) {
    super({ origin: 'http://127.0.0.1:1', clock: new SystemClock(), key: undefined });
    this.#answers = [...answers];
  }

  override timestampMs(): number {
    return 1_700_000_000_000;
  }

  override askSigned<Value>(
    shape: z.ZodType<Value>,
    instruction: string,
    _path: string,
    parameters: Readonly<Record<string, string | number>> = {},
  ): Promise<Answered<Value>> {
    this.asked.push(`${instruction} ${JSON.stringify(parameters)}`);
    const answer = this.#next();
    return Promise.resolve(answer.ok ? { ok: true, value: shape.parse(answer.value) } : answer);
  }

  override sign(order: EncodedOrder): SignedOrder {
    return { ...order, headers: {} };
  }

  override place({ query }: EncodedOrder): Promise<Answered<Order | undefined>> {
    return this.#order(`place ${query}`);
  }

  override cancel({ query }: EncodedOrder): Promise<Answered<Order | undefined>> {
    return this.#order(`cancel ${query}`);
  }

  #order(what: string): Promise<Answered<Order | undefined>> {
    this.asked.push(what);
    return Promise.resolve(this.#next() as Answered<Order | undefined>);
  }

  #next(): Scripted {
    const answer = this.#answers.shift();
    if (answer === undefined) throw new Error(`no answer is left for ${this.asked.at(-1)}`);
    return answer;
  }
}

export const answered = (value: unknown): Scripted => ({ ok: true, value });

export const notFound: Scripted = {
  ok: false,
  failure: { kind: 'refused', reason: 'unknown-order', text: 'RESOURCE_NOT_FOUND: not found' },
};
