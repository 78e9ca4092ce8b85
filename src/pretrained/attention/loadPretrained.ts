import { GenreClassifier } from '../../classifier/GenreClassifier.ts';
import { loadModel } from '../../classifier/loadModel.ts';
import { fromBase64 } from '../../format/fromBase64.ts';
import { openOnce } from '../openOnce.ts';

const load = /* @__PURE__ */ openOnce(async () => {
  const [{ default: text }, code, { attentionKit }] = await Promise.all([
    import('../attention.bin'),
    import('../../calibration/readLabelCompany.ts'),
    import('../../strategies/attention/attention.ts'),
  ]);
  return GenreClassifier.around(loadModel(fromBase64(text), { strategies: [attentionKit] }, code));
});

/**
 * Opens the attention encoder that comes with the package: larger and slower than the default weights of
 * `genrekit/pretrained`, and able to tell how sure it is (`predictWithUncertainty`). The weights are part of the
 * package's JavaScript, and unpacked at the first call only.
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
