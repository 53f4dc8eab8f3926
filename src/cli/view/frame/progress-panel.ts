// How far the run is, and in which world: a simulated run says on every frame that it proves nothing about profit.
import { secondsText } from '../figures.ts';
import { duration } from '../../../reports/readable.ts';
import { line, quiet, spread, toned, widthOf, type Line } from '../styled-line.ts';
import type { FrameModel } from './frame-model.ts';

const barWidthMax = 48;
/** Room for a text that grows, so that the bar does not change its length with every digit. */
const textWidthMin = 36;

export function progressPanel(model: FrameModel, width: number): Line[] {
  const { status, summary, pace, chapter } = model;
  const { iterations, iterationsDone } = status.cycle;
  const done = iterations === undefined ? `${iterationsDone}` : `${iterationsDone} of ${iterations}`;
  const text = line(toned('strong', done), ' round trips', quiet(` · ${duration(summary.durationSeconds)}`));
  const barWidth = Math.min(barWidthMax, width - Math.max(textWidthMin, widthOf(text)) - 2);
  const bar =
    iterations === undefined || barWidth < 8
      ? []
      : [...progressBar(model, iterations, barWidth), ...line('  ')];
  const speed = line(quiet(`${pace.speed} · ${secondsText(pace.wallSeconds)} here`));
  const notice = line(toned('warning', summary.notice));
  const world = [...line(quiet(`${summary.world} · `)), ...notice];
  const hasRoom = widthOf(world) + widthOf(speed) + 2 <= width;
  const title =
    chapter === undefined
      ? []
      : [spread(line(toned('strong', chapter.title)), line(quiet(chapter.soFar)), width)];
  return [...title, [...bar, ...text], spread(hasRoom ? world : notice, speed, width)];
}

/** Counts half a round trip once its BUILD is done. */
function progressBar({ status }: FrameModel, iterations: number, width: number): Line {
  const { iterationsDone, phase } = status.cycle;
  const isBuilt = phase === 'unwind' || (phase === 'resting' && status.primary.position !== 0);
  const halves = Math.min(2 * iterations, 2 * iterationsDone + (isBuilt ? 1 : 0));
  const filled = Math.floor((width * halves) / (2 * iterations));
  return line(toned('strong', '━'.repeat(filled)), quiet('─'.repeat(width - filled)));
}
