// The letters of the record's lines. Market data and time are nearly all of a run, so they have short forms of their own;
// all other events and all commands are JSON objects, and commands stand behind a mark.

/**
 * How the short forms are made. Times are whole µs, a delay is the local time minus the venue's. A level is `b` (buy, bid) or
 * `s` (sell, ask), the price in ticks, a colon and the quantity in lots; the level of a trade has the side that took.
 *
 *     t<time>
 *     x<time> <delay> <level> <instrument>
 *     d<time> <delay> <level><level>… <instrument>    levels that have changed; `s` in place of `d` for a snapshot
 *
 * The instrument is its key as it stands, to the end of the line; a JSON string where that is not plain printable text.
 */
export const lineTag = { time: 't', trade: 'x', bookChange: 'd', bookSnapshot: 's' } as const;

export const sideTag = { buy: 'b', sell: 's' } as const;

/** Stands before every command of a turn. */
export const commandMark = '>';

/** Begins an instrument that is written as a JSON string. */
export const quotationMark = '"';

/** Of an ASCII character: its byte. */
export const codeOf = (character: string): number => character.charCodeAt(0);
