// Whether both legs have the same at stake: half a real pair is no hedge.
import { stakesOf } from '../../run/wire/stakes.ts';
import type { DoctorFacts } from '../facts.ts';
import { failed, ok, type Judgement } from '../finding.ts';

export function checkStakes({ primary, hedge }: DoctorFacts): Judgement | undefined {
  if (!primary.opened.ok || !hedge.opened.ok) return undefined;
  const stakes = stakesOf(
    { adapter: { name: primary.venue }, site: primary.opened.value.site },
    { adapter: { name: hedge.venue }, site: hedge.opened.value.site },
  );
  if (!stakes.ok) return failed(stakes.message, stakes.remedy);
  switch (stakes.value) {
    case 'local':
      return ok('local servers on both sides: nothing of this is real');
    case 'testnet':
      return ok('test networks on both sides: play money');
    case 'mainnet':
      return ok('mainnets on both sides: real money');
  }
}
