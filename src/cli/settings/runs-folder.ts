// Where runs leave their folders, known before the market is: of a run whose settings are not in force yet.
import { givenIn, type Layers } from './layers.ts';
import { settingOf } from './table/table.ts';

export const runsFolder = (layers: Layers, ticker: string | undefined): string =>
  givenIn(layers, 'runsDir', ticker)?.texts[0] ?? settingOf('runsDir').default ?? '';
