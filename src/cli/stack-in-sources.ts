// What a crash tells names the sources, although what runs was built of them. Node can do that by itself, and would read every map at every
// start for it; here they are read once something has crashed.
import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';
import { dirname, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const framePattern = /(file:\/\/[^\s():]+\.js):(\d+):(\d+)/g;

/** From now on, of whatever ends this process. */
export function tellCrashesInSources(): void {
  process.on('uncaughtExceptionMonitor', (error: unknown) => {
    if (error instanceof Error && error.stack !== undefined) error.stack = stackInSources(error.stack);
  });
}

/** The same stack, with each place in a built file replaced by that in its source; others are left as they are. */
export function stackInSources(stack: string): string {
  const maps = new Map<string, SourceMap | undefined>();
  return stack.replaceAll(framePattern, (place, url: string, line: string, column: string) => {
    const path = fileURLToPath(url);
    if (!maps.has(path)) maps.set(path, mapOf(path));
    const entry = maps.get(path)?.findEntry(Number(line) - 1, Number(column) - 1);
    if (entry === undefined || !('originalSource' in entry)) return place;
    const folder = dirname(path);
    const source = relative(dirname(folder), resolve(folder, entry.originalSource));
    return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });
}

/** A library that is no part of what was built has none, and one that cannot be read must not hide the crash. */
function mapOf(path: string): SourceMap | undefined {
  try {
    return new SourceMap(JSON.parse(readFileSync(`${path}.map`, 'utf8')) as SourceMapPayload);
  } catch {
    return undefined;
  }
}
