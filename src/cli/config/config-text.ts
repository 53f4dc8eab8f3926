// The settings in force for the person who looks at them before going to sleep: in groups, what was given standing out from what
// is usual, and where each came from.
import { unitOf } from '../settings/read-time.ts';
import { kebabCase } from '../settings/setting.ts';
import { sourceText } from '../settings/source.ts';
import { groups, settingOf, type SettingName } from '../settings/table/table.ts';
import { titleLine } from '../view/frame/panel.ts';
import { emptyLine, line, paint, quiet, toned, type Line, type Piece } from '../view/styled-line.ts';
import { stateText, type CredentialState } from './credential-state.ts';
import type { ShownConfig } from './shown-config.ts';

export interface TextOptions {
  readonly width: number;
  readonly useColour: boolean;
}

interface Row {
  readonly name: string;
  readonly value: Piece;
  readonly source: Piece;
}

/** Wider, and the eye loses the row. */
const widthMost = 100;
const gap = '  ';

/** Lines with their line ends. */
export function renderConfig(
  shown: ShownConfig,
  credentials: readonly CredentialState[],
  { width, useColour }: TextOptions,
): string {
  const blocks = groups.map(({ title, names }) => ({
    title,
    rows: names.map((name) => settingRow(name, shown)),
  }));
  blocks.push({ title: 'credentials', rows: credentials.map(credentialRow) });
  const all = blocks.flatMap(({ rows }) => rows);
  const nameWidth = widest(all.map(({ name }) => name));
  const valueWidth = widest(all.map(({ value }) => value.text));
  const compose = ({ name, value, source }: Row): Line =>
    line(quiet(name.padEnd(nameWidth)), gap, { ...value, text: value.text.padEnd(valueWidth) }, gap, source);
  const lines = [
    titleOf(shown),
    ...blocks.flatMap(({ title, rows }) => [
      emptyLine,
      titleLine(title, Math.min(width, widthMost)),
      ...rows.map(compose),
    ]),
  ];
  return lines.map((each) => `${paint(each, useColour)}\n`).join('');
}

function titleOf({ world, primary, hedge }: ShownConfig): Line {
  return line(toned('strong', primary.base), ` · ${world} · ${primary.venue} primary, ${hedge.venue} hedge`);
}

function settingRow(name: SettingName, { settings: { given }, ...pair }: ShownConfig): Row {
  const { texts = [], source = { kind: 'default' } as const } = given.get(name) ?? {};
  const shown = texts.length === 0 ? 'none' : texts.map((text) => withUnit(name, text, pair)).join(', ');
  const isUsual = source.kind === 'default';
  return {
    name: kebabCase(name),
    value: toned(isUsual ? (texts.length === 0 ? 'quiet' : 'plain') : 'strong', shown),
    source: isUsual ? quiet('default') : toned('plain', sourceText(name, source)),
  };
}

function credentialRow(state: CredentialState): Row {
  return {
    name: state.name,
    value: toned(state.isSet ? 'strong' : 'quiet', stateText(state)),
    source: quiet(state.owner),
  };
}

/** A time that names its unit needs no other. */
function withUnit(name: SettingName, text: string, { primary }: Pick<ShownConfig, 'primary'>): string {
  const { unit } = settingOf(name);
  if (unit === undefined) return text;
  switch (unit) {
    case 'base':
      return `${text} ${primary.base}`;
    case 'quote':
      return `${text} ${primary.quote}`;
    case 'seconds':
      return unitOf(text) === 'named' ? text : `${text} s`;
    case 'percent':
      return `${text} %`;
    case 'bps':
      return `${text} bps`;
  }
}

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(({ length }) => length));
