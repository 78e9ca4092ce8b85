import { GenreClassifier } from '../../classifier/GenreClassifier.ts';
import { loadModel } from '../../classifier/loadModel.ts';
import { loadPretrained as loadAttention } from '../attention/loadPretrained.ts';
import weights from '../blend.bin';
import { loadPretrained as loadDefault } from '../loadPretrained.ts';
import { openOnce } from '../openOnce.ts';
import { readWeights } from '../readWeights.ts';

const load = /* @__PURE__ */ openOnce(async () => {
  const [bytes, code, { blendKitOf }, ...members] = await Promise.all([
    readWeights(weights),
    import('../../classifier/openingCode.ts'),
    import('../../blend/blendKit.ts'),
    loadDefault(),
    loadAttention(),
  ]);
  return GenreClassifier.around(loadModel(bytes, { strategies: [blendKitOf(members)] }, code));
});

/**
 * Opens the blend that comes with the package: the default weights of `genrekit/pretrained` and the attention encoder of
 * `genrekit/pretrained/attention` together, the best of the bundled classifiers. It shares the weights of both with
 * their own entry points.
 *
 * @returns a classifier ready to predict; every call gives one of its own, and they share the weights
 *
 * @example
 * ```ts
 * import { loadPretrained } from 'genrekit/pretrained/blend';
 * const classifier = await loadPretrained();
 * classifier.predict({ title: 'Othello', plot: 'A jealous general is driven to murder his wife.' });
 * ```
 */
export async function loadPretrained(): Promise<GenreClassifier> {
  return load();
}
