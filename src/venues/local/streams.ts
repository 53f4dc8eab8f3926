// The connections of a local venue and what they are subscribed to. A frame is built once, and only when somebody wants it.
import { frameOf, type Connection } from './connection.ts';
import type { StreamKind } from './fault.ts';

export class Streams {
  readonly #connections = new Set<Connection>();
  readonly #subscribers = new Map<string, Set<Connection>>();

  get connections(): ReadonlySet<Connection> {
    return this.#connections;
  }

  add(connection: Connection): void {
    this.#connections.add(connection);
  }

  remove(connection: Connection): void {
    this.#connections.delete(connection);
    for (const channel of connection.channels) this.unsubscribe(connection, channel);
  }

  /** Whether it was not subscribed before. */
  subscribe(connection: Connection, channel: string): boolean {
    if (connection.channels.has(channel)) return false;
    connection.channels.add(channel);
    const subscribers = this.#subscribers.get(channel) ?? new Set();
    this.#subscribers.set(channel, subscribers.add(connection));
    return true;
  }

  /** Whether it was subscribed. */
  unsubscribe(connection: Connection, channel: string): boolean {
    const subscribers = this.#subscribers.get(channel);
    subscribers?.delete(connection);
    if (subscribers?.size === 0) this.#subscribers.delete(channel);
    return connection.channels.delete(channel);
  }

  isWanted(channel: string): boolean {
    return this.#subscribers.has(channel);
  }

  /** To everyone who is subscribed to the channel. */
  publish(channel: string, stream: StreamKind, content: () => string | Uint8Array): void {
    const subscribers = this.#subscribers.get(channel);
    if (subscribers === undefined) return;
    const frame = frameOf(content());
    for (const connection of subscribers) connection.send(frame, stream);
  }

  /** Cuts the connections that belong to an account, those that belong to none, or all; returns how many. */
  cut(which: StreamKind | 'all'): number {
    const cut = [...this.#connections].filter(
      ({ account }) => which === 'all' || (account !== undefined) === (which === 'private'),
    );
    for (const connection of cut) connection.cut();
    return cut.length;
  }
}
