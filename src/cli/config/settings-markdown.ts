// docs/configuration.md, made from the table of settings: what a run can be told, by group. `evenkeel config --markdown` prints it.
import { kebabCase } from '../settings/setting.ts';
import { markdownTable } from '../view/markdown-table.ts';
import { groups, settingOf, type SettingName } from '../settings/table/table.ts';

export function settingsMarkdown(): string {
  const sections = groups.map(
    ({ title, names }) => `\n## ${title.charAt(0).toUpperCase()}${title.slice(1)}\n\n${table(names)}`,
  );
  return `${head}\n${sections.join('')}`;
}

const head = `# All settings

Made by \`npx evenkeel config --markdown > docs/configuration.md\` from the table that every command reads; do not edit it here.

A setting such as \`max-daily-loss\` can be given in four places, from the strongest to the weakest: on the command line (\`--max-daily-loss 20\`), in the environment or
\`.env\` (\`EVENKEEL_MAX_DAILY_LOSS=20\`), in the profile of the coin that is traded, and at the top of \`evenkeel.yaml\` (\`max-daily-loss: 20\`):

\`\`\`yaml
max-daily-loss: 20
profiles:
  SOL: { size: 2 }
\`\`\`

One that can be given several times is a list in the file, and has commas in a variable. \`npx evenkeel config\` shows what is in force, and where each value came from. Keys are no
settings: [venues.md](venues.md#keys) has their names, [alerts.md](alerts.md) those of who is told.`;

function table(names: readonly SettingName[]): string {
  const rows = names.map((name) => {
    const { metavar, help, default: usual, defaultInWords = 'none', isRepeatable = false } = settingOf(name);
    const often = isRepeatable && !help.includes('repeatable') ? '; repeatable' : '';
    const otherwise = usual === undefined ? defaultInWords : `\`${usual}\``;
    return [`\`${kebabCase(name)}\``, `\`${metavar}\``, `${help}${often}`, otherwise];
  });
  return markdownTable([['setting', 'value', 'what it is', 'default'], ...rows]);
}
