import { fitCalibration } from '../calibration/fitCalibration.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { logLoss } from '../metrics/logLoss.ts';
import { selectRows } from '../metrics/predictionRows.ts';
import { rowsInFold, rowsOutsideFold } from '../splits/folds.ts';

/** Weights are multiples of one over this. */
const STEPS = 20;

/**
 * Chooses how much each of several scores counts: by the log loss of each fold, calibrated on the others. The loss is
 * smooth and has one valley in practice, so the search starts from equal weights and moves one step from one score to
 * another as long as that helps.
 *
 * @param scores - standardised, of movies that none of the models was fitted on: one matrix a model
 * @param truth - their labels
 * @param folds - the fold of each movie
 * @returns one weight a model; together 1
 */
export function chooseWeights(
  scores: readonly ScoreMatrix[],
  truth: LabelMatrix,
  folds: Int32Array,
): number[] {
  const foldCount = new Set(folds).size;
  const parts = Array.from({ length: foldCount }, (_, fold) => {
    const [learned, judged] = [rowsOutsideFold(folds, fold), rowsInFold(folds, fold)];
    const split = (rows: Int32Array) => ({
      truth: truth.selectRows(rows),
      scores: scores.map((own) => selectRows(own, rows)),
    });
    return { learned: split(learned), judged: split(judged) };
  });
  const lossOf = (steps: readonly number[]) => {
    const weights = steps.map((step) => step / STEPS);
    let sum = 0;
    for (const { learned, judged } of parts) {
      const calibration = fitCalibration(weightedSum(learned.scores, weights), learned.truth);
      const probabilities = calibration.apply(weightedSum(judged.scores, weights));
      sum += logLoss(judged.truth, probabilities) * judged.truth.sampleCount;
    }
    return sum;
  };
  let best = equalSteps(scores.length);
  let least = lossOf(best);
  for (let isBetter = true; isBetter; ) {
    isBetter = false;
    for (const candidate of neighboursOf(best)) {
      const loss = lossOf(candidate);
      if (loss >= least) continue;
      [best, least, isBetter] = [candidate, loss, true];
    }
  }
  return best.map((step) => step / STEPS);
}

/** @returns the sum of score matrices, each times its weight */
export function weightedSum(scores: readonly ScoreMatrix[], weights: readonly number[]): ScoreMatrix {
  const { labels, sampleCount } = scores[0]!;
  const values = new Float64Array(scores[0]!.values.length);
  scores.forEach((own, member) => {
    for (let cell = 0; cell < values.length; cell++) values[cell]! += weights[member]! * own.values[cell]!;
  });
  return new ScoreMatrix(labels, sampleCount, values);
}

function equalSteps(count: number): number[] {
  return Array.from(
    { length: count },
    (_, i) => Math.floor(((i + 1) * STEPS) / count) - Math.floor((i * STEPS) / count),
  );
}

/** All weights that are one step away. */
function neighboursOf(steps: readonly number[]): number[][] {
  return steps.flatMap((own, from) =>
    steps.flatMap((_, to) =>
      from === to || own === 0
        ? []
        : [steps.map((step, i) => step + (i === to ? 1 : 0) - (i === from ? 1 : 0))],
    ),
  );
}
