// A coin by the name that a person typed, and one of which a venue lists no perpetual: what was probably meant, and what there is.
import { refused, type CheckFailure } from '../../core/checked.ts';
import { nearest } from '../../core/nearest.ts';

/** Venues write kPEPE, and what is typed comes in capitals. */
export const isSameCoin = (listed: string, typed: string): boolean =>
  listed.toUpperCase() === typed.toUpperCase();

const namedMax = 12;

/** `listed` are base coins. */
export function refuseUnknownInstrument(
  venue: string,
  typed: string,
  listed: readonly string[],
): CheckFailure {
  const meant = nearest(typed, listed) ?? coinIn(typed, listed);
  const suggestion = meant === undefined ? '' : `did you mean ${meant}? `;
  const named = `${listed.slice(0, namedMax).join(', ')}${listed.length > namedMax ? ', …' : ''}`;
  const remedy = `${suggestion}take one of ${named}`;
  return refused('unknown-instrument', `${venue} lists no perpetual of ${typed.slice(0, 40)}`, remedy);
}

/** Where a venue's own symbol was typed, such as ETH-PERP. */
function coinIn(typed: string, listed: readonly string[]): string | undefined {
  const [coin] = typed.toUpperCase().split(/[^A-Z0-9]/);
  return listed.find((each) => each === coin);
}
