import { GenrekitError } from '../errors.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { CsrMatrix } from '../math/CsrMatrix.ts';
import { pause, throwIfAborted } from './abort.ts';
import type { BinaryLearner } from './BinaryLearner.ts';
import type { BinaryFit } from './BinaryProblem.ts';
import type { FitContext } from './FitContext.ts';
import { fitTogether } from './fitBinary.ts';
import { prepareRows } from './prepareRows.ts';
import { LANE_COUNT } from './RowLanes.ts';

/**
 * Fits one binary learner a label on this thread, giving way to the event loop after every few labels.
 *
 * All labels visit the rows in the same order, which the seed sets, so a label's fit does not depend on which labels
 * are fitted with it, nor where.
 *
 * @param matrix - samples x features
 * @param labels - samples x labels; unknown cells are left out
 * @param learner - made by `linearSvm()` or `logisticRegression()`
 * @param context - seed, sample weights, signal, progress
 * @returns one fit a label, in label order
 * @throws GenrekitError `shape-mismatch` when rows differ, `aborted` when the signal fires
 */
export async function trainLabels(
  matrix: CsrMatrix,
  labels: LabelMatrix,
  learner: BinaryLearner,
  context: FitContext,
): Promise<BinaryFit[]> {
  const { seed, sampleWeights, signal, onProgress } = context;
  checkRows(matrix, labels);
  throwIfAborted(signal);
  const rows = prepareRows(matrix);
  const fits: BinaryFit[] = [];
  for (const group of labelGroups(labels.labelCount)) {
    await pause();
    throwIfAborted(signal);
    const problems = group.map((label) => ({ targets: targetsOf(labels, label), sampleWeights }));
    for (const fit of fitTogether(rows, problems, learner, { seed })) {
      fits.push(fit);
      onProgress?.({ stage: 'fitting', done: fits.length, total: labels.labelCount });
    }
  }
  return fits;
}

/**
 * @param labels - samples x labels
 * @param label - column number
 * @returns the column as the targets of a binary fit: +1 has it, -1 has it not, 0 unknown
 */
export function targetsOf(labels: LabelMatrix, label: number): Int8Array {
  const { values, known, labelCount, sampleCount } = labels;
  const targets = new Int8Array(sampleCount);
  for (let sample = 0; sample < sampleCount; sample++) {
    const cell = sample * labelCount + label;
    if (known === undefined || known[cell] === 1) targets[sample] = values[cell] === 1 ? 1 : -1;
  }
  return targets;
}

/** The labels in the groups that are fitted together. */
export function labelGroups(labelCount: number): number[][] {
  return Array.from({ length: Math.ceil(labelCount / LANE_COUNT) }, (_, group) =>
    Array.from(
      { length: Math.min(LANE_COUNT, labelCount - group * LANE_COUNT) },
      (_, lane) => group * LANE_COUNT + lane,
    ),
  );
}

/** Refuses features and labels of different numbers of rows. */
export function checkRows(matrix: CsrMatrix, labels: LabelMatrix): void {
  if (matrix.rowCount === labels.sampleCount) return;
  throw new GenrekitError(
    'shape-mismatch',
    `Features and labels must have equally many rows; got ${matrix.rowCount} and ${labels.sampleCount}.`,
  );
}
