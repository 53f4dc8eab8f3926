// A request for an action, as a page or a program posts it: small, and checked before anything is done.
import type { IncomingMessage } from 'node:http';
import { z } from 'zod';
import { controlActions, type ControlAction } from '../../status/messages.ts';

const bodyBytesMax = 1_024;

const shape = z.strictObject({ run: z.string().min(1).max(200), action: z.enum(controlActions) });

export interface PostedControl {
  readonly run: string;
  readonly action: ControlAction;
}

/** `undefined` for anything else, and for more than a request needs. */
export async function readControl(request: IncomingMessage): Promise<PostedControl | undefined> {
  if (!/^application\/json\b/.test(request.headers['content-type'] ?? '')) return undefined;
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes > bodyBytesMax) return undefined;
      chunks.push(chunk);
    }
    return shape.safeParse(JSON.parse(Buffer.concat(chunks).toString('utf8'))).data;
  } catch {
    // Cut off, or no JSON: either way nothing was asked for.
    return undefined;
  }
}
