// What is told beside the engine's own alerts: by the run's session, and by its supervisor. Each has its line in docs/runbook.md.

export const sessionAlertCodes = ['started', 'naked', 'hedged-again', 'ended', 'daily-summary'] as const;
export type SessionAlertCode = (typeof sessionAlertCodes)[number];

export const supervisorAlertCodes = ['restarted', 'not-taken-up', 'given-up', 'not-flattened'] as const;
export type SupervisorAlertCode = (typeof supervisorAlertCodes)[number];
