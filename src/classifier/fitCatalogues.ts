import { Calibration } from '../calibration/Calibration.ts';
import type { Calibrator } from '../calibration/Calibrator.ts';
import { ConstantCalibrator } from '../calibration/ConstantCalibrator.ts';
import { PlattCalibrator } from '../calibration/PlattCalibrator.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { shownLabels } from '../labels/shownLabels.ts';
import { selectRows } from '../metrics/predictionRows.ts';
import { compareCodePoints } from '../text/compareCodePoints.ts';
import { fitMissRates } from '../thresholds/fitMissRates.ts';
import type { LabelSets } from '../thresholds/LabelSets.ts';
import { MissRates } from '../thresholds/MissRates.ts';
import { Thresholds } from '../thresholds/Thresholds.ts';
import type { ResolvedClassifierOptions } from './ClassifierOptions.ts';
import { Decision } from './Decision.ts';
import { AUTO, type ShapeDecisions } from './FittedModel.ts';
import type { InputShape } from './InputShape.ts';
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
export async function fitCatalogues(
  outOfFold: readonly OutOfFoldScores[],
  truth: LabelMatrix,
  options: ResolvedClassifierOptions,
  catalogues: readonly (string | undefined)[],
  labelSets?: LabelSets,
): Promise<ReadonlyMap<string, ShapeDecisions>> {
  const names = new Set(catalogues.filter((name) => name !== undefined && name !== '' && name !== AUTO));
  const fitted = new Map<string, ShapeDecisions>();
  for (const name of ([...names] as string[]).sort(compareCodePoints)) {
    const decisions = new Map<InputShape, Decision>();
    for (const scores of outOfFold) {
      const part = rowsOf(scores, truth, (row) => catalogues[row] === name);
      if (part.truth.sampleCount >= SMALLEST_CATALOGUE && isTunable(part))
        decisions.set(part.shape, await decide(part, options, labelSets));
    }
    if (decisions.size > 0) fitted.set(name, decisions);
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
  return {
    shape,
    scores: selectRows(scores, places),
    folds: places.map((place) => folds[place]!),
    truth: truth.selectRows(places.map((place) => rows[place]!)),
  };
}

async function decide(
  part: ReturnType<typeof rowsOf>,
  options: ResolvedClassifierOptions,
  labelSets: LabelSets | undefined,
): Promise<Decision> {
  const { calibration, thresholds, probabilities } = await tuneShape(part, options);
  const isShown = shownLabels(part.truth);
  const own = new Calibration(
    calibration.labels,
    calibration.calibrators.map((calibrator, label) =>
      isShown[label] ? roundedCurve(calibrator) : new ConstantCalibrator(0),
    ),
    calibration.company,
  );
  const shown = own.apply(part.scores);
  return new Decision(
    own,
    thresholds.map(
      ({ labels, values, objective }) =>
        new Thresholds(
          labels,
          values.map((value, label) => (isShown[label] ? rounded(value, shown, label) : 1)),
          { objective },
        ),
    ),
    labelSets,
    roundedDown(fitMissRates(probabilities, part.truth)),
  );
}

/**
 * Four decimals: models store thresholds as text, once for each catalogue. A threshold that no row passes, or that all do,
 * stays one: it may be as near to a probability as numbers can be.
 */
function rounded(threshold: number, { values, labelCount }: ScoreMatrix, label: number): number {
  let [passing, failing] = [false, false];
  for (let cell = label; cell < values.length; cell += labelCount) {
    if (values[cell]! >= threshold) passing = true;
    else failing = true;
  }
  const way = !passing ? 'ceil' : failing ? 'round' : 'floor';
  return Math.max(1e-4, Math[way](threshold * 1e4) / 1e4);
}

/** Single precision is more than the movies of a catalogue can tell, and half of it to store. */
function roundedCurve(calibrator: Calibrator): Calibrator {
  if (!(calibrator instanceof PlattCalibrator)) return calibrator;
  return new PlattCalibrator(Math.fround(calibrator.slope), Math.fround(calibrator.intercept));
}

/** Down, so that no more is missed. */
function roundedDown({ thresholds }: MissRates): MissRates {
  return new MissRates(thresholds.map((threshold) => Math.floor(threshold * 2 ** 20) / 2 ** 20));
}
