// `evenkeel report` as a user starts it, and its page as a reader sees it: in a real browser, on a phone and on a desk.
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { RunReview } from '../../src/reports/review/run-review.ts';
import { inChromium, noChromium } from '../chromium.ts';
import { evenkeel, inFolder, type Ended } from './evenkeel.ts';

const runIn = (folder: string): string =>
  (
    JSON.parse(evenkeel(folder, 'run', '--iter', '3', '--speed', 'max', '--json').stdout) as {
      runDirectory: string;
    }
  ).runDirectory;

function refusal(ended: Ended): string {
  expect(ended).toMatchObject({ exitCode: 2, stdout: '' });
  expect(ended.stderr.trimEnd().split('\n')).toHaveLength(1);
  return ended.stderr;
}

describe('evenkeel report', () => {
  it('writes a page into the folder of the run and says where; as Markdown and JSON it says the same', async () => {
    await inFolder((folder) => {
      const run = runIn(folder);
      const written = evenkeel(folder, 'report', run);
      expect(written).toEqual({ exitCode: 0, stdout: `${join(run, 'report.html')}\n`, stderr: '' });
      expect(readFileSync(join(folder, run, 'report.html'), 'utf8')).toMatch(/^<!doctype html>/);
      const markdown = evenkeel(folder, 'report', run, '--format', 'md', '--out', '-').stdout;
      const json = JSON.parse(
        evenkeel(folder, 'report', run, '--format', 'json', '--out', '-').stdout,
      ) as RunReview;
      expect(markdown).toMatch(/^# FLAT: iterations-done/);
      expect(markdown).toContain(`| **cost** | **${json.cost.total.perMillion ?? ''}** |`);
    });
  });

  it('refuses in one line what it cannot report, and overwrites no record', async () => {
    await inFolder((folder) => {
      const run = runIn(folder);
      expect(refusal(evenkeel(folder, 'report', 'nothing'))).toMatch(/no run "nothing".*the newest in runs/);
      expect(refusal(evenkeel(folder, 'report', run, '--format', 'pdf'))).toMatch(/--format is "pdf"/);
      expect(refusal(evenkeel(folder, 'report', run, '--out', join('no', 'where', 'x.html')))).toMatch(
        /cannot be written/,
      );
      expect(refusal(evenkeel(folder, 'report', run, '--out', join(run, 'journal.sqlite')))).toMatch(
        /file of the run itself/,
      );
      writeFileSync(join(folder, run, 'journal.sqlite'), 'no journal at all');
      expect(refusal(evenkeel(folder, 'report', run))).toMatch(/is not a journal/);
      expect(existsSync(join(folder, run, 'report.html'))).toBe(false);
    });
  });

  it('ends with 4 where the run and its replay differ, and writes the page all the same', async () => {
    await inFolder((folder) => {
      const run = runIn(folder);
      const path = join(folder, run, 'summary.json');
      writeFileSync(
        path,
        JSON.stringify({ ...(JSON.parse(readFileSync(path, 'utf8')) as object), netPnl: '1000' }),
      );
      expect(evenkeel(folder, 'report', run).exitCode).toBe(4);
      expect(readFileSync(join(folder, run, 'report.html'), 'utf8')).toContain('it comes to other figures');
    });
  });
});

/** Of a machine that does much else: in ms. */
const slowest = 120_000;

describe.skipIf(noChromium !== undefined)(`its page in Chromium ${noChromium ?? ''}`, () => {
  const folder = mkdtempSync(join(tmpdir(), 'evenkeel-report-'));
  let page: string;
  let review: RunReview;

  beforeAll(() => {
    const run = runIn(folder);
    page = join(folder, run, 'report.html');
    evenkeel(folder, 'report', run);
    review = JSON.parse(
      evenkeel(folder, 'report', run, '--format', 'json', '--out', '-').stdout,
    ) as RunReview;
  }, slowest);

  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it.each([
    [390, 'light'],
    [390, 'dark'],
    [1_440, 'light'],
    [1_440, 'dark'],
  ] as const)(
    'at %i px, %s: nothing is wider than the screen, and nothing complains',
    async (width, scheme) => {
      await inChromium(page, { width, scheme }, async (shown, complaints) => {
        expect(await shown.evaluate('document.documentElement.scrollWidth')).toBe(width);
        expect(complaints).toEqual([]);
        expect(await contrasts(shown)).toEqual([]);
      });
    },
  );

  it('says what the JSON says: every rounded figure stands for one of it, and is rounded right', async () => {
    const figures = await inChromium(page, { width: 390 }, async (shown) => await figuresOn(shown));
    const known = new Set(leavesOf(review));
    expect(figures.length).toBeGreaterThan(100);
    for (const { exact, text } of figures) {
      expect(known).toContain(exact);
      expect(isRounding(text, exact), `${text} for ${exact}`).toBe(true);
    }
  });

  it('has the figures that people go by where they look for them', async () => {
    const { summary, cost } = review;
    const shown = await inChromium(page, { width: 1_440 }, async (opened) => ({
      facts: await opened.locator('dl.facts dd.figure').allTextContents(),
      exact: await opened.evaluate<string[]>(
        `[...document.querySelectorAll('dl.facts dd.figure data')].map(({ value }) => value)`,
      ),
      costs: await opened
        .locator('#cost table')
        .first()
        .locator('tbody tr td:nth-child(2)')
        .allTextContents(),
      title: await opened.title(),
    }));
    expect(shown.exact).toEqual([
      summary.costPerMillion,
      summary.volume,
      summary.netPnl,
      summary.fillRate,
      String(summary.roundTrips.count),
      String(summary.hedgeLatency?.local.p50Us),
      summary.netDelta,
      summary.exposureSeconds,
    ]);
    expect(shown.costs.map((text) => text.replace('−', '-').replace(',', ''))).toEqual(
      [...cost.parts, cost.total].map(({ perMillion }) => perMillion),
    );
    expect(shown.title).toMatch(/^FLAT · ETH/);
  });

  it('can be read without seeing it: pictures are named, and every table has a caption and a head', async () => {
    await inChromium(page, { width: 390 }, async (shown) => {
      const pictures = shown.getByRole('img');
      expect(await pictures.count()).toBe(6);
      for (const picture of await pictures.all()) {
        const text = await picture.locator('title, desc').allTextContents();
        expect(text.every((each) => each.length > 10)).toBe(true);
      }
      const bare = shown.locator('main table:not(:has(caption)), main table:not(:has(thead th[scope=col]))');
      expect(await bare.count()).toBe(0);
    });
  });
});

interface ShownFigure {
  readonly exact: string;
  readonly text: string;
}

const figuresOn = (page: Page): Promise<ShownFigure[]> =>
  page.evaluate(
    `[...document.querySelectorAll('data')].map(({ value, innerText }) => ({ exact: value, text: innerText }))`,
  );

/** Every text, number and count in it, as text. */
function leavesOf(value: unknown): string[] {
  if (typeof value === 'object' && value !== null) return Object.values(value).flatMap(leavesOf);
  return [String(value)];
}

const units: Readonly<Record<string, number>> = { '%': 0.01, µs: 1, ms: 1_000, s: 1_000_000 };

/** Within one unit of its last digit: what has to add up may be rounded the other way. */
function isRounding(text: string, exact: string): boolean {
  if (text === exact) return true;
  if (text.endsWith('…')) return exact.startsWith(text.slice(0, -1));
  const [, figure = '', unit = ''] = /^([+−\d.,]+)(?: (.+))?$/.exec(text) ?? [];
  const factor = unit === '' ? 1 : (units[unit] ?? Number.NaN);
  const shown = Number(figure.replace('−', '-').replace('+', '').replaceAll(',', ''));
  const places = figure.split('.')[1]?.length ?? 0;
  return Math.abs(shown - Number(exact) / factor) < 10 ** -places;
}

/** Texts that stand out too little from what is behind them, by WCAG's measure for small text. */
function contrasts(page: Page): Promise<string[]> {
  return page.evaluate(`(() => {
    const channels = (colour) => colour.match(/[\\d.]+/g).map(Number);
    const light = (colour) => channels(colour).slice(0, 3)
      .map((c) => c / 255).map((c) => (c <= 0.03928 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4))
      .reduce((sum, c, index) => sum + c * [0.2126, 0.7152, 0.0722][index], 0);
    const behind = (element) => {
      for (let at = element; at !== null; at = at.parentElement) {
        const { backgroundColor } = getComputedStyle(at);
        if ((channels(backgroundColor)[3] ?? 1) > 0) return backgroundColor;
      }
    };
    return [...document.querySelectorAll('p, h1, h2, dt, dd, td, th, caption, strong, text')].flatMap((element) => {
      const style = getComputedStyle(element);
      const [front, back] = [element.tagName === 'text' ? style.fill : style.color, behind(element)].map(light);
      const contrast = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
      return contrast >= 4.5 ? [] : [element.tagName + ': ' + element.textContent + ' ' + contrast];
    });
  })()`);
}
