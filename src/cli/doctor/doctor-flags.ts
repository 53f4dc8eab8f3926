// `--order-test` and `--yes`, as far as they can be judged before any venue is asked.
import { refused, type CheckFailure } from '../../core/checked.ts';

/** As commander hands them over. */
export interface OrderTestFlags {
  readonly orderTest?: boolean;
  readonly yes?: boolean;
  readonly local?: boolean;
}

export function refuseOrderTestFlags({
  orderTest: isOrderTest = false,
  yes: isYes = false,
}: OrderTestFlags): CheckFailure | undefined {
  return isYes && !isOrderTest
    ? refused(
        'yes-without-order-test',
        '--yes is given, and nothing asks',
        'leave it out, or add --order-test',
      )
    : undefined;
}
