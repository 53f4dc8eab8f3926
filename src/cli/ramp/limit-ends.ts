// The ends of a run that are limits which were reached, and no goals: what the gate refuses for, and a cost above the cap.
import { refusalCodes } from '../../risk/refusal.ts';

const limitEnds: ReadonlySet<string> = new Set([...refusalCodes, 'max-cost']);

export const isLimitEnd = (endReason: string): boolean => limitEnds.has(endReason);
