import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { CsrMatrix } from '../math/CsrMatrix.ts';
import type { BinaryLearner } from './BinaryLearner.ts';
import type { BinaryFit } from './BinaryProblem.ts';
import type { FitContext } from './FitContext.ts';

/** Fits one binary learner a label: on this thread (`trainLabels`), or on others (a worker pool). */
export interface LabelTrainer {
  /**
   * @param matrix - samples x features
   * @param labels - samples x labels; unknown cells are left out
   * @param learner - made by `linearSvm()` or `logisticRegression()`
   * @param context - seed, sample weights, signal, progress
   * @returns one fit a label, in label order; the bits do not depend on who computes them
   * @throws GenrekitError `shape-mismatch` when rows differ, `aborted` when the signal fires
   */
  trainLabels(
    matrix: CsrMatrix,
    labels: LabelMatrix,
    learner: BinaryLearner,
    context: FitContext,
  ): Promise<readonly BinaryFit[]>;
}
