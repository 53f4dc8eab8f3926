// Whether the file with the keys is anybody's to read.
import type { DoctorFacts } from '../facts.ts';
import { ok, warning, type Judgement } from '../finding.ts';

export function checkEnvironmentFile({ environmentFile }: DoctorFacts): Judgement {
  if (environmentFile === undefined) return ok('no file was read: the keys are in the environment');
  const { path, isOpenToAll } = environmentFile;
  return isOpenToAll
    ? warning(`${path} can be read by everybody on this machine`, `chmod 600 ${path}`)
    : ok(`${path} is not everybody's to read`);
}
