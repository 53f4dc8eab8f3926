// Metrics as Prometheus reads them (https://prometheus.io/docs/instrumenting/exposition_formats/#text-based-format). Decimals stand as the run
// told them: nothing is rounded on the way.

export interface Family {
  /** With its unit, and `_total` where it is a counter. */
  readonly name: string;
  readonly type: 'gauge' | 'counter';
  /** One sentence. */
  readonly help: string;
  readonly samples: readonly Sample[];
}

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  /** Decimal text, or a number; null for what has no value (yet), which is left out. */
  readonly value: string | number | null;
}

export const expositionType = 'text/plain; version=0.0.4';

/** Families without a sample are left out. */
export const renderMetrics = (families: readonly Family[]): string => families.map(renderFamily).join('');

function renderFamily({ name, type, help, samples }: Family): string {
  const lines = samples.flatMap(({ labels, value }) =>
    value === null ? [] : [`${name}{${renderLabels(labels)}} ${value}\n`],
  );
  if (lines.length === 0) return '';
  return `# HELP ${name} ${help}\n# TYPE ${name} ${type}\n${lines.join('')}`;
}

const renderLabels = (labels: Sample['labels']): string =>
  Object.entries(labels)
    .map(([name, value]) => `${name}="${escaped(value)}"`)
    .join(',');

const escaped = (value: string): string =>
  value.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('"', '\\"');
