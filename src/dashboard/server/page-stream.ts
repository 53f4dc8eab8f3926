// Everybody who has the page open. Each is sent what has changed since he was last sent anything, when he has taken that: who is slow gets
// the latest later, and nothing is kept for him in between.
import type { ServerResponse } from 'node:http';
import type { PageMessage } from '../browser/messages.ts';
import type { PageParts } from '../page/page-model.ts';

export const readersMax = 32;
/** Whoever has taken nothing for so long is gone. */
const stuckMsMax = 15_000;

interface Reader {
  readonly response: ServerResponse;
  /** The version of what was sent last; 0 before that. */
  seen: number;
  sentAtMs: number;
}

interface Versioned {
  readonly text: string;
  readonly version: number;
}

export class PageStream {
  readonly #hasControls: boolean;
  readonly #readers = new Set<Reader>();
  #version = 0;
  #skeleton: Versioned = { text: '', version: 0 };
  #title: Versioned = { text: '', version: 0 };
  #announcement: Versioned = { text: '', version: 0 };
  #sections = new Map<string, Versioned>();

  constructor(hasControls: boolean) {
    this.#hasControls = hasControls;
  }

  get readers(): number {
    return this.#readers.size;
  }

  add(response: ServerResponse): void {
    const reader: Reader = { response, seen: 0, sentAtMs: performance.now() };
    this.#readers.add(reader);
    response.on('close', () => this.#readers.delete(reader));
    response.on('error', () => this.#readers.delete(reader));
  }

  /** What the page shows from now on. */
  send(parts: PageParts): void {
    this.#version += 1;
    this.#skeleton = this.#renewed(this.#skeleton, parts.skeleton);
    this.#title = this.#renewed(this.#title, parts.title);
    this.#announcement = this.#renewed(this.#announcement, parts.announcement);
    this.#sections = new Map(
      [...parts.sections].map(([place, markup]) => [place, this.#renewed(this.#sections.get(place), markup)]),
    );
    for (const reader of this.#readers) this.#sendTo(reader, false);
  }

  /** Says to everybody that it lives; who takes nothing any more is let go of. */
  beat(): void {
    for (const reader of this.#readers) this.#sendTo(reader, true);
  }

  close(): void {
    for (const { response } of this.#readers) response.end();
  }

  #renewed(before: Versioned | undefined, text: string): Versioned {
    return before?.text === text ? before : { text, version: this.#version };
  }

  #sendTo(reader: Reader, isBeat: boolean): void {
    const { response, seen } = reader;
    const nowMs = performance.now();
    if (response.writableLength > 0) {
      if (nowMs - reader.sentAtMs > stuckMsMax) response.destroy();
      return;
    }
    const message = this.#newsSince(seen);
    if (Object.keys(message).length === 0 && !isBeat) return;
    reader.seen = this.#version;
    reader.sentAtMs = nowMs;
    response.write(`data: ${JSON.stringify(message)}\n\n`);
  }

  #newsSince(seen: number): PageMessage {
    const isNewSkeleton = this.#skeleton.version > seen;
    const changed = [...this.#sections].filter(([, { version }]) => isNewSkeleton || version > seen);
    return {
      ...(seen === 0 && { hasControls: this.#hasControls }),
      ...(isNewSkeleton && { skeleton: this.#skeleton.text }),
      ...(changed.length > 0 && {
        sections: Object.fromEntries(changed.map(([place, { text }]) => [place, text])),
      }),
      ...(this.#title.version > seen && { title: this.#title.text }),
      ...(this.#announcement.version > seen && { announcement: this.#announcement.text }),
    };
  }
}
