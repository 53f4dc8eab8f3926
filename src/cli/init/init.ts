// What `evenkeel init` does: ask everything, then write, then look at the venues, then try. Until the last answer is given nothing is written,
// so that whoever leaves in the middle leaves nothing behind.
import { existsSync } from 'node:fs';
import { accepted, refused, type Checked } from '../../core/checked.ts';
import { exitCodes } from '../exit-codes.ts';
import { loadEnvironmentFile } from '../settings/env-file.ts';
import { readTextFile } from '../settings/text-file.ts';
import { askKeys, askTelegram, haveKeys, type Variables } from './ask-keys.ts';
import { askSettings, type GivenAnswers, type PairAnswers } from './ask-settings.ts';
import { ask, askWhether, terminalInterviewer, type Interviewer } from './interviewer.ts';
import { nextSteps, type Tried } from './next-steps.ts';
import { keysFile, keysText, settingsFile, settingsText, write } from './set-up-files.ts';
import { refuse } from '../refuse.ts';

/** As commander hands them over. */
export interface InitFlags extends GivenAnswers {
  readonly try?: Tried;
  readonly overwrite?: boolean;
  readonly yes?: boolean;
}

export async function init(flags: InitFlags, terminal: Interviewer = terminalInterviewer): Promise<void> {
  const interviewer = flags.yes === true ? undefined : terminal;
  if (interviewer !== undefined && !interviewer.isInteractive) return refuse(nobodyToAsk);
  interviewer?.tell(welcome);
  const agreed = await interview(flags, interviewer);
  if (!agreed.ok) return refuse(agreed);
  const { answers, variables } = agreed.value;
  const written = writeFiles(answers, variables);
  if (!written.ok) return refuse(written);
  const say = (text: string): boolean => process.stdout.write(text);
  for (const path of written.value) say(`Written: ${path}\n`);
  const environment = loadEnvironmentFile(process.env, undefined);
  if (!environment.ok) return refuse(environment);
  const hasKeys = await haveKeys([answers.primary, answers.hedge], environment.value.environment);
  const isReady = hasKeys ? await look(say) : undefined;
  const tried = await whatToTry(flags, interviewer);
  if (!tried.ok) return refuse(tried);
  if (tried.value !== 'nothing') await tryOut(tried.value, say, interviewer);
  say(`\n${nextSteps({ hasKeys, isReady })}`);
  if (isReady === false) process.exitCode = exitCodes.badInput;
}

interface Agreed {
  readonly answers: PairAnswers;
  readonly variables: Variables;
}

async function interview(flags: InitFlags, interviewer: Interviewer | undefined): Promise<Checked<Agreed>> {
  const isThere = existsSync(settingsFile);
  const mayReplace = flags.overwrite === true || !isThere;
  if (!mayReplace && interviewer === undefined)
    return refused('already-there', `${settingsFile} is there already`, 'add --overwrite to replace it');
  const environment = loadEnvironmentFile(process.env, undefined);
  if (!environment.ok) return environment;
  const answers = await askSettings(flags, interviewer);
  if (!answers.ok || interviewer === undefined)
    return answers.ok ? accepted({ answers: answers.value, variables: {} }) : answers;
  const { primary, hedge } = answers.value;
  const variables: Record<string, string> = {};
  const { environment: known } = environment.value;
  for (const asked of [
    () => askKeys(primary, known, interviewer),
    () => askKeys(hedge, known, interviewer),
    () => askTelegram(known, interviewer),
  ]) {
    const entered = await asked();
    if (!entered.ok) return entered;
    Object.assign(variables, entered.value);
  }
  interviewer.tell(`\n${preview(answers.value, variables)}`);
  const question = mayReplace ? 'Write this?' : `Write this, and replace the ${settingsFile} that is there?`;
  const isMeant = await askWhether(interviewer, question, mayReplace);
  if (!isMeant.ok) return isMeant;
  return isMeant.value ? accepted({ answers: answers.value, variables }) : notWritten;
}

/** Of keys only their names. */
function preview(answers: PairAnswers, variables: Variables): string {
  const indented = (lines: readonly string[]): string => lines.map((line) => `  ${line}\n`).join('');
  const settings = `${settingsFile}\n${indented(settingsText(answers).trimEnd().split('\n'))}`;
  const names = Object.keys(variables);
  if (names.length === 0) return `${settings}\n`;
  const beside = existsSync(keysFile) ? ', beside what is there' : '';
  return `${settings}${keysFile}, for your eyes only${beside}\n${indented(names.map((name) => `${name}=…`))}\n`;
}

function writeFiles(answers: PairAnswers, variables: Variables): Checked<readonly string[]> {
  const paths: string[] = [];
  if (Object.keys(variables).length > 0) {
    const before = readTextFile(keysFile, { isRequired: false });
    if (!before.ok) return before;
    const written = write(keysFile, keysText(before.value?.text ?? '', variables));
    if (!written.ok) return written;
    paths.push(keysFile);
  }
  const written = write(settingsFile, settingsText(answers));
  return written.ok ? accepted([...paths, settingsFile]) : written;
}

/** Whether the doctor found nothing that failed; what it says stands on the screen. */
async function look(say: (text: string) => unknown): Promise<boolean> {
  say('\nLooking at both venues with your keys; nothing is traded.\n\n');
  const { doctor } = await import('../doctor/doctor.ts');
  await doctor({});
  const isReady = process.exitCode !== exitCodes.badInput;
  if (!isReady)
    say(`\nThe files stay as they are: mend what failed, and look again with npx evenkeel doctor.\n`);
  return isReady;
}

async function whatToTry(flags: InitFlags, interviewer: Interviewer | undefined): Promise<Checked<Tried>> {
  if (flags.try !== undefined || interviewer === undefined) return accepted(flags.try ?? 'nothing');
  interviewer.tell(ways);
  const choices: readonly Tried[] = ['paper', 'local', 'nothing'];
  const chosen = await ask(interviewer, {
    text: 'Which',
    usual: 'paper',
    read: (text) => {
      const found = choices.find((each) => each === text.toLowerCase());
      return found === undefined
        ? { ok: false, remedy: `answer ${choices.join(', ')}` }
        : { ok: true, value: found };
    },
  });
  // What is written is written.
  return chosen.ok ? chosen : accepted('nothing');
}

/** Where venues cannot be reached on paper, servers of this machine can. */
async function tryOut(
  where: Exclude<Tried, 'nothing'>,
  say: (text: string) => unknown,
  interviewer: Interviewer | undefined,
): Promise<void> {
  const { run } = await import('../run/run.ts');
  say('\n');
  process.exitCode = undefined;
  await run(where === 'local' ? { iter: '1', local: true } : { iter: '1' });
  if (where !== 'paper' || process.exitCode !== exitCodes.badInput || interviewer === undefined) return;
  const instead = await askWhether(interviewer, 'Try it on servers of this machine instead?', true);
  if (instead.ok && instead.value) await tryOut('local', say, interviewer);
}

const welcome = `A pair of venues, a coin, a size; keys if you like. An empty answer takes what
stands in brackets, and Ctrl-C leaves everything as it is.

`;

const ways = `
One round trip, to see it work:
  paper    on the live books of both venues; fills are simulated, nothing is sent
  local    over the real protocols, on servers of this machine: no network
  nothing  not now

`;

const nobodyToAsk = refused(
  'nobody-to-ask',
  'init asks, and there is no terminal to answer in',
  'add --yes, with --primary, --hedge, --ticker and --size as you want them',
);

const notWritten = refused('not-written', 'nothing was written', 'start `evenkeel init` again when you like');
