import { fitTruncatedSvd } from '../../features/fitTruncatedSvd.ts';
import { pause, throwIfAborted } from '../../learners/abort.ts';
import type { FitContext } from '../../learners/FitContext.ts';
import type { CsrMatrix } from '../../math/CsrMatrix.ts';
import { ReducedIndex } from '../../neighbours/ReducedIndex.ts';
import type { SvdIndexSettings } from '../IndexSettings.ts';

/**
 * @param settings - from `svdIndex`
 * @param matrix - samples x features
 * @param context - seed, sample weights, signal
 * @returns an index of the rows, reduced by what they have in common
 * @throws GenrekitError `aborted` when the signal fires
 */
export async function fitReducedIndex(
  settings: SvdIndexSettings,
  matrix: CsrMatrix,
  { seed, sampleWeights, signal }: FitContext,
): Promise<ReducedIndex> {
  const { dimensions, powerIterations, oversampling } = settings;
  const options = { dimensions, powerIterations, oversampling };
  const { svd } = await fitTruncatedSvd(matrix, options, {
    seed,
    sampleWeights,
    async pause() {
      await pause();
      throwIfAborted(signal);
    },
  });
  return new ReducedIndex(svd, svd.reduce(matrix), sampleWeights?.slice());
}
