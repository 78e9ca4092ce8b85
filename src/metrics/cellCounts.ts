import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import { checkPredicted } from './checkPair.ts';

/** Counts of known cells, one entry a row or one a label. */
export interface CellCounts {
  /** Cells that are true and predicted. */
  readonly truePositives: Uint32Array;
  /** Cells that are predicted. */
  readonly predicted: Uint32Array;
  /** Cells that are true: the support. */
  readonly actual: Uint32Array;
  /** Cells whose truth is known. */
  readonly known: Uint32Array;
}

/**
 * Counts hits and misses of each sample; cells of unknown truth are skipped.
 *
 * @param truth - the true labels
 * @param predicted - the predicted labels
 * @returns one entry a sample
 * @throws GenrekitError `shape-mismatch` when rows or labels differ
 */
export function countByRow(truth: LabelMatrix, predicted: LabelMatrix): CellCounts {
  return countCells(truth, predicted, truth.sampleCount, (sample) => sample);
}

/**
 * Counts hits and misses of each label; cells of unknown truth are skipped.
 *
 * @param truth - the true labels
 * @param predicted - the predicted labels
 * @returns one entry a label
 * @throws GenrekitError `shape-mismatch` when rows or labels differ
 */
export function countByLabel(truth: LabelMatrix, predicted: LabelMatrix): CellCounts {
  return countCells(truth, predicted, truth.labelCount, (_, label) => label);
}

function countCells(
  truth: LabelMatrix,
  predicted: LabelMatrix,
  size: number,
  placeOf: (sample: number, label: number) => number,
): CellCounts {
  checkPredicted(truth, predicted);
  const counts: CellCounts = {
    truePositives: new Uint32Array(size),
    predicted: new Uint32Array(size),
    actual: new Uint32Array(size),
    known: new Uint32Array(size),
  };
  let cell = 0;
  for (let sample = 0; sample < truth.sampleCount; sample++) {
    for (let label = 0; label < truth.labelCount; label++, cell++) {
      if (truth.known?.[cell] === 0) continue;
      const place = placeOf(sample, label);
      const isTrue = truth.values[cell]!;
      const isPredicted = predicted.values[cell]!;
      counts.truePositives[place]! += isTrue & isPredicted;
      counts.predicted[place]! += isPredicted;
      counts.actual[place]! += isTrue;
      counts.known[place]!++;
    }
  }
  return counts;
}
