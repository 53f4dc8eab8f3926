// What `evenkeel run --supervise` does: the same command line as a child that is started again when it dies, the signals of this
// process passed on to it, and a word to whoever does not look.
import { hostname } from 'node:os';
import { SystemClock } from '../../venues/wire/system-clock.ts';
import { readAlertSettings } from '../alerts/alert-settings.ts';
import { Reach } from '../alerts/reach.ts';
import { supervisorText } from '../alerts/supervisor-text.ts';
import { terminalPrompter } from '../live/confirmation.ts';
import { refuseLiveFlags, type LiveFlags } from '../live/live-flags.ts';
import { gatherSettings, type SettingOptions } from '../settings/gather.ts';
import type { Layers } from '../settings/layers.ts';
import { chooseMarket } from '../settings/market-choice.ts';
import { showCursor, terminalOf } from '../view/terminal.ts';
import { childStarter, type StopSignal } from './run-child.ts';
import { Supervisor } from './supervisor.ts';
import { refuse } from '../refuse.ts';

/** `program` and `args` as this process was started with them. */
export async function supervise(
  options: SettingOptions & LiveFlags & { readonly json?: boolean; readonly continue?: string },
  { program, args }: { readonly program: string; readonly args: readonly string[] },
): Promise<void> {
  const contradiction = refuseLiveFlags(options, terminalPrompter.isInteractive);
  if (contradiction !== undefined) return refuse(contradiction);
  const gathered = await gatherSettings(options, process.env, {
    isOfRecord: options.continue !== undefined,
  });
  if (!gathered.ok) return refuse(gathered);
  const alerts = readAlertSettings(gathered.value.environment);
  if (!alerts.ok) return refuse(alerts);
  const where = placeOf(gathered.value.layers);
  const terminal = terminalOf(process.stdout);
  const say = (text: string): void => {
    showCursor(terminal);
    process.stderr.write(`evenkeel: ${text}\n`);
  };
  const reach = new Reach(alerts.value, say);
  const clock = new SystemClock();
  process.exitCode = await new Promise<number>((onEnd) => {
    const supervisor = new Supervisor({
      clock,
      start: childStarter({ program, args, lasting: lastingOf(options) }),
      onEnd,
      say,
      tell: (severity, code, text) => {
        say(text);
        reach.notify({ severity, kind: code, text: supervisorText({ severity, code, text, where }) });
      },
    });
    const passOn = (signal: StopSignal) => (): void => supervisor.signal(signal);
    process.on('SIGINT', passOn('SIGINT'));
    process.on('SIGTERM', passOn('SIGTERM'));
    // A terminal that is closed: nobody will press anything any more.
    process.on('SIGHUP', passOn('SIGTERM'));
  });
  clock.stop();
  await reach.close();
}

/** How it shows itself, and where its keys are. */
const lastingOf = ({ json: isJson = false, envFile }: Parameters<typeof supervise>[0]): string[] => [
  ...(isJson ? ['--json'] : []),
  ...(envFile === undefined ? [] : ['--env-file', envFile]),
];

/** Which of somebody's runs it is, as far as the command line tells. */
function placeOf(layers: Layers): string {
  const market = chooseMarket(layers);
  if (!market.ok || market.value.kind !== 'venues') return hostname();
  const { primary, hedge, ticker = '' } = market.value;
  return `${ticker} ${primary}/${hedge} · ${hostname()}`.trimStart();
}
