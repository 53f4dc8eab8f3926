// What was done to a run, and when: one line of JSON each, beside the journal, for whoever asks why.
import { appendFileSync } from 'node:fs';

export class InjectionLog {
  readonly #path: string;

  constructor(path: string) {
    this.#path = path;
  }

  add(entry: { readonly what: string } & Readonly<Record<string, unknown>>): void {
    appendFileSync(this.#path, `${JSON.stringify({ at: new Date().toISOString(), ...entry })}\n`);
  }
}
