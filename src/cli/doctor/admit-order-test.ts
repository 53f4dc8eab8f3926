// Between what was seen of a pair and the first order of a test: nothing has failed, and where it is not play money on this machine,
// somebody has agreed to it.
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { formatLots } from '../../core/instrument.ts';
import { limits } from '../../core/limits.ts';
import { minimumOrder } from '../../core/pair.ts';
import { confirmByTyping, type Prompter } from '../live/confirmation.ts';
import type { DoctorFacts, LegFacts } from './facts.ts';

export async function admitOrderTest(
  { primary, hedge }: Pick<DoctorFacts, 'primary' | 'hedge'>,
  isAgreed: boolean,
  prompter: Prompter,
): Promise<Checked<undefined>> {
  if (isAgreed || [primary, hedge].every(isLocal)) return accepted(undefined);
  if (!prompter.isInteractive)
    return refused(
      'nobody-to-confirm',
      '--order-test asks for a typed confirmation, and there is no terminal to type it in',
      'add --yes if you mean it',
    );
  const percent = `${limits.probeDistanceBps / 100} %`;
  prompter.tell(
    `One post-only order on each venue, ${percent} away from the market, cancelled as soon as it is taken:\n${[primary, hedge].map(orderLine).join('')}\n`,
  );
  return confirmByTyping(prompter, 'order');
}

const isLocal = ({ opened }: LegFacts): boolean => opened.ok && opened.value.site.kind === 'local';

function orderLine({ venue, opened, instrument, book }: LegFacts): string {
  if (!opened.ok || instrument?.ok !== true) return '';
  const quantity = formatLots(instrument.value, minimumOrder(instrument.value, book?.touch));
  const { site } = opened.value;
  const where = site.kind === 'local' ? 'a local server' : site.environment;
  return `  ${quantity} ${instrument.value.base} on ${venue} (${where})\n`;
}
