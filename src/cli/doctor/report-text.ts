// A report for people: the verdict first, then what failed, what is doubtful, what is not known, and what is well, each with what to
// do where something is to be done.
import { counted } from '../../reports/readable.ts';
import { titleLine } from '../view/frame/panel.ts';
import {
  cut,
  emptyLine,
  line,
  paint,
  quiet,
  toned,
  wrap,
  type Line,
  type Tone,
} from '../view/styled-line.ts';
import { verdicts, type Finding, type Verdict } from './finding.ts';
import type { Report } from './judge.ts';
import type { WhichPair } from './look-at-pair.ts';

export interface TextOptions {
  readonly width: number;
  readonly useColour: boolean;
}

type Pair = Pick<WhichPair, 'primary' | 'hedge' | 'ticker'>;

/** Wider, and the eye loses the row. */
const widthMost = 110;
const gap = '  ';

/** Lines with their line ends. */
export function renderReport(report: Report, pair: Pair, { width, useColour }: TextOptions): string {
  const columns = Math.min(width, widthMost);
  const lines = [
    cut(verdictLine(report), columns),
    cut(line(quiet(`  ${pair.ticker} · ${pair.primary} primary, ${pair.hedge} hedge`)), columns),
    ...verdicts.flatMap((verdict) => section(verdict, report.findings, columns)),
    ...notLookedAt(report.findings, columns),
  ];
  return lines.map((each) => `${paint(each, useColour)}\n`).join('');
}

function verdictLine({ verdict, counts, findings }: Report): Line {
  const blocked = findings.filter(({ isBlocked }) => isBlocked).length;
  const unknown = counts['not-known'] - blocked;
  const parts = [
    ...(counts.failed > 0 ? [`${counts.failed} failed`] : []),
    ...(counts.warning > 0 ? [counted(counts.warning, 'warning')] : []),
    ...(unknown > 0 ? [`${unknown} not known`] : []),
    ...(blocked > 0 ? [`${blocked} not looked at`] : []),
    `${counts.ok} ok`,
  ];
  const tone = tones[verdict];
  const strong: Tone =
    verdict === 'failed' ? 'strong-bad' : verdict === 'warning' ? 'strong-warning' : 'strong-good';
  return line(toned(tone, '● '), toned(strong, words[verdict]), ` · ${parts.join(', ')}`);
}

const words: Readonly<Record<Report['verdict'], string>> = {
  failed: 'NOT READY',
  warning: 'READY, with warnings',
  ok: 'READY',
};

const tones: Readonly<Record<Verdict, Tone>> = {
  failed: 'bad',
  warning: 'warning',
  'not-known': 'plain',
  ok: 'good',
};

const titles: Readonly<Record<Verdict, string>> = {
  failed: 'failed',
  warning: 'warnings',
  'not-known': 'not known',
  ok: 'ok',
};

function section(verdict: Verdict, findings: readonly Finding[], width: number): Line[] {
  const shown = findings.filter((each) => each.verdict === verdict && !each.isBlocked);
  if (shown.length === 0) return [];
  const columns = {
    check: widest(findings.map(({ check }) => check)),
    subject: widest(findings.map(({ subject }) => subject)),
    width,
  };
  return [
    emptyLine,
    titleLine(titles[verdict], width),
    ...shown.flatMap((finding) => rowOf(finding, columns)),
  ];
}

interface Columns {
  readonly check: number;
  readonly subject: number;
  readonly width: number;
}

/** What was found stands beside its name, or under it where there is no room. */
function rowOf({ check, subject, verdict, text, remedy }: Finding, columns: Columns): Line[] {
  const named = columns.check + columns.subject + 2 * gap.length;
  const isBeside = columns.width - named >= besideMin;
  const indent = isBeside ? named : gap.length;
  const room = columns.width - indent;
  const texts = wrap(text, room);
  const name = toned(tones[verdict], check.padEnd(columns.check));
  const whose = quiet(subject.padEnd(columns.subject));
  const below = (each: string, strength: Tone = 'plain'): Line =>
    line(' '.repeat(indent), toned(strength, each));
  const remedies = remedy === undefined ? [] : wrap(`→ ${remedy}`, room);
  return [
    line(name, gap, whose, gap, isBeside ? (texts[0] ?? '') : ''),
    ...texts.slice(isBeside ? 1 : 0).map((each) => below(each)),
    ...remedies.map((each) => below(each, 'strong')),
  ];
}

const besideMin = 30;

/** In one line a venue, because the reason stands above. */
function notLookedAt(findings: readonly Finding[], width: number): Line[] {
  const blocked = findings.filter(({ isBlocked }) => isBlocked);
  const subjects = [...new Set(blocked.map(({ subject }) => subject))];
  if (subjects.length === 0) return [];
  const lines = subjects.flatMap((subject) => {
    const checks = blocked.filter((each) => each.subject === subject).map(({ check }) => check);
    return wrap(`${subject}: ${checks.join(', ')}`, width).map((each) => line(quiet(each)));
  });
  return [emptyLine, titleLine('not looked at, because of what failed', width), ...lines];
}

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(({ length }) => length));
