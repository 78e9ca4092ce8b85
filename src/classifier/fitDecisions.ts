import { reliability } from '../calibration/reliability.ts';
import { GenrekitError } from '../errors.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import { fScore } from '../metrics/fScore.ts';
import { labelRankingAveragePrecision } from '../metrics/labelRankingAveragePrecision.ts';
import { decodeRows } from '../thresholds/decodeRows.ts';
import { fitLabelSets } from '../thresholds/fitLabelSets.ts';
import { fitMissRates } from '../thresholds/fitMissRates.ts';
import type { LabelSets } from '../thresholds/LabelSets.ts';
import type { ResolvedClassifierOptions } from './ClassifierOptions.ts';
import { Decision } from './Decision.ts';
import type { ShapeDecisions } from './FittedModel.ts';
import type { InputShape } from './InputShape.ts';
import type { OutOfFoldScores } from './outOfFold.ts';
import type { OutOfFoldQuality } from './TrainingSummary.ts';
import { foldCountOf, isTunable, type TunedShape, tuneShape } from './tuneShape.ts';

/** What {@link fitDecisions} learns. */
export interface FittedDecisions {
  readonly decisions: ShapeDecisions;
  readonly quality: Readonly<Partial<Record<InputShape, OutOfFoldQuality>>>;
}

/**
 * Calibrates and tunes each shape of input on its out-of-fold scores, and learns which genres keep company.
 *
 * @param outOfFold - the scores of each shape
 * @param truth - the labels of all training rows
 * @param options - checked settings
 * @returns one decision a shape, and how good it is; a shape with rows in one fold alone gets none, since nothing can be
 * tuned on it
 * @throws GenrekitError `invalid-data` when no shape is left; `invalid-option` for a decoder that cannot be made
 */
export async function fitDecisions(
  outOfFold: readonly OutOfFoldScores[],
  truth: LabelMatrix,
  options: ResolvedClassifierOptions,
): Promise<FittedDecisions> {
  const tunable = outOfFold
    .map((part) => ({ ...part, truth: truth.selectRows(part.rows) }))
    .filter(isTunable);
  const tuned: TunedShape[] = [];
  for (const part of tunable) tuned.push(await tuneShape(part, options));
  if (tuned.length === 0) {
    throw new GenrekitError(
      'invalid-data',
      'The movies with a title alone, a plot alone, and both are too few of each to tune anything on; give more movies.',
    );
  }
  const labelSets = labelSetsOf(tuned);
  const decisions = new Map<InputShape, Decision>();
  const quality: Partial<Record<InputShape, OutOfFoldQuality>> = {};
  for (const part of tuned) {
    const decision = new Decision(
      part.calibration,
      part.thresholds,
      labelSets,
      fitMissRates(part.probabilities, part.truth),
    );
    decision.decoderFor(options.decoder);
    decisions.set(part.shape, decision);
    quality[part.shape] = qualityOf(part, decision);
  }
  return { decisions, quality };
}

/**
 * The label sets of the shape with most text; the company that genres keep does not depend on the text. Only rows of
 * which every genre is known show their whole set, and to weigh the sets takes such rows in two folds.
 */
function labelSetsOf(tuned: readonly TunedShape[]): LabelSets | undefined {
  const best = tuned.find(({ truth, folds }) => foldCountOf(folds, (row) => isComplete(truth, row)) > 1);
  return best && fitLabelSets(best.probabilities, best.truth, undefined, best.folds);
}

function qualityOf({ truth, probabilities }: TunedShape, decision: Decision): OutOfFoldQuality {
  const f1 = (objective: 'microF1' | 'macroF1') =>
    fScore(truth, decodeRows(decision.decoderFor({ kind: 'threshold' }, objective), probabilities), {
      average: objective === 'microF1' ? 'micro' : 'macro',
    });
  return {
    sampleCount: truth.sampleCount,
    microF1: f1('microF1'),
    macroF1: f1('macroF1'),
    lrap: labelRankingAveragePrecision(truth, probabilities),
    ece: reliability(probabilities, truth).expectedCalibrationError,
  };
}

function isComplete({ known, labelCount }: LabelMatrix, row: number): boolean {
  return known === undefined || !known.subarray(row * labelCount, (row + 1) * labelCount).includes(0);
}
