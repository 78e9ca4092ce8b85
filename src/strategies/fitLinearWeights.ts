import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { BinaryLearner } from '../learners/BinaryLearner.ts';
import type { FitContext } from '../learners/FitContext.ts';
import { trainLabels } from '../learners/trainLabels.ts';
import type { CsrMatrix } from '../math/CsrMatrix.ts';
import type { LinearWeights } from './LinearWeights.ts';
import { linearWeightsOf } from './linearWeightsOf.ts';

/**
 * Fits one linear function a label.
 *
 * @param matrix - samples x features
 * @param labels - samples x labels; unknown cells are left out
 * @param learner - made by `linearSvm()` or `logisticRegression()`
 * @param context - seed, sample weights, signal, progress, and who trains; this thread when it names nobody
 * @throws GenrekitError `shape-mismatch` when rows differ; `invalid-value` when a weight is too large for single
 * precision; `aborted` when the signal fires
 */
export async function fitLinearWeights(
  matrix: CsrMatrix,
  labels: LabelMatrix,
  learner: BinaryLearner,
  context: FitContext,
): Promise<LinearWeights> {
  const trainer = context.trainer ?? { trainLabels };
  const functions = await trainer.trainLabels(matrix, labels, learner, context);
  return linearWeightsOf(labels.labels, matrix.columnCount, functions);
}
