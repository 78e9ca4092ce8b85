import { GenreClassifier } from '../classifier/GenreClassifier.ts';
import { loadModel } from '../classifier/loadModel.ts';
import weights from './default.bin';
import { openOnce } from './openOnce.ts';
import { readWeights } from './readWeights.ts';

const load = /* @__PURE__ */ openOnce(async () => {
  const [bytes, code] = await Promise.all([readWeights(weights), import('../classifier/openingCode.ts')]);
  return GenreClassifier.around(loadModel(bytes, undefined, { ...code, ownsBytes: true }));
});

/**
 * Opens the weights that come with the package, at the first call only. Node reads them from a file of the package;
 * everywhere else, and in bundles, they are part of its JavaScript, and nothing is read or fetched beyond what the bundler
 * ships.
 *
 * @returns a classifier ready to predict; every call gives one of its own, and they share the weights
 *
 * @example
 * ```ts
 * import { loadPretrained } from 'genrekit/pretrained';
 * const classifier = await loadPretrained();
 * classifier.predict({ title: 'Othello', plot: 'A jealous general is driven to murder his wife.' });
 * ```
 */
export async function loadPretrained(): Promise<GenreClassifier> {
  return load();
}
