import { GenreClassifier } from '../classifier/GenreClassifier.ts';
import { loadModel } from '../classifier/loadModel.ts';
import { fromBase64 } from '../format/fromBase64.ts';
import { openOnce } from './openOnce.ts';

const load = /* @__PURE__ */ openOnce(async () => {
  const [{ default: text }, code] = await Promise.all([
    import('./default.bin'),
    import('../calibration/readLabelCompany.ts'),
  ]);
  return GenreClassifier.around(loadModel(fromBase64(text), undefined, code));
});

/**
 * Opens the weights that come with the package. They are part of its JavaScript: nothing is read from disk or fetched
 * beyond what the bundler ships, and they are unpacked at the first call only.
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
