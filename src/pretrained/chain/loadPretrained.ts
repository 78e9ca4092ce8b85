import { GenreClassifier } from '../../classifier/GenreClassifier.ts';
import weights from '../chain.bin';
import { openOnce } from '../openOnce.ts';
import { readWeights } from '../readWeights.ts';

const load = /* @__PURE__ */ openOnce(async () => {
  return GenreClassifier.open(await readWeights(weights));
});

/**
 * Opens the classifier chain that comes with the package: as the default weights of `genrekit/pretrained`, over more words,
 * and each genre is told what the chain thinks of those before it, which explanations show. The weights are in the
 * package, and unpacked at the first call only.
 *
 * @returns a classifier ready to predict; every call gives one of its own, and they share the weights
 *
 * @example
 * ```ts
 * import { loadPretrained } from 'genrekit/pretrained/chain';
 * const classifier = await loadPretrained();
 * classifier.predict({ title: 'Othello', plot: 'A jealous general is driven to murder his wife.' });
 * ```
 */
export async function loadPretrained(): Promise<GenreClassifier> {
  return load();
}
