// Where a setting's value came from, so that whoever looks at it knows where to change it.
import { assertNever } from '../../core/assert.ts';
import { environmentName, kebabCase } from './setting.ts';
import type { SettingName } from './table/table.ts';

export type Source =
  | { readonly kind: 'flag' }
  /** `file` is the one that the variable was loaded from; `undefined` where it was there before. */
  | { readonly kind: 'environment'; readonly file: string | undefined }
  | { readonly kind: 'file'; readonly file: string; readonly line: number }
  | { readonly kind: 'profile'; readonly ticker: string; readonly file: string; readonly line: number }
  | { readonly kind: 'default' };

/** What was given in a stronger place is in force. */
const strengths: Readonly<Record<Source['kind'], number>> = {
  flag: 4,
  environment: 3,
  profile: 2,
  file: 1,
  default: 0,
};

export const strengthOf = (source: Source): number => strengths[source.kind];

/** "flag", "environment EVENKEEL_SIZE", "evenkeel.yaml:12", "profile ETH evenkeel.yaml:20", "default". */
export function sourceText(name: SettingName, source: Source): string {
  switch (source.kind) {
    case 'flag':
    case 'default':
      return source.kind;
    case 'environment':
      return `${source.file ?? 'environment'} ${environmentName(name)}`;
    case 'file':
      return `${source.file}:${source.line}`;
    case 'profile':
      return `profile ${source.ticker} ${source.file}:${source.line}`;
    default:
      return assertNever(source);
  }
}

/** How a refusal names the setting, as it stands where it was given: "--size", "EVENKEEL_SIZE", "evenkeel.yaml:12: size". */
export function placeText(name: SettingName, source: Source): string {
  switch (source.kind) {
    case 'flag':
    case 'default':
      return `--${kebabCase(name)}`;
    case 'environment':
      return source.file === undefined ? environmentName(name) : `${source.file}: ${environmentName(name)}`;
    case 'file':
      return `${source.file}:${source.line}: ${kebabCase(name)}`;
    case 'profile':
      return `${source.file}:${source.line}: ${kebabCase(name)} of profile ${source.ticker}`;
    default:
      return assertNever(source);
  }
}
