import { GenreClassifier } from '../../classifier/GenreClassifier.ts';
import { loadModel } from '../../classifier/loadModel.ts';
import weights from '../attention.bin';
import { openOnce } from '../openOnce.ts';
import { readWeights } from '../readWeights.ts';

const load = /* @__PURE__ */ openOnce(async () => {
  const [bytes, code, { attentionKit }] = await Promise.all([
    readWeights(weights),
    import('../../classifier/openingCode.ts'),
    import('../../strategies/attention/attention.ts'),
  ]);
  return GenreClassifier.around(loadModel(bytes, { strategies: [attentionKit] }, code));
});

/**
 * Opens the attention encoder that comes with the package: larger and slower than the default weights of
 * `genrekit/pretrained`, and able to tell how sure it is (`predictWithUncertainty`). The weights are in the package,
 * and unpacked at the first call only.
 *
 * @returns a classifier ready to predict; every call gives one of its own, and they share the weights
 *
 * @example
 * ```ts
 * import { loadPretrained } from 'genrekit/pretrained/attention';
 * const classifier = await loadPretrained();
 * classifier.predict({ title: 'Othello', plot: 'A jealous general is driven to murder his wife.' });
 * ```
 */
export async function loadPretrained(): Promise<GenreClassifier> {
  return load();
}
