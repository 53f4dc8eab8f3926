// The letters of the record's lines. Market data and time are nearly all of a run, so they have short forms of their own;
// all other events and all commands are JSON objects, and commands stand behind a mark.

/**
 * How the short forms are made. Times are whole µs, `delay` is the local time minus the venue's, and a `level` is `b` (buy,
 * bid) or `s` (sell, ask), the price in ticks, a colon and the quantity in lots:
 *
 *     t<time>
 *     x<time> <delay> <level> <instrument>           the level's side is the one that took
 *     d<time> <delay> <level><level>… <instrument>
 *
 * The instrument is its key as it stands, to the end of the line; a JSON string where that is not plain printable text.
 */
export const lineTag = { time: 't', trade: 'x', bookChange: 'd', bookSnapshot: 's' } as const;

export const sideTag = { buy: 'b', sell: 's' } as const;

/** Stands before every command of a turn. */
export const commandMark = '>';

/** Begins an instrument that is written as a JSON string. */
export const quotationMark = '"';
