// A contestant is a process of its own: it is told where the venues are, says when it is ready for fills, and ends with its parent.
import type { BotAnswer, BotOrder } from './messages.ts';

export function beBot(start: (order: BotOrder) => Promise<void>): void {
  const tell = (answer: BotAnswer): unknown => process.send?.(answer);
  process.on('disconnect', () => process.exit());
  process.once('message', (order: BotOrder) => {
    start(order)
      .then(() => tell({ kind: 'ready' }))
      .catch((error: unknown) => tell({ kind: 'failed', text: String(error) }));
  });
}
