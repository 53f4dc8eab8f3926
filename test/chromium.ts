// Chromium for tests, where the machine has one: pages are judged as a browser shows them.
import { existsSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { chromium, type Page } from 'playwright-core';

const places = [
  process.env['CHROMIUM_PATH'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
];

const executablePath = places.find((place) => place !== '' && existsSync(place));

/** Why tests of pages are skipped; `undefined` where they need not be. */
export const noChromium: string | undefined =
  executablePath === undefined ? 'skipped: no Chromium was found; CHROMIUM_PATH names one' : undefined;

export interface Reader {
  readonly width: number;
  readonly scheme?: 'light' | 'dark';
}

// A report that names nothing that was skipped would pass for one of tests that were made.
if (noChromium !== undefined) process.stderr.write(`tests of pages ${noChromium}\n`);

/** What the page and its console say of trouble: nothing should. */
export type Complaints = readonly string[];

/** `place` is a file, or the address of a server. */
export async function inChromium<Result>(
  place: string,
  { width, scheme = 'light' }: Reader,
  body: (page: Page, complaints: Complaints) => Promise<Result>,
): Promise<Result> {
  const browser = await chromium.launch({ executablePath: executablePath ?? '', args: ['--no-sandbox'] });
  try {
    const page = await browser.newPage({ viewport: { width, height: 900 }, colorScheme: scheme });
    const complaints: string[] = [];
    page.on('console', (message) => complaints.push(message.text()));
    page.on('pageerror', (error) => complaints.push(error.message));
    const url = place.startsWith('http:') ? new URL(place) : pathToFileURL(place);
    const own = url.protocol === 'file:' ? 'file:' : url.origin;
    page.on('request', (request) => {
      if (!request.url().startsWith(own) && !request.url().startsWith('data:'))
        complaints.push(`asks for ${request.url()}`);
    });
    await page.goto(url.href);
    return await body(page, complaints);
  } finally {
    await browser.close();
  }
}
