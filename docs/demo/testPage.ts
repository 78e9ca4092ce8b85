// What the tests of the page in a browser need.
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import type { Page } from 'playwright-core';

const repository = fileURLToPath(new URL('../..', import.meta.url));
const dist = `${repository}docs/demo/dist/`;

const browsers = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser to test in: the one that CHROMIUM names, or an installed one; absent when there is none. */
export const chromiumPath = [process.env.CHROMIUM ?? '', ...browsers].find((path) => existsSync(path));

/** Why the page cannot be tested here; absent when it can. */
export const obstacle = !existsSync(`${repository}dist/index.js`)
  ? 'the package is not built: npm run build'
  : chromiumPath === undefined
    ? 'there is no Chromium here: apt-get install chromium, or name one in CHROMIUM'
    : undefined;

/** Builds the page from the built package. */
export function buildPage(): void {
  execFileSync('npx', ['--no-install', 'tsx', 'docs/demo/build.ts'], { cwd: repository });
}

/** The page as a file. */
export const pageFile = `file://${dist}index.html`;

/** A static server for the page. */
export interface PageServer {
  readonly server: Server;
  readonly origin: string;
  /** The paths that were asked for. */
  readonly asked: Set<string>;
}

const types: Readonly<Record<string, string>> = {
  html: 'text/html',
  css: 'text/css',
  js: 'text/javascript',
};

/** Serves the built page. */
export async function servePage(): Promise<PageServer> {
  const asked = new Set<string>();
  const server = createServer((request, response) => {
    const path = request.url === '/' ? '/index.html' : request.url!;
    asked.add(path);
    const file = `${dist}${path.slice(1)}`;
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
