import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import { answerOfSite, pageOf } from './browser.ts';
import type { Answer, Consumer, Place } from './Consumer.ts';
import { answerOfProcess, answerOfThread } from './runtimes.ts';

/** Bundles into a folder far from the project, so that nothing can be found there by chance. */
async function bundled(
  { project }: Place,
  options: BuildOptions,
  use: (out: string) => Promise<Answer>,
): Promise<Answer> {
  const out = mkdtempSync(join(tmpdir(), 'genrekit-bundle-'));
  try {
    await build({
      absWorkingDir: project,
      bundle: true,
      minify: true,
      outdir: out,
      logLevel: 'silent',
      ...options,
    });
    return await use(out);
  } finally {
    rmSync(out, { recursive: true, force: true });
  }
}

/** esbuild, which builds this package too. */
export const esbuildConsumers: readonly Consumer[] = [
  {
    name: 'esbuild, one file for Node, moved',
    run: (place) =>
      bundled(place, { entryPoints: ['print.cjs'], platform: 'node' }, (out) =>
        answerOfProcess(process.execPath, ['print.js'], out),
      ),
  },
  {
    name: 'esbuild, worker as one script, in a thread',
    run: (place) =>
      bundled(place, { entryPoints: ['worker.mjs'], format: 'iife' }, (out) =>
        answerOfThread(readFileSync(join(out, 'worker.js'), 'utf8')),
      ),
  },
  {
    name: 'esbuild, page of modules, in Chromium',
    needsBrowser: true,
    run: (place) =>
      bundled(place, { entryPoints: ['page.mjs'], format: 'esm', splitting: true }, async (out) => {
        writeFileSync(join(out, 'index.html'), pageOf('page.js'));
        return answerOfSite(await place.browser(), out);
      }),
  },
  {
    name: 'esbuild, Web Worker, in Chromium',
    needsBrowser: true,
    run: (place) =>
      bundled(place, { entryPoints: ['worker.mjs'], format: 'iife' }, async (out) => {
        const page = readFileSync(join(place.project, 'pageWithWorker.mjs'), 'utf8');
        writeFileSync(join(out, 'page.mjs'), page.replace('worker.mjs', 'worker.js'));
        writeFileSync(join(out, 'index.html'), pageOf('page.mjs'));
        return answerOfSite(await place.browser(), out);
      }),
  },
];
