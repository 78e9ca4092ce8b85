import { checkProbabilities } from '../calibration/checkTables.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';

/**
 * Makes the probabilities of each sample add up to 1, for samples that have exactly one label: the softmax of their
 * log-odds, which is their odds in proportion. The order of labels stays.
 *
 * @param probabilities - samples x labels, 0 to 1
 * @returns samples x labels; each row adds up to 1
 * @throws GenrekitError `invalid-value` for a number outside 0 to 1
 */
export function normaliseToOne(probabilities: ScoreMatrix): ScoreMatrix {
  checkProbabilities(probabilities);
  const { values, labelCount, sampleCount, labels } = probabilities;
  const normalised = new Float64Array(values.length);
  for (let start = 0; start < values.length; start += labelCount) {
    let sum = 0;
    for (let cell = start; cell < start + labelCount; cell++) {
      // Kept off the ends, so that certainties share instead of dividing by 0.
      const probability = Math.min(1 - CERTAINTY_MARGIN, Math.max(CERTAINTY_MARGIN, values[cell]!));
      normalised[cell] = probability / (1 - probability);
      sum += normalised[cell]!;
    }
    for (let cell = start; cell < start + labelCount; cell++) normalised[cell]! /= sum;
  }
  return new ScoreMatrix(labels, sampleCount, normalised);
}

const CERTAINTY_MARGIN = 1e-12;
