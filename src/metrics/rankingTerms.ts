import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { checkScores } from './checkPair.ts';
import { type RowTerms, rowMeanTerms } from './RowTerms.ts';

/** The known cells of one sample, packed in label order; the arrays may be longer than `cellCount`. */
export interface KnownRow {
  /** How many cells are known; at least 1. */
  readonly cellCount: number;
  /** How many of them are true. */
  readonly positiveCount: number;
  /** The score of each. */
  readonly scores: Float64Array;
  /** 1 = true, 0 = false. */
  readonly truth: Uint8Array;
}

/**
 * Averages over samples a measure of how well each sample's labels are ranked. Unknown cells are dealt with here, once
 * for all ranking metrics: a measure sees known cells alone, and a sample without any is left out.
 *
 * @param truth - the true labels
 * @param scores - a score for each sample and label
 * @param measure - the value of one sample; `NaN` leaves it out. The row is reused: keep nothing of it.
 * @returns the mean as a function of sums over rows
 * @throws GenrekitError `shape-mismatch` when rows or labels differ, `invalid-value` for a score that is not finite
 */
export function rankingTerms(
  truth: LabelMatrix,
  scores: ScoreMatrix,
  measure: (row: KnownRow) => number,
): RowTerms {
  checkScores(truth, scores);
  const row = {
    cellCount: 0,
    positiveCount: 0,
    scores: new Float64Array(truth.labelCount),
    truth: new Uint8Array(truth.labelCount),
  };
  const values = new Float64Array(truth.sampleCount);
  let cell = 0;
  for (let sample = 0; sample < truth.sampleCount; sample++) {
    row.cellCount = 0;
    row.positiveCount = 0;
    for (let label = 0; label < truth.labelCount; label++, cell++) {
      if (truth.known?.[cell] === 0) continue;
      row.scores[row.cellCount] = scores.values[cell]!;
      row.truth[row.cellCount++] = truth.values[cell]!;
      row.positiveCount += truth.values[cell]!;
    }
    values[sample] = row.cellCount === 0 ? Number.NaN : measure(row);
  }
  return rowMeanTerms(values);
}

/**
 * The place of a cell when a sample's known labels are sorted by falling score; ties go to the lower label.
 *
 * @param row - the sample
 * @param place - a cell, as its place in `row.scores`
 * @returns 0 for the first
 */
export function rankOf(row: KnownRow, place: number): number {
  const score = row.scores[place]!;
  let rank = 0;
  for (let other = 0; other < row.cellCount; other++) {
    const otherScore = row.scores[other]!;
    if (otherScore > score || (otherScore === score && other < place)) rank++;
  }
  return rank;
}
