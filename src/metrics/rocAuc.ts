import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { checkScores } from './checkPair.ts';
import { meanOfDefined, type SplitScores, splitScores } from './splitScores.ts';

/**
 * Area under the ROC curve of each label: the chance that a random sample with the label scores above a random one
 * without it, ties counting half (Hanley and McNeil 1982). Cells of unknown truth are skipped.
 *
 * @param truth - the true labels
 * @param scores - a score for each sample and label
 * @returns one number in [0, 1] a label; `NaN` for a label that every sample has or none has
 * @throws GenrekitError `shape-mismatch` when rows or labels differ, `invalid-value` for a score that is not finite
 */
export function rocAucPerLabel(truth: LabelMatrix, scores: ScoreMatrix): Float64Array {
  checkScores(truth, scores);
  return Float64Array.from(truth.labels.names, (_, label) => winShareOf(splitScores(truth, scores, label)));
}

/**
 * Macro ROC-AUC: the mean over the labels that define it, those with samples of both kinds.
 *
 * @param truth - the true labels
 * @param scores - a score for each sample and label
 * @returns a number in [0, 1]; `NaN` when no label defines it
 * @throws GenrekitError as `rocAucPerLabel`
 */
export function macroRocAuc(truth: LabelMatrix, scores: ScoreMatrix): number {
  return meanOfDefined(rocAucPerLabel(truth, scores));
}

function winShareOf({ positives, negatives }: SplitScores): number {
  let wins = 0;
  let below = 0; // negatives below the current positive
  let upTo = 0; // negatives below or equal
  for (const score of positives) {
    while (below < negatives.length && negatives[below]! < score) below++;
    while (upTo < negatives.length && negatives[upTo]! <= score) upTo++;
    wins += (below + upTo) / 2;
  }
  return wins / (positives.length * negatives.length);
}
