import { GenrekitError } from '../../errors.ts';
import { resolveSvd, type SvdOptions } from '../../features/SvdOptions.ts';
import { TruncatedSvd } from '../../features/TruncatedSvd.ts';
import { DenseMatrix } from '../../math/DenseMatrix.ts';
import { ReducedIndex } from '../../neighbours/ReducedIndex.ts';
import type { IndexCode, SvdIndexSettings } from '../IndexSettings.ts';
import { requireArray } from '../requireArray.ts';

/**
 * Neighbours among rows that are reduced to a few dimensions, by the leading singular vectors of the training rows:
 * movies that share no word can then be alike, and a search takes a time that no longer depends on how long texts are.
 * What it costs and brings is measured in docs/choosing-a-strategy.md.
 *
 * @param options - settings; see {@link SvdOptions}
 * @returns settings for the option `index` of `mlKnn()` and `neighbourVote()`
 * @throws GenrekitError `invalid-option`
 *
 * @example
 * ```ts
 * import { GenreClassifier } from 'genrekit';
 * import { mlKnn, svdIndex } from 'genrekit/strategies';
 * new GenreClassifier({ strategy: mlKnn({ index: svdIndex({ dimensions: 128 }) }) });
 * ```
 */
export function svdIndex(options?: SvdOptions): SvdIndexSettings {
  const settings = { kind: 'svd' as const, ...resolveSvd('svdIndex', options) };
  // Neither JSON nor a spread shall see the code.
  return Object.freeze(Object.defineProperty(settings, 'code', { value: svdCode })) as SvdIndexSettings;
}

const svdCode = /* @__PURE__ */ Object.freeze<IndexCode<SvdIndexSettings>>({
  async fit(settings, matrix, context) {
    // Whoever only predicts never loads what fits, and the linear algebra that it needs.
    const { fitReducedIndex } = await import('./fitReducedIndex.ts');
    return fitReducedIndex(settings, matrix, context);
  },
  restore({ dimensions: most }, arrays, featureCount) {
    const count = featureCount === 0 ? 1 : (arrays.components?.length ?? 0) / featureCount;
    const rowCount = (arrays.reducedRows?.length ?? 0) / count;
    if (!(Number.isInteger(count) && count >= 1 && count <= most && Number.isInteger(rowCount))) {
      throw new GenrekitError(
        'invalid-model',
        `The saved 'components' and 'reducedRows' must be 1 to ${most} numbers for each of ${featureCount} features and each row. Save the model again.`,
      );
    }
    const components = requireArray(arrays, 'components', Float32Array, featureCount * count);
    const rows = requireArray(arrays, 'reducedRows', Float32Array, rowCount * count);
    const svd = new TruncatedSvd(new DenseMatrix(featureCount, count, components));
    const table = new DenseMatrix(rowCount, count, rows);
    return { rowCount, build: (weights) => new ReducedIndex(svd, table, weights) };
  },
});
