// Which credentials are there: their names and no more, because what this prints ends in logs, issues and screenshots.
import { credentialNames } from '../../venues/credentials.ts';

export interface CredentialState {
  /** Whose they are. */
  readonly owner: string;
  readonly name: string;
  readonly isSet: boolean;
}

/** An empty variable counts as none. */
export function stateOfCredentials(environment: NodeJS.ProcessEnv): CredentialState[] {
  return Object.entries(credentialNames).flatMap(([owner, names]) =>
    names.map((name) => ({ owner, name, isSet: (environment[name] ?? '').trim() !== '' })),
  );
}

export const stateText = ({ isSet }: CredentialState): string => (isSet ? 'set' : 'not set');
