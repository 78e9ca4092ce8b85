import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';
import type { Answer } from './Consumer.ts';
import { PATIENCE_MS } from './runtimes.ts';
import { serveFolder } from './serveFolder.ts';

const places = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

/** The browser to test in: the one that CHROMIUM names, or an installed one; absent when there is none. */
export const chromiumPath = [process.env.CHROMIUM ?? '', ...places].find((path) => existsSync(path));

/** Why nothing can run in a browser here; absent when it can. */
export const browserObstacle =
  chromiumPath === undefined
    ? 'there is no Chromium here: apt-get install chromium, or name one in CHROMIUM'
    : undefined;

/** Starts Chromium without a window. */
export function openBrowser(): Promise<Browser> {
  return chromium.launch({ executablePath: chromiumPath!, args: ['--no-sandbox', '--disable-gpu'] });
}

/**
 * @param browser - the open browser
 * @param url - a page that sets `genrekitAnswer`
 * @returns what the page says
 */
export async function answerOfPage(browser: Browser, url: string): Promise<Answer> {
  const page = await browser.newPage();
  const troubles: string[] = [];
  page.on('pageerror', (error) => troubles.push(error.message));
  page.on('requestfailed', (request) => troubles.push(`${request.url()} did not load`));
  try {
    await page.goto(url);
    const handle = await page.waitForFunction('globalThis.genrekitAnswer', undefined, {
      timeout: PATIENCE_MS,
    });
    const given = (await handle.jsonValue()) as Answer | { error: string };
    if ('error' in given) throw new Error(given.error);
    return given;
  } catch (error) {
    throw new Error([String(error), ...troubles].join('; '));
  } finally {
    await page.close();
  }
}

/**
 * Serves a folder, opens its `index.html`, and waits for the answer.
 *
 * @param browser - the open browser
 * @param folder - with the page
 */
export async function answerOfSite(browser: Browser, folder: string): Promise<Answer> {
  const server = await serveFolder(folder);
  try {
    return await answerOfPage(browser, server.url);
  } finally {
    server.close();
  }
}

/**
 * @param script - where the script of the page is
 * @param head - what else the page begins with
 * @returns a page that runs it as a module
 */
export function pageOf(script: string, head = ''): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>genrekit</title>${head}</head><body><script type="module" src="${script}"></script></body></html>`;
}
