// Recordings that are opened again and again are read once; only the last ones are kept, because each takes much memory.
import { openRecording } from '../../recorder/open-recording.ts';
import type { OpenRecording } from './play-market.ts';

const keptMost = 4;

export function openOnce(): OpenRecording {
  const opened = new Map<string, ReturnType<OpenRecording>>();
  return (path, options) => {
    if (options !== undefined) return openRecording(path, options);
    const known = opened.get(path) ?? openRecording(path);
    opened.delete(path);
    opened.set(path, known);
    const [oldest] = opened.keys();
    if (opened.size > keptMost && oldest !== undefined) opened.delete(oldest);
    return known;
  };
}
