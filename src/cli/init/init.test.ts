// What `evenkeel init` asks and writes, with a person who types these answers; what it starts at the end is tested as commands are.
import { existsSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { PassThrough } from 'node:stream';
import { tmpdir } from 'node:os';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { askKeys, askTelegram } from './ask-keys.ts';
import { askSettings } from './ask-settings.ts';
import { init } from './init.ts';
import { readHidden, type Interviewer } from './interviewer.ts';
import { nextSteps } from './next-steps.ts';
import { keysText, settingsText } from './set-up-files.ts';

/** Types these, one after the other, and then leaves. */
class Typist implements Interviewer {
  readonly isInteractive = true;
  readonly asked: string[] = [];
  readonly hidden: string[] = [];
  told = '';
  readonly #answers: string[];

  constructor(...answers: string[]) {
    this.#answers = answers;
  }

  tell(text: string): void {
    this.told += text;
  }

  ask(question: string): Promise<string | undefined> {
    this.asked.push(question);
    return Promise.resolve(this.#answers.shift());
  }

  askHidden(question: string): Promise<string | undefined> {
    this.hidden.push(question);
    return this.ask(question);
  }
}

const usual = { primary: 'backpack', hedge: 'paradex', ticker: 'ETH', size: '0.01', maxDailyLoss: '5' };
const publicKey = '11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=';
const secretKey = 'nWGxne/9WmC6hEr0kuwsxERJxWl7MmkZcDusAxyuf2A=';

describe('the questions about a pair', () => {
  it('empty answers take what is usual, and so does whoever is not asked', async () => {
    expect(await askSettings({}, new Typist('', '', '', '', ''))).toEqual({ ok: true, value: usual });
    expect(await askSettings({}, undefined)).toEqual({ ok: true, value: usual });
  });

  it('what cannot be is told why, and asked for again', async () => {
    const typist = new Typist(
      'backpak',
      'paradex',
      'paradex',
      'grvt',
      'E T H',
      'sol',
      '-1',
      '2',
      'much',
      '10',
    );
    expect(await askSettings({}, typist)).toEqual({
      ok: true,
      value: { primary: 'paradex', hedge: 'grvt', ticker: 'SOL', size: '2', maxDailyLoss: '10' },
    });
    expect(typist.told).toMatch(
      /did you mean backpack\?.*use backpack or grvt.*such as ETH.*above 0.*amount above 0/s,
    );
  });

  it('a flag is not asked for', async () => {
    const typist = new Typist('', '');
    const given = { primary: 'grvt', ticker: 'eth', maxDailyLoss: '7' };
    expect(await askSettings(given, typist)).toMatchObject({
      value: { primary: 'grvt', hedge: 'paradex', ticker: 'ETH', maxDailyLoss: '7' },
    });
    expect(typist.asked).toHaveLength(2);
  });

  it.each([
    [{ primary: 'x' }, /^--primary is "x"$/],
    [{ hedge: 'backpack' }, /^--hedge is "backpack"$/],
    [{ size: '0' }, /^--size is "0"$/],
    [{ ticker: 'DOGE' }, /^--size is not given$/],
  ])('%j is refused by its name', async (given, message) => {
    expect(await askSettings(given, undefined)).toMatchObject({
      ok: false,
      message: expect.stringMatching(message) as string,
    });
  });
});

describe('the questions about keys', () => {
  it('a venue without keys is left without where none are meant', async () => {
    expect(await askKeys('backpack', {}, new Typist(''))).toEqual({ ok: true, value: {} });
  });

  it('keys that are there already are not asked for', async () => {
    const there = { BACKPACK_PUBLIC_KEY: publicKey, BACKPACK_SECRET_KEY: secretKey };
    const typist = new Typist();
    expect(await askKeys('backpack', there, typist)).toEqual({ ok: true, value: {} });
    expect(typist.asked).toEqual([]);
  });

  it('what is secret is typed out of sight, and only what was no key is asked for again', async () => {
    const typist = new Typist('y', publicKey, 'x', secretKey);
    expect(await askKeys('backpack', {}, typist)).toEqual({
      ok: true,
      value: { BACKPACK_PUBLIC_KEY: publicKey, BACKPACK_SECRET_KEY: secretKey },
    });
    expect(typist.asked).toHaveLength(4);
    expect(typist.hidden).toEqual(Array(2).fill('  BACKPACK_SECRET_KEY (not shown): '));
    expect(typist.told).toMatch(/BACKPACK_SECRET_KEY is not/);
    expect(typist.told).not.toContain(secretKey);
  });

  it('a bot is judged as every run judges it', async () => {
    const token = `123456789:${'A'.repeat(35)}`;
    expect(await askTelegram({}, new Typist('y', 'bot', '42', token))).toEqual({
      ok: true,
      value: { TELEGRAM_BOT_TOKEN: token, TELEGRAM_CHAT_ID: '42' },
    });
  });
});

describe('a secret that is typed', () => {
  const typing = async (text: string): Promise<[answer: string | undefined, shown: string]> => {
    const [input, output] = [new PassThrough(), new PassThrough()];
    const answer = readHidden('key: ', { input, output });
    input.write(text);
    return [await answer, String(output.read())];
  };

  it('is shown nowhere', async () => {
    expect(await typing('hush\r')).toEqual(['hush', 'key: \n']);
  });

  it('is none when Ctrl-C is pressed instead', async () => {
    expect(await typing('hu\u0003')).toEqual([undefined, 'key: \n']);
  });
});

describe('the files', () => {
  it('keys are added to what stands there, and replace what they replace', () => {
    const before = '# mine\nGRVT_API_KEY=old\nOTHER=1\n\n';
    expect(keysText(before, { GRVT_API_KEY: 'new', A: 'b' })).toBe(
      '# mine\nOTHER=1\nGRVT_API_KEY=new\nA=b\n',
    );
    expect(keysText('', { A: 'b' })).toBe('A=b\n');
  });
});

describe('init', () => {
  const home = process.cwd();
  let folder = '';
  const inFolder = (name: string): string => join(folder, name);
  let said = '';

  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'evenkeel-init-'));
    process.chdir(folder);
    said = '';
    const hear = (text: unknown): boolean => {
      said += String(text);
      return true;
    };
    vi.spyOn(process.stdout, 'write').mockImplementation(hear);
    vi.spyOn(process.stderr, 'write').mockImplementation(hear);
  });

  afterEach(() => {
    vi.restoreAllMocks();
    process.exitCode = undefined;
    process.chdir(home);
    rmSync(folder, { recursive: true });
  });

  it('writes what was agreed to, keys for nobody else to read, and says what comes next', async () => {
    const answers = ['', '', '', '', '', 'y', publicKey, secretKey, 'n', 'n', 'y', 'nothing'];
    await init({}, new Typist(...answers));
    expect(readFileSync(inFolder('evenkeel.yaml'), 'utf8')).toBe(settingsText(usual));
    expect(readFileSync(inFolder('.env'), 'utf8')).toContain(`BACKPACK_SECRET_KEY=${secretKey}\n`);
    expect(statSync(inFolder('.env')).mode & 0o777).toBe(0o600);
    expect(said).toContain(nextSteps({ hasKeys: false, isReady: undefined }));
    expect(said).not.toContain(secretKey);
    expect(process.exitCode).toBeUndefined();
  });

  it.each(Array.from({ length: 10 }, (_each, typed) => typed))(
    'left after %i answers, it has written nothing',
    async (typed) => {
      const answers = ['', '', '', '', '', 'y', publicKey, secretKey, 'n', 'n'];
      const typist = new Typist(...answers.slice(0, typed));
      await init({}, typist);
      expect(typist.asked).toHaveLength(typed + 1);
      expect(existsSync(inFolder('evenkeel.yaml')) || existsSync(inFolder('.env'))).toBe(false);
      expect(said).toMatch(/^evenkeel: left, and nothing was written/);
      expect(process.exitCode).toBe(2);
    },
  );

  it('settings that are there already are replaced only by whoever says so', async () => {
    writeFileSync(inFolder('evenkeel.yaml'), 'size: 7\n');
    await init({}, new Typist('', '', '', '', '', '', '', '', '', ''));
    expect(readFileSync(inFolder('evenkeel.yaml'), 'utf8')).toBe('size: 7\n');
    await init({ yes: true });
    expect(said).toMatch(/evenkeel.yaml is there already: add --overwrite/);
    expect(readFileSync(inFolder('evenkeel.yaml'), 'utf8')).toBe('size: 7\n');
    await init({ yes: true, overwrite: true });
    expect(readFileSync(inFolder('evenkeel.yaml'), 'utf8')).toBe(settingsText(usual));
  });
});
