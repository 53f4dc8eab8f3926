// The face for programs: exactly one line of JSON, at the end. Everything else that a person would be told is left unsaid.
import type { Face, Writer, EndedRun } from './face.ts';

export class JsonFace implements Face {
  readonly #writer: Writer;

  constructor(writer: Writer) {
    this.#writer = writer;
  }

  begin(): void {}

  update(): void {}

  alert(): void {}

  notice(): void {}

  end(summary: EndedRun): void {
    this.#writer.write(`${JSON.stringify(summary)}\n`);
  }
}
