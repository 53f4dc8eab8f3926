// Where evenkeel keeps what is the machine's and not one run's: `$XDG_STATE_HOME/evenkeel`, or `~/.local/state/evenkeel`.
import { homedir } from 'node:os';
import { isAbsolute, join } from 'node:path';
import type { Environment } from './access/variables.ts';

/** Relative paths in the variable count as none, as its specification asks (https://specifications.freedesktop.org/basedir-spec/). */
export function stateFolder({ XDG_STATE_HOME: named = '' }: Environment): string {
  const base = isAbsolute(named) ? named : join(homedir(), '.local', 'state');
  return join(base, 'evenkeel');
}
