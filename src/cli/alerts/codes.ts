// What is told beside the engine's own alerts: by the run's session, by its supervisor, and by who answers on the
// phone. Each has its line in docs/runbook.md.

export const sessionAlertCodes = ['started', 'naked', 'hedged-again', 'ended', 'daily-summary'] as const;
export type SessionAlertCode = (typeof sessionAlertCodes)[number];

export const supervisorAlertCodes = ['restarted', 'not-taken-up', 'given-up', 'not-flattened'] as const;
export type SupervisorAlertCode = (typeof supervisorAlertCodes)[number];

export const phoneAlertCodes = ['stranger'] as const;
