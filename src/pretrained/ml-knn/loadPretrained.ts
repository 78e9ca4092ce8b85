import { GenreClassifier } from '../../classifier/GenreClassifier.ts';
import { condensedKits } from '../../strategies/condensed/condensedKits.ts';
import weights from '../ml-knn.bin';
import { openOnce } from '../openOnce.ts';
import { readWeights } from '../readWeights.ts';
import { hashedAnalysers } from './hashedAnalysers.ts';

const load = /* @__PURE__ */ openOnce(async () => {
  return GenreClassifier.open(await readWeights(weights), {
    strategies: condensedKits,
    analysers: hashedAnalysers,
  });
});

/**
 * Opens the ML-KNN that comes with the package: the genres of the films that are most alike decide. It holds 40,000 films, each
 * as hashes of its 22 most telling terms, its genres, and no title: explanations show how near the films are that decided, and
 * which genres they have. The weights are in the package, and unpacked at the first call only.
 *
 * Its own files are opened by `GenreClassifier.open(bytes, { strategies: condensedKits, analysers: hashedAnalysers })`.
 *
 * @returns a classifier ready to predict; every call gives one of its own, and they share the weights
 *
 * @example
 * ```ts
 * import { loadPretrained } from 'genrekit/pretrained/ml-knn';
 * const classifier = await loadPretrained();
 * classifier.predict({ title: 'Othello', plot: 'A jealous general is driven to murder his wife.' });
 * ```
 */
export async function loadPretrained(): Promise<GenreClassifier> {
  return load();
}
