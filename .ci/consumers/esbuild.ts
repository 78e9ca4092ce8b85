import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BuildOptions, build, version } from 'esbuild';
import { answerOfSite, pageOf } from './browser.ts';
import type { Consumer } from './Consumer.ts';
import { inFreshFolder } from './inFreshFolder.ts';
import { answerOfProcess, answerOfThread } from './runtimes.ts';

/**
 * @param project - the folder to bundle from
 * @param outdir - the folder to bundle into
 * @param options - what to bundle, and how
 */
export async function esbuild(project: string, outdir: string, options: BuildOptions): Promise<void> {
  await build({ absWorkingDir: project, bundle: true, minify: true, outdir, logLevel: 'silent', ...options });
}

/** esbuild, which builds this package too. */
export const esbuildConsumers: readonly Consumer[] = [
  {
    name: 'esbuild, one file for Node, moved',
    version,
    run: ({ project }) =>
      inFreshFolder(async (out) => {
        await esbuild(project, out, { entryPoints: ['print.cjs'], platform: 'node' });
        return answerOfProcess(process.execPath, ['print.js'], out);
      }),
  },
  {
    name: 'esbuild, worker as one script, in a thread',
    version,
    run: ({ project }) =>
      inFreshFolder(async (out) => {
        await esbuild(project, out, { entryPoints: ['worker.mjs'], format: 'iife' });
        return answerOfThread(readFileSync(join(out, 'worker.js'), 'utf8'));
      }),
  },
  {
    name: 'esbuild, page of modules, in Chromium',
    version,
    needsBrowser: true,
    run: ({ project, browser }) =>
      inFreshFolder(async (out) => {
        await esbuild(project, out, { entryPoints: ['page.mjs'], format: 'esm', splitting: true });
        writeFileSync(join(out, 'index.html'), pageOf('page.js'));
        return answerOfSite(await browser(), out);
      }),
  },
  {
    name: 'esbuild, Web Worker, in Chromium',
    version,
    needsBrowser: true,
    run: ({ project, browser }) =>
      inFreshFolder(async (out) => {
        await esbuild(project, out, { entryPoints: ['worker.mjs'], format: 'iife' });
        const page = readFileSync(join(project, 'pageWithWorker.mjs'), 'utf8');
        writeFileSync(join(out, 'page.mjs'), page.replace('worker.mjs', 'worker.js'));
        writeFileSync(join(out, 'index.html'), pageOf('page.mjs'));
        return answerOfSite(await browser(), out);
      }),
  },
];
