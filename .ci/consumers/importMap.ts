import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerOfSite, pageOf } from './browser.ts';
import type { Consumer } from './Consumer.ts';

/**
 * Makes a site without a bundler: the package's own files, found by an import map.
 *
 * @param project - has genrekit installed
 * @param head - what else its page begins with
 * @returns its folder
 */
export function makeImportMapSite(project: string, head = ''): string {
  const site = join(project, 'import-map');
  cpSync(join(project, 'node_modules/genrekit/dist'), join(site, 'genrekit'), { recursive: true });
  for (const name of ['answer.mjs', 'movies.mjs', 'page.mjs']) cpSync(join(project, name), join(site, name));
  const map = JSON.stringify({ imports: { 'genrekit/pretrained': './genrekit/pretrained.js' } });
  writeFileSync(
    join(site, 'index.html'),
    pageOf('page.mjs', `<script type="importmap">${map}</script>${head}`),
  );
  return site;
}

/** The package in a page as it is. */
export const importMapConsumer: Consumer = {
  name: 'import map, no bundler, in Chromium',
  needsBrowser: true,
  run: async ({ project, browser }) => answerOfSite(await browser(), makeImportMapSite(project)),
};
