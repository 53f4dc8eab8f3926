// Which face a run shows: a program's, a person's at a terminal, or a log's.
import type { Chapter, Face } from './face.ts';
import { JsonFace } from './json-face.ts';
import { LiveFace } from './live-face.ts';
import { PlainFace } from './plain-face.ts';
import { terminalOf, wantsColour, type Terminal } from './terminal.ts';

/** Narrower, and the frame would lose figures; plain lines are broken by the terminal, and lose nothing. */
const liveColumnsMin = 60;

export interface FaceOptions {
  readonly isJson: boolean;
  /** Where the run leaves its records; named at the end. */
  readonly runDirectory: string;
  readonly chapter?: Chapter | undefined;
  /** By default standard output. */
  readonly terminal?: Terminal;
  readonly environment?: NodeJS.ProcessEnv;
}

export function createFace({
  isJson,
  runDirectory,
  chapter,
  terminal = terminalOf(process.stdout),
  environment = process.env,
}: FaceOptions): Face {
  if (isJson) return new JsonFace(terminal);
  const { isTTY, columns = 0 } = terminal;
  const canRedraw = isTTY === true && environment['TERM'] !== 'dumb' && columns >= liveColumnsMin;
  if (!canRedraw) return new PlainFace({ writer: terminal, runDirectory, chapter });
  return new LiveFace({ terminal, runDirectory, chapter, useColour: wantsColour(terminal, environment) });
}
