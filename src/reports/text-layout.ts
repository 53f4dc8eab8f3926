// Labelled rows in aligned columns, for plain text without colour.

export interface TextRow {
  readonly label: string;
  /** One cell is free text; several are columns, as wide as those of the other rows of their block. */
  readonly cells: readonly string[];
}

/** Blocks of rows with an empty line between them: labels in one column throughout, cells in columns within a block. */
export function layOut(blocks: readonly (readonly TextRow[])[]): string {
  const filled = blocks.filter((block) => block.length > 0);
  const labelWidth = widest(filled.flat().map(({ label }) => label));
  return filled.map((block) => layOutBlock(block, labelWidth)).join('\n\n');
}

/** Figures with their units, as cells of one column: the last digits stand under each other. */
export function alignFigures(figures: readonly (readonly [figure: string, unit: string])[]): string[] {
  const width = widest(figures.map(([figure]) => figure));
  return figures.map(([figure, unit]) => `${figure.padStart(width)} ${unit}`);
}

/** Cells as columns of figures: each is filled from the left to the width of its column. */
export function alignRight(rows: readonly (readonly string[])[]): string[][] {
  return rows.map((cells) =>
    cells.map((cell, column) => cell.padStart(widest(rows.map((other) => other[column] ?? '')))),
  );
}

function layOutBlock(block: readonly TextRow[], labelWidth: number): string {
  const columns = block.filter(({ cells }) => cells.length > 1);
  const lines = block.map(({ label, cells }) => {
    const padded =
      cells.length === 1
        ? cells
        : cells.map((cell, column) => cell.padEnd(widest(columns.map((other) => other.cells[column] ?? ''))));
    return `  ${label.padEnd(labelWidth)}  ${padded.join('  ')}`.trimEnd();
  });
  return lines.join('\n');
}

const widest = (texts: readonly string[]): number => Math.max(0, ...texts.map(({ length }) => length));
