import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { checkNumber } from '../options.ts';
import { evaluateTerms, type RowTerms } from './RowTerms.ts';
import { type KnownRow, rankingTerms, rankOf } from './rankingTerms.ts';

/**
 * Precision at k: how many of the k best-scored labels of a sample are true, divided by k, averaged over samples. Ties
 * go to the lower label. Only known cells of a sample count; where fewer than k are known, all of them are taken and
 * their number stands for k.
 *
 * @param truth - the true labels
 * @param scores - a score for each sample and label
 * @param k - how many labels are taken; 1 to the number of labels
 * @returns a number in [0, 1]
 * @throws GenrekitError `shape-mismatch` when rows or labels differ, `invalid-value` for a score that is not finite,
 * `invalid-option` for a bad k
 */
export function precisionAtK(truth: LabelMatrix, scores: ScoreMatrix, k: number): number {
  return evaluateTerms(precisionAtKTerms(truth, scores, k));
}

/**
 * Precision at k as a function of sums over rows, for fast resampling.
 *
 * @param truth - the true labels
 * @param scores - a score for each sample and label
 * @param k - how many labels are taken
 * @returns the terms of `precisionAtK`
 * @throws GenrekitError as `precisionAtK`
 */
export function precisionAtKTerms(truth: LabelMatrix, scores: ScoreMatrix, k: number): RowTerms {
  checkK('precisionAtK', k, truth);
  return rankingTerms(truth, scores, (row) => hitsAt(row, k) / Math.min(k, row.cellCount));
}

/**
 * Recall at k: how many of a sample's true labels are among its k best-scored ones, averaged over samples. Ties go to
 * the lower label. Only known cells of a sample count; samples without a true label are left out.
 *
 * @param truth - the true labels
 * @param scores - a score for each sample and label
 * @param k - how many labels are taken; 1 to the number of labels
 * @returns a number in [0, 1]; `NaN` when no sample has a true label
 * @throws GenrekitError as `precisionAtK`
 */
export function recallAtK(truth: LabelMatrix, scores: ScoreMatrix, k: number): number {
  return evaluateTerms(recallAtKTerms(truth, scores, k));
}

/**
 * Recall at k as a function of sums over rows, for fast resampling.
 *
 * @param truth - the true labels
 * @param scores - a score for each sample and label
 * @param k - how many labels are taken
 * @returns the terms of `recallAtK`
 * @throws GenrekitError as `precisionAtK`
 */
export function recallAtKTerms(truth: LabelMatrix, scores: ScoreMatrix, k: number): RowTerms {
  checkK('recallAtK', k, truth);
  return rankingTerms(truth, scores, (row) => {
    return row.positiveCount === 0 ? Number.NaN : hitsAt(row, k) / row.positiveCount;
  });
}

/**
 * @param owner - the metric, as the message names it
 * @param k - how many labels are taken
 * @param truth - the true labels
 * @throws GenrekitError `invalid-option` when k is not a whole number from 1 to the number of labels
 */
export function checkK(owner: string, k: number, truth: LabelMatrix): void {
  checkNumber(`The k of ${owner}`, k, { min: 1, max: truth.labelCount, isInteger: true });
}

function hitsAt(row: KnownRow, k: number): number {
  let hits = 0;
  for (let place = 0; place < row.cellCount; place++) {
    if (row.truth[place] === 1 && rankOf(row, place) < k) hits++;
  }
  return hits;
}
