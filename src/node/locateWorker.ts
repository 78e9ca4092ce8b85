import { pathToFileURL } from 'node:url';

/**
 * Finds the program of the worker threads: the file `learnerWorker` beside this one, with the same extension.
 *
 * The bundler keeps that so: it writes `learnerWorker.js` and `learnerWorker.cjs` into the folder of the bundles. When
 * the TypeScript sources themselves run, as in tests, Node cannot read the worker, and a few lines of JavaScript that
 * load it through tsx take its place.
 *
 * @returns a URL for `new Worker`
 */
export function locateWorker(): URL {
  // An ES module knows its URL, a CommonJS module its file name; the bundler writes both kinds from this line.
  const here = typeof __filename === 'string' ? pathToFileURL(__filename) : new URL(import.meta.url);
  const extension = /\.[a-z]+$/.exec(here.pathname)?.[0] ?? '.js';
  return extension === '.ts'
    ? new URL('../testing/learnerWorker.mjs', here)
    : new URL(`./learnerWorker${extension}`, here);
}
