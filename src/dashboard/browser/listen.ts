// The stream of the page, read with a request of its own: an EventSource cannot carry a token in a header, and a token in an address would be
// kept by every log on its way.
import type { PageMessage } from './messages.ts';

/** Resolves when it has ended: with what is wrong, in a sentence, where the dashboard said so. */
export async function listen(
  token: string,
  onMessage: (message: PageMessage) => void,
): Promise<string | undefined> {
  const silence = new AbortController();
  let timer = setTimeout(() => silence.abort(), silenceMsMax);
  try {
    const response = await fetch('/stream', {
      headers: token === '' ? {} : { authorization: `Bearer ${token}` },
      signal: silence.signal,
    });
    if (!response.ok || response.body === null) return await response.text();
    let waiting = '';
    const reader = response.body.pipeThrough(new TextDecoderStream()).getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) return 'The dashboard has closed the connection.';
      clearTimeout(timer);
      timer = setTimeout(() => silence.abort(), silenceMsMax);
      const events = `${waiting}${value}`.split('\n\n');
      waiting = events.pop() ?? '';
      for (const event of events) onMessage(JSON.parse(event.replace(/^data: /, '')) as PageMessage);
    }
  } catch {
    return 'The dashboard does not answer.';
  } finally {
    clearTimeout(timer);
  }
}

/** It says something every second; who hears nothing for so long begins anew. */
const silenceMsMax = 10_000;
