// What a page consists of, whatever it is written as: the verdict, the figures that people go by, and sections with pictures and tables.
import type { Picture } from '../chart/svg.ts';

export type Tone = 'good' | 'warning' | 'bad';

export interface Page {
  readonly title: string;
  readonly verdict: { readonly tone: Tone; readonly word: string; readonly text: string };
  /** Short sentences under the verdict: what may not be overlooked. */
  readonly remarks: readonly string[];
  readonly facts: readonly Fact[];
  readonly sections: readonly Section[];
  readonly about: Table;
}

/** A figure that people go by, and what belongs to it. */
export interface Fact {
  readonly label: string;
  readonly figure: Cell;
  readonly remark: readonly Cell[];
}

export interface Section {
  /** Of its anchor. */
  readonly id: string;
  readonly title: string;
  readonly text: string;
  readonly picture?: Picture | undefined;
  readonly tables: readonly Table[];
}

export interface Table {
  readonly caption: string;
  readonly columns: readonly Column[];
  readonly rows: readonly (readonly Cell[])[];
}

export interface Column {
  readonly title: string;
  /** Figures stand under one another; words do not. */
  readonly isFigure: boolean;
}

export interface Cell {
  readonly text: string;
  /** The exact figure behind a rounded one, as the JSON has it. */
  readonly exact?: string | undefined;
  readonly isStrong?: boolean;
}

export const wordColumn = (title: string): Column => ({ title, isFigure: false });
export const figureColumn = (title: string): Column => ({ title, isFigure: true });
