import { GenreClassifier } from '../../classifier/GenreClassifier.ts';
import { loadModel } from '../../classifier/loadModel.ts';
import { fromBase64 } from '../../format/fromBase64.ts';
import { loadPretrained as loadAttention } from '../attention/loadPretrained.ts';
import { loadPretrained as loadDefault } from '../loadPretrained.ts';
import { openOnce } from '../openOnce.ts';

const load = /* @__PURE__ */ openOnce(async () => {
  const [{ default: text }, code, { blendKitOf }, ...members] = await Promise.all([
    import('../blend.bin'),
    import('../../calibration/readLabelCompany.ts'),
    import('../../blend/blendKit.ts'),
    loadDefault(),
    loadAttention(),
  ]);
  return GenreClassifier.around(loadModel(fromBase64(text), { strategies: [blendKitOf(members)] }, code));
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
