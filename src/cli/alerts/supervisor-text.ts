// What a supervisor tells somebody who does not look: the run is dead at that moment, so all that is known is what is done about it.
import type { Notice } from '../../ports/notifier.ts';
import { alertMarks } from './alert-text.ts';
import type { SupervisorAlertCode } from './codes.ts';
import { remedyFor } from './remedies.ts';

export interface SupervisorTidings {
  readonly severity: Notice['severity'];
  readonly code: SupervisorAlertCode;
  readonly text: string;
  /** Market and machine. */
  readonly where: string;
}

export function supervisorText({ severity, code, text, where }: SupervisorTidings): string {
  const remedy = remedyFor(code);
  return [
    `${alertMarks[severity]} ${code} · ${where}`,
    text,
    ...(remedy === undefined ? [] : [`You: ${remedy}`]),
  ].join('\n');
}
