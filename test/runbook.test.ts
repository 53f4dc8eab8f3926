// Every code that a person can meet has its line in the runbook, and the runbook names no code that is not there.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { phoneAlertCodes, sessionAlertCodes, supervisorAlertCodes } from '../src/cli/alerts/codes.ts';
import { canaryCodes } from '../src/cli/canary/canary-checks.ts';
import { checkNames } from '../src/cli/doctor/finding.ts';
import { criterionCodes } from '../src/cli/ramp/criteria.ts';
import { haltCodes, plainAlertCodes } from '../src/execution/pair-state.ts';
import { refusalCodes } from '../src/risk/refusal.ts';

const runbook = readFileSync(new URL('../docs/runbook.md', import.meta.url), 'utf8');

function codesUnder(heading: string): string[] {
  const section = runbook.split(`## ${heading}`)[1]?.split('\n## ')[0] ?? '';
  return [...section.matchAll(/^\| `([a-z-]+)`\s+\|/gm)].map((match) => match[1] ?? '');
}

describe('the runbook', () => {
  it('has exactly the halts that the engine knows', () => {
    expect(codesUnder('Halts').sort()).toEqual([...haltCodes].sort());
  });

  it('has exactly the alerts that are no halt', () => {
    expect(codesUnder('Alerts that are no halt').sort()).toEqual([...plainAlertCodes].sort());
  });

  it('has exactly what a session, a supervisor and the phone tell beside them', () => {
    expect(codesUnder('What else is told by alert').sort()).toEqual(
      [...sessionAlertCodes, ...supervisorAlertCodes, ...phoneAlertCodes].sort(),
    );
  });

  it('has exactly the criteria by which a stage of a ramp is judged', () => {
    expect(codesUnder('Criteria of a ramp').sort()).toEqual([...criterionCodes].sort());
  });

  it('has exactly the checks by which a canary is judged', () => {
    expect(codesUnder('Checks of a canary').sort()).toEqual([...canaryCodes].sort());
  });

  it('has exactly the checks of the doctor', () => {
    expect(codesUnder('Checks of the doctor').sort()).toEqual([...checkNames].sort());
  });

  it('has exactly the refusals that the gate knows', () => {
    expect(codesUnder('Refusals of the gate').sort()).toEqual([...refusalCodes].sort());
  });
});
