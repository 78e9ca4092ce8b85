import { GenrekitError } from '../../errors.ts';
import { fitTruncatedSvd } from '../../features/fitTruncatedSvd.ts';
import type { LabelMatrix } from '../../labels/LabelMatrix.ts';
import { pause, throwIfAborted } from '../../learners/abort.ts';
import type { FitContext } from '../../learners/FitContext.ts';
import type { CsrMatrix } from '../../math/CsrMatrix.ts';
import { deriveSeed } from '../../math/SeededRandom.ts';
import { lossSettings } from '../../nn/Loss.ts';
import { trainHead } from '../../nn/trainHead.ts';
import { writeEpochs } from '../epochTable.ts';
import type { StateArray } from '../Strategy.ts';
import type { FeedForwardSettings } from './feedForward.ts';

/**
 * Reduces rows and trains dense layers on them.
 *
 * @param matrix - samples x features
 * @param labels - samples x labels
 * @param settings - of the strategy
 * @param context - seed, sample weights, signal, progress
 * @returns all numbers that scores need
 * @throws GenrekitError `shape-mismatch` when rows differ; `aborted` when the signal fires
 */
export async function fitFeedForward(
  matrix: CsrMatrix,
  labels: LabelMatrix,
  { svd: svdOptions, hidden, hasLinearPath, dropout, training }: FeedForwardSettings,
  context: FitContext,
): Promise<Record<string, StateArray>> {
  const { seed, sampleWeights, signal } = context;
  const { sampleCount, labelCount, values, known } = labels;
  if (matrix.rowCount !== sampleCount || (sampleWeights?.length ?? sampleCount) !== sampleCount) {
    throw new GenrekitError(
      'shape-mismatch',
      `Features, labels and sample weights must have equally many rows; got ${matrix.rowCount}, ${sampleCount} and ${sampleWeights?.length ?? sampleCount}.`,
    );
  }
  const { svd } = await fitTruncatedSvd(matrix, svdOptions, {
    seed: deriveSeed(seed, 0),
    sampleWeights,
    async pause() {
      await pause();
      throwIfAborted(signal);
    },
  });
  const reduced = svd.reduce(matrix).values;
  const scale = scaleOf(reduced, svd.dimensions, sampleWeights);
  const data = reduced.map((value) => value * scale);
  const shape = { queries: 1, width: svd.dimensions, hidden, hasLinearPath, dropout, labelCount };
  const truth = { labelCount, values, known, weights: sampleWeights };
  const settings = { ...training, loss: lossSettings(training.loss) };
  const { weights, epochs } = await trainHead(shape, data, truth, settings, {
    ...context,
    seed: deriveSeed(seed, 1),
  });
  return {
    components: svd.components.values,
    scale: Float64Array.of(scale),
    dense: weights,
    epochs: writeEpochs(epochs),
  };
}

/** One over the root of the mean square of the numbers, so that layers begin with numbers of about 1. */
function scaleOf(values: Float32Array, width: number, weights: Float64Array | undefined): number {
  let squares = 0;
  let count = 0;
  for (let i = 0; i < values.length; i++) {
    const weight = weights === undefined ? 1 : weights[Math.floor(i / width)]!;
    squares += weight * values[i]! * values[i]!;
    count += weight;
  }
  return squares > 0 ? Math.min(1e6, Math.sqrt(count / squares)) : 1;
}
