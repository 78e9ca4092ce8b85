import { Calibration } from '../calibration/Calibration.ts';
import { ConstantCalibrator } from '../calibration/ConstantCalibrator.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { compareCodePoints } from '../text/compareCodePoints.ts';
import { fitMissRates } from '../thresholds/fitMissRates.ts';
import type { LabelSets } from '../thresholds/LabelSets.ts';
import { Thresholds } from '../thresholds/Thresholds.ts';
import type { ResolvedClassifierOptions } from './ClassifierOptions.ts';
import { Decision } from './Decision.ts';
import { AUTO, type ShapeDecisions } from './FittedModel.ts';
import type { OutOfFoldScores } from './outOfFold.ts';
import { isTunable, tuneShape } from './tuneShape.ts';

/** With fewer movies, what all catalogues teach together is the better guide. */
const SMALLEST_CATALOGUE = 200;

/**
 * Calibrates and tunes on the rows of each catalogue alone. A label that none of its rows could have is one that the
 * catalogue cannot show: it gets the probability 0.
 *
 * @param outOfFold - the scores of each shape
 * @param truth - the labels of all training rows
 * @param options - checked settings
 * @param catalogues - the catalogue of each training row, where it has one
 * @param labelSets - shared by all decisions
 * @returns one decision for each catalogue and shape with enough rows, catalogues in code-point order
 */
export function fitCatalogues(
  outOfFold: readonly OutOfFoldScores[],
  truth: LabelMatrix,
  options: ResolvedClassifierOptions,
  catalogues: readonly (string | undefined)[],
  labelSets?: LabelSets,
): ReadonlyMap<string, ShapeDecisions> {
  const names = new Set(catalogues.filter((name) => name !== undefined && name !== '' && name !== AUTO));
  const fitted = new Map<string, ShapeDecisions>();
  for (const name of ([...names] as string[]).sort(compareCodePoints)) {
    const decisions = outOfFold
      .map((part) => rowsOf(part, truth, (row) => catalogues[row] === name))
      .filter((part) => part.truth.sampleCount >= SMALLEST_CATALOGUE && isTunable(part))
      .map((part) => [part.shape, decide(part, options, labelSets)] as const);
    if (decisions.length > 0) fitted.set(name, new Map(decisions));
  }
  return fitted;
}

/** The part of some scores that belongs to some of the training rows. */
function rowsOf(
  { shape, rows, scores, folds }: OutOfFoldScores,
  truth: LabelMatrix,
  isWanted: (row: number) => boolean,
) {
  const places = Int32Array.from(rows.keys()).filter((place) => isWanted(rows[place]!));
  const width = scores.labelCount;
  const values = new Float64Array(places.length * width);
  places.forEach((place, i) => {
    values.set(scores.values.subarray(place * width, (place + 1) * width), i * width);
  });
  return {
    shape,
    scores: new ScoreMatrix(scores.labels, places.length, values),
    folds: places.map((place) => folds[place]!),
    truth: truth.selectRows(places.map((place) => rows[place]!)),
  };
}

function decide(
  part: ReturnType<typeof rowsOf>,
  options: ResolvedClassifierOptions,
  labelSets: LabelSets | undefined,
): Decision {
  const { calibration, thresholds } = tuneShape(part, options);
  const isShown = shownLabels(part.truth);
  const own = new Calibration(
    calibration.labels,
    calibration.calibrators.map((calibrator, label) =>
      isShown[label] ? calibrator : new ConstantCalibrator(0),
    ),
  );
  const probabilities = own.apply(part.scores);
  return new Decision(
    own,
    thresholds.map(
      ({ labels, values, objective }) =>
        new Thresholds(
          labels,
          values.map((value, label) => (isShown[label] ? rounded(value, probabilities, label) : 1)),
          { objective },
        ),
    ),
    labelSets,
    fitMissRates(probabilities, part.truth),
  );
}

function shownLabels({ known, labelCount, sampleCount }: LabelMatrix): boolean[] {
  return Array.from({ length: labelCount }, (_, label) => {
    if (known === undefined) return true;
    for (let sample = 0; sample < sampleCount; sample++)
      if (known[sample * labelCount + label] === 1) return true;
    return false;
  });
}

/**
 * Six decimals: models store thresholds as text, once for each catalogue. A threshold that no row passes, or that all do, stays
 * one: it may be as near to a probability as numbers can be.
 */
function rounded(threshold: number, { values, labelCount }: ScoreMatrix, label: number): number {
  let [passing, failing] = [false, false];
  for (let cell = label; cell < values.length; cell += labelCount) {
    if (values[cell]! >= threshold) passing = true;
    else failing = true;
  }
  const way = !passing ? 'ceil' : failing ? 'round' : 'floor';
  return Math.max(1e-6, Math[way](threshold * 1e6) / 1e6);
}
