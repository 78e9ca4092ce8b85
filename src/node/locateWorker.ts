import { pathToFileURL } from 'node:url';

/** The programs of worker threads: one fits binary learners, one computes gradients of encoders. */
export type WorkerProgram = 'learnerWorker' | 'encoderWorker';

/**
 * Finds the program of a worker thread: the file of that name beside this one, with the same extension.
 *
 * The bundler keeps that so: it writes `learnerWorker.js` and `learnerWorker.cjs` into the folder of the bundles. When
 * the TypeScript sources themselves run, as in tests, Node cannot read the worker, and a few lines of JavaScript that
 * load it through tsx take its place.
 *
 * @param program - its name
 * @returns a URL for `new Worker`
 */
export function locateWorker(program: WorkerProgram): URL {
  // An ES module knows its URL, a CommonJS module its file name; the bundler writes both kinds from this line.
  const here = typeof __filename === 'string' ? pathToFileURL(__filename) : new URL(import.meta.url);
  const extension = /\.[a-z]+$/.exec(here.pathname)?.[0] ?? '.js';
  return extension === '.ts'
    ? new URL(`../testing/${program}.mjs`, here)
    : new URL(`./${program}${extension}`, here);
}
