// What the tests of the page in a browser need.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type Browser, chromium, type Page } from 'playwright-core';

const repository = fileURLToPath(new URL('../..', import.meta.url));

const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser to test in: the one that CHROMIUM names, or an installed one; absent when there is none. */
export const chromiumPath = [process.env.CHROMIUM ?? '', ...browsers].find((path) => existsSync(path));

/** Why the page cannot be tested here; absent when it can. */
export const obstacle = !existsSync(`${repository}dist/index.js`)
  ? 'the package is not built: npm run build'
  : chromiumPath === undefined
    ? 'there is no Chromium here: apt-get install chromium, or name one in CHROMIUM'
    : undefined;

/** Milliseconds: a machine that is busy with other things is slow, not wrong. */
export const PATIENCE = 120_000;

/** The page, built into a folder of its own and served, and a browser to open it in. */
export interface PageTest {
  readonly browser: Browser;
  /** Where it is served. */
  readonly origin: string;
  /** The same page as a file. */
  readonly file: string;
  /** The paths that the server was asked for. */
  readonly asked: ReadonlySet<string>;
  /** All addresses that were asked for. */
  readonly requests: ReadonlySet<string>;
  /** What was written to the console, and errors that nobody caught. */
  readonly complaints: readonly string[];
  /** Opens the page, and waits for its first answer. */
  open(options?: Parameters<Browser['newPage']>[0], url?: string): Promise<Page>;
  close(): Promise<void>;
}

/** Builds the page from the built package, serves it and starts a browser. */
export async function startPageTest(): Promise<PageTest> {
  const folder = mkdtempSync(join(tmpdir(), 'genrekit-page-'));
  execFileSync('npx', ['--no-install', 'tsx', 'docs/demo/build.ts', folder], { cwd: repository });
  const { server, origin, asked } = await serve(folder);
  const browser = await chromium.launch({
    executablePath: chromiumPath!,
    args: ['--no-sandbox'],
    timeout: PATIENCE,
  });
  const requests = new Set<string>();
  const complaints: string[] = [];
  const open: PageTest['open'] = async (options = {}, url = origin) => {
    const opened = await browser.newPage(options);
    opened.setDefaultTimeout(PATIENCE);
    opened.on('request', (request) => requests.add(request.url()));
    opened.on('pageerror', (error) => complaints.push(String(error)));
    opened.on('console', (message) => complaints.push(message.text()));
    await opened.goto(url);
    await opened.locator('.is-told').first().waitFor();
    return opened;
  };
  const close = async () => {
    await browser.close();
    server.close();
    rmSync(folder, { recursive: true });
  };
  return { browser, origin, file: `file://${folder}/index.html`, asked, requests, complaints, open, close };
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
};

/** A static server for a folder, which writes down what it is asked for. */
async function serve(folder: string) {
  const asked = new Set<string>();
  const server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : request.url!;
    asked.add(path);
    const file = join(folder, path);
    if (path.includes('..') || !existsSync(file)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, { 'content-type': types[path.split('.').at(-1)!] ?? 'text/plain' });
    response.end(readFileSync(file));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { server, origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, asked };
}

/** @returns the genres that the page tells, most likely first */
export function toldOn(page: Page): Promise<string[]> {
  return page.locator('.is-told .name').allTextContents();
}

/**
 * Writes down the values that the progress bar takes, for {@link progressSeen}.
 *
 * @param page - the page
 */
export async function watchProgress(page: Page): Promise<void> {
  await page.evaluate(() => {
    const seen: number[] = [];
    const bar = document.querySelector('progress')!;
    new MutationObserver(() => seen.push(bar.value)).observe(bar, { attributes: true });
    Object.assign(window, { progressSeen: seen });
  });
}

/** @returns the values that the progress bar took since {@link watchProgress} */
export function progressSeen(page: Page): Promise<number[]> {
  return page.evaluate(() => (window as unknown as { progressSeen: number[] }).progressSeen);
}

/**
 * @param page - the page
 * @param name - of a link that saves a file
 * @returns the name of the file, and its bytes
 */
export async function save(page: Page, name: RegExp): Promise<{ name: string; bytes: Buffer }> {
  const coming = page.waitForEvent('download');
  await page.getByRole('link', { name }).click();
  const download = await coming;
  return { name: download.suggestedFilename(), bytes: readFileSync(await download.path()) };
}

/**
 * @param name - of the file
 * @param text - what is in it
 * @returns a table for a file input
 */
export function tableFile(name: string, text: string): { name: string; mimeType: string; buffer: Buffer } {
  return { name, mimeType: 'text/csv', buffer: Buffer.from(text, 'utf8') };
}

/**
 * @param page - the page
 * @param file - what is dropped on it
 */
export async function drop(
  page: Page,
  file: { readonly name: string; readonly text: string },
): Promise<void> {
  const dataTransfer = await page.evaluateHandle(({ name, text }) => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([text], name));
    return dropped;
  }, file);
  await page.locator('#drop').dispatchEvent('drop', { dataTransfer });
}
