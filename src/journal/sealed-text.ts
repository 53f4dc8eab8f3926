// One line of JSON with its checksum below: a small file that was cut, or changed by hand, is known to be no such file.
import { createHash } from 'node:crypto';

export function sealed(content: object): string {
  const body = JSON.stringify(content);
  return `${body}\n${checksum(body)}\n`;
}

/** `undefined` for anything but what `sealed` made. */
export function unsealed(text: string): unknown {
  const [body = '', sum, ...rest] = text.split('\n');
  if (sum !== checksum(body) || rest.length !== 1 || rest[0] !== '') return undefined;
  return parseJson(body);
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

const checksum = (body: string): string => createHash('sha256').update(body).digest('hex');
