import { cpSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerOfSite, pageOf } from './browser.ts';
import type { Consumer } from './Consumer.ts';

/** A page without a bundler: the package's own files, found by an import map. */
export const importMapConsumer: Consumer = {
  name: 'import map, no bundler, in Chromium',
  needsBrowser: true,
  async run({ project, browser }) {
    const site = join(project, 'import-map');
    cpSync(join(project, 'node_modules/genrekit/dist'), join(site, 'genrekit'), { recursive: true });
    for (const name of ['answer.mjs', 'movies.mjs', 'page.mjs'])
      cpSync(join(project, name), join(site, name));
    const map = JSON.stringify({ imports: { 'genrekit/pretrained': './genrekit/pretrained.js' } });
    writeFileSync(join(site, 'index.html'), pageOf('page.mjs', `<script type="importmap">${map}</script>`));
    return answerOfSite(await browser(), site);
  },
};
