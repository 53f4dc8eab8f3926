// What is wrong with one raw line, told without the line's number: whoever counts lines adds it.

export interface LineProblem {
  readonly code: 'malformed-line' | 'mixed-instruments' | 'number-out-of-range';
  readonly text: string;
}

export const malformedLine = (text: string): LineProblem => ({ code: 'malformed-line', text });
