import { execFile } from 'node:child_process';
import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { answerOfSite, pageOf } from './browser.ts';
import type { Consumer } from './Consumer.ts';
import { inFreshFolder } from './inFreshFolder.ts';
import { PATIENCE_MS } from './runtimes.ts';

/**
 * Parcel with `packageExports`, which it needs for packages of several entry points. Its worker goes without scope
 * hoisting, which loses modules of workers that load others on demand (parcel-bundler/parcel#5503).
 */
export const parcelConsumers: readonly Consumer[] = ['page', 'pageWithWorker'].map((script) => ({
  name: `Parcel${script === 'page' ? '' : ', Web Worker'}, in Chromium`,
  tools: { parcel: '2.16.4' },
  needsBrowser: true,
  run: ({ project, tools, browser }) =>
    inFreshFolder(async (out) => {
      writeFileSync(join(project, `${script}.html`), pageOf(`./${script}.mjs`));
      const bin = join(tools, 'node_modules/parcel/lib/bin.js');
      const args = ['build', `${script}.html`, '--dist-dir', out, '--public-url', './', '--no-cache'];
      if (script !== 'page') args.push('--no-scope-hoist');
      await promisify(execFile)(process.execPath, [bin, ...args], {
        cwd: project,
        timeout: PATIENCE_MS,
        env: { ...process.env, PARCEL_WORKERS: '0' },
      });
      renameSync(join(out, `${script}.html`), join(out, 'index.html'));
      return answerOfSite(await browser(), out);
    }),
}));
