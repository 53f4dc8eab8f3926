// A bar that says how much of the work is done, with room beside it for the rest in words.
import { line, quiet, toned, type Line } from './styled-line.ts';
import { defaultSize } from './terminal.ts';

const barWidthMax = 40;
const wordsWidth = 60;

/** `share` from 0 to 1. */
export function barLine(share: number, columns: number = defaultSize.columns): Line {
  const width = Math.max(0, Math.min(barWidthMax, columns - wordsWidth));
  const filled = Math.floor(width * share);
  return line(toned('strong', '━'.repeat(filled)), quiet('─'.repeat(width - filled)));
}
