// Stages as they are typed.
import { describe, expect, it } from 'vitest';
import { base } from '../../core/testing/test-pair.ts';
import { defaultStages, notesOnOrder, parseStages, stageText } from './stages.ts';

const parsed = (text: string) => {
  const stages = parseStages(text);
  if (!stages.ok) throw new Error(stages.message);
  return stages.value;
};

describe('stages', () => {
  it('are sizes and round trips', () => {
    expect(parsed('0.01x20,0.16x20')).toEqual([
      { size: base('0.01'), roundTrips: 20 },
      { size: base('0.16'), roundTrips: 20 },
    ]);
  });

  it('are those of S1 by default', () => {
    expect(parsed(defaultStages).map(stageText)).toEqual([
      '0.01 × 3',
      '0.1 × 5',
      '0.2 × 10',
      '0.5 × 10',
      '1 × 10',
    ]);
  });

  it.each(['0.01X3', '0.01×3', ' 0.01x3 '])('may be typed as %j', (text) => {
    expect(parsed(text)).toEqual([{ size: base('0.01'), roundTrips: 3 }]);
  });

  it.each([
    '0x3',
    '0.01x0',
    '0.01',
    'x3',
    '-1x3',
    '0.01x1.5',
    '1e-2x3',
    '0.01x3,',
    '',
    '0.01x1000001',
    '.x1',
  ])('are not %j, and what is wrong is named with what would be right', (text) => {
    const stages = parseStages(text);
    expect(stages).toMatchObject({ ok: false, code: 'bad-value' });
    expect(!stages.ok && stages.message).toMatch(/^--stages has "/);
    expect(!stages.ok && stages.remedy).toMatch(/^write SIZExCOUNT .* such as 0.01x3,0.1x5$/);
  });

  it('are bounded in number', () => {
    expect(parseStages(Array(101).fill('0.01x1').join())).toMatchObject({ ok: false });
  });

  it('may shrink, and that is said', () => {
    expect(notesOnOrder(parsed('0.1x1,0.2x1,0.2x2'))).toEqual([]);
    expect(notesOnOrder(parsed('0.1x1,0.01x2'))).toEqual([
      expect.stringMatching(/^stage 2 \(0.01 × 2\) is smaller than stage 1 \(0.1 × 1\)/),
    ]);
  });
});
