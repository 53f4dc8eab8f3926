// A folder for each venue account, in which every run that trades there keeps a file of its own, and from which it reads what the others
// come to. Nobody writes what another one writes, so nothing is locked and nothing tears; and nothing of it is waited for.
import { readdir, readFile, stat, unlink, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { limits } from '../core/limits.ts';
import { addQuote, formatQuote, zeroQuote } from '../core/money.ts';
import type { OtherRuns } from '../core/other-runs.ts';
import { recordFailure, systemErrorCode, type RecordFailure } from './failure.ts';
import { replaceFileSoon } from './replace-file.ts';
import { makeWithParents } from './run-directory.ts';
import { parseShare, renderShare, type RunShare } from './run-share.ts';

export interface SharedAccountOptions {
  readonly folder: string;
  /** The name of this run's own file, without its ending: the same for every process of the run. */
  readonly own: string;
  /** The quote asset of what this run trades there. */
  readonly asset: string;
}

/** When somebody looks: the day by the run's clock, and ms of a clock that never goes back. */
export interface LookTime {
  readonly dayStartUs: number;
  readonly nowMs: number;
}

const ending = '.share';
const dayUs = 86_400_000_000;

/** Another run's file as it was read last. */
interface Seen {
  readonly stamp: string;
  readonly share: RunShare;
  /** When it was last found to have changed. */
  readonly changedAtMs: number;
}

export class SharedAccount {
  readonly #folder: string;
  readonly #path: string;
  readonly #asset: string;
  readonly #seen = new Map<string, Seen>();
  #published: string | undefined;

  constructor({ folder, own, asset }: SharedAccountOptions) {
    this.#folder = folder;
    this.#path = join(folder, `${own}${ending}`);
    this.#asset = asset;
  }

  /** Before anything is published there. */
  makeFolder(): RecordFailure | undefined {
    const reason = makeWithParents(this.#folder);
    return reason === undefined ? undefined : unwritable(this.#folder, reason);
  }

  /** What has changed is on the disk when this is done; what has not is a sign of life. */
  async publish(share: RunShare): Promise<RecordFailure | undefined> {
    const text = renderShare(share);
    if (text === this.#published && (await this.giveSign())) return undefined;
    const reason = await replaceFileSoon(this.#path, text);
    this.#published = reason === undefined ? text : undefined;
    return reason === undefined ? undefined : unwritable(this.#path, reason);
  }

  /** Leaves what is there as it is, and says that this run lives. False where nothing is there. */
  async giveSign(): Promise<boolean> {
    const now = new Date();
    try {
      await utimes(this.#path, now, now);
      return true;
    } catch (error) {
      systemErrorCode(error);
      return false;
    }
  }

  /** As if it had never been there. Where it cannot be removed, it falls silent. */
  async withdraw(): Promise<void> {
    await unlink(this.#path).catch(systemErrorCode);
  }

  /** What all the others come to. A file that cannot be trusted is a failure: a loss that is left out is a limit that does not hold. */
  async look(time: LookTime): Promise<OtherRuns | RecordFailure> {
    const names = await this.#others();
    if ('kind' in names) return names;
    for (const name of this.#seen.keys()) if (!names.includes(name)) this.#seen.delete(name);
    let sum: OtherRuns = {
      dayStartUs: time.dayStartUs,
      net: zeroQuote,
      traded: zeroQuote,
      marginToCome: zeroQuote,
      living: 0,
    };
    for (const name of names) {
      const seen = await this.#read(name, time);
      if (seen === undefined) continue;
      if ('kind' in seen) return seen;
      if (seen.share.asset !== this.#asset && counts(seen, time)) return this.#strange(name, seen.share);
      sum = withShare(sum, seen, time);
      if (seen.share.dayStartUs < time.dayStartUs - dayUs && !lives(seen, time)) await this.#forget(name);
    }
    return sum;
  }

  async #others(): Promise<readonly string[] | RecordFailure> {
    try {
      const names = await readdir(this.#folder);
      return names.filter((name) => name.endsWith(ending) && join(this.#folder, name) !== this.#path);
    } catch (error) {
      return unreadable(this.#folder, systemErrorCode(error));
    }
  }

  /** `undefined` for one that is gone by then. */
  async #read(name: string, { nowMs }: LookTime): Promise<Seen | RecordFailure | undefined> {
    const path = join(this.#folder, name);
    const before = this.#seen.get(name);
    try {
      const { mtimeMs, ino, size } = await stat(path);
      const stamp = `${mtimeMs} ${ino} ${size}`;
      if (stamp === before?.stamp) return before;
      const share = parseShare(await readFile(path, 'utf8'));
      if (share === undefined) return corrupt(path);
      const seen: Seen = { stamp, share, changedAtMs: nowMs };
      this.#seen.set(name, seen);
      return seen;
    } catch (error) {
      const reason = systemErrorCode(error);
      return reason === 'ENOENT' ? undefined : unreadable(path, reason);
    }
  }

  /** What is of no day that anybody counts is not kept for ever. Where it cannot be removed it does no harm. */
  async #forget(name: string): Promise<void> {
    await unlink(join(this.#folder, name)).catch(systemErrorCode);
  }

  #strange(name: string, { asset, net }: RunShare): RecordFailure {
    const text = `${join(this.#folder, name)} counts in ${asset} (net ${formatQuote(net)}), and this run in ${this.#asset}.`;
    return recordFailure('share-in-another-asset', text);
  }
}

function withShare(sum: OtherRuns, seen: Seen, time: LookTime): OtherRuns {
  const { net, traded, marginToCome } = seen.share;
  const ofToday = isOfToday(seen, time);
  const living = lives(seen, time);
  return {
    dayStartUs: sum.dayStartUs,
    net: ofToday ? addQuote(sum.net, net) : sum.net,
    traded: ofToday ? addQuote(sum.traded, traded) : sum.traded,
    marginToCome: living ? addQuote(sum.marginToCome, marginToCome) : sum.marginToCome,
    living: sum.living + (living ? 1 : 0),
  };
}

/** One that has passed midnight a little earlier is counted, too. */
const isOfToday = ({ share }: Seen, { dayStartUs }: LookTime): boolean => share.dayStartUs >= dayStartUs;

/** One that was never seen to stand still may live. */
const lives = ({ share, changedAtMs }: Seen, { nowMs }: LookTime): boolean =>
  share.isLiving && nowMs - changedAtMs <= limits.otherRunSilenceMsMax;

const counts = (seen: Seen, time: LookTime): boolean => isOfToday(seen, time) || lives(seen, time);

const corrupt = (path: string): RecordFailure =>
  recordFailure('share-corrupt', `What another run on this account told, ${path}, is damaged.`);
const unreadable = (path: string, reason: string): RecordFailure =>
  recordFailure(
    'share-unreadable',
    `What other runs on this account tell, ${path}, cannot be read: ${reason}.`,
  );
const unwritable = (path: string, reason: string): RecordFailure =>
  recordFailure(
    'share-unwritable',
    `What this run tells others on its account, ${path}, cannot be written: ${reason}.`,
  );
