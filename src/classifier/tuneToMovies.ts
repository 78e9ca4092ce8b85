import { Calibration } from '../calibration/Calibration.ts';
import type { Calibrator } from '../calibration/Calibrator.ts';
import { fitCurves } from '../calibration/fitCurves.ts';
import { GenrekitError } from '../errors.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import { deriveSeed } from '../math/SeededRandom.ts';
import { stratifiedFolds } from '../splits/folds.ts';
import type { LabelledMovie } from '../text/Movie.ts';
import { fitMissRates } from '../thresholds/fitMissRates.ts';
import type { ThresholdObjective, ThresholdOptions } from '../thresholds/ThresholdOptions.ts';
import { Thresholds } from '../thresholds/Thresholds.ts';
import { ThresholdTuner } from '../thresholds/tuneThresholds.ts';
import { type ResolvedClassifierOptions, resolveClassifierOptions } from './ClassifierOptions.ts';
import { Decision } from './Decision.ts';
import type { FittedModel } from './FittedModel.ts';
import type { LoadedModel } from './loadModel.ts';
import { type JudgedMovies, refitDecisions } from './refitDecisions.ts';

/** A label needs as many movies with and without it to be calibrated anew; with fewer it keeps its calibration. */
const FEWEST_MOVIES = 10;

/**
 * Tunes thresholds to movies that the model was not fitted on.
 *
 * @param model - a fitted model, left as it is
 * @param options - the settings of its classifier
 * @param movies - movies with their genres
 * @param given - what to tune for; its objective becomes the one that predictions go by
 * @returns the model and the settings that go with it
 * @throws GenrekitError as `GenreClassifier.tuneThresholds`
 */
export function tuneToMovies(
  model: FittedModel,
  options: ResolvedClassifierOptions,
  movies: readonly LabelledMovie[],
  given: ThresholdOptions = {},
): LoadedModel {
  const { thresholds } = resolveClassifierOptions({
    thresholds: { objective: options.thresholds.objective, ...given },
  });
  const { objective, smoothing, combination, scope } = thresholds;
  const retune = (decision: Decision, { scores, truth }: JudgedMovies) => {
    const tuner = new ThresholdTuner(decision.calibration.apply(scores), truth, foldsOf(truth, options));
    const always = ALWAYS.filter((other) => other !== objective);
    return withThresholds(decision, [
      tuner.tune(thresholds),
      ...always.map((other) => tuner.tune({ objective: other, smoothing, combination, scope })),
    ]);
  };
  const tuned = refitDecisions(model, movies, retune, (decision) => puttingFirst(decision, objective));
  return { model: tuned, options: Object.freeze({ ...options, thresholds }) };
}

/** Kept whatever is asked for, so that predictions can choose. */
const ALWAYS: readonly ThresholdObjective[] = ['microF1', 'macroF1'];

/**
 * Calibrates anew on movies that the model was not fitted on, and tunes thresholds and sets to the new probabilities.
 *
 * @param model - a fitted model, left as it is
 * @param options - the settings of its classifier
 * @param movies - movies with their genres
 * @throws GenrekitError as `GenreClassifier.recalibrate`
 */
export async function recalibrateToMovies(
  model: FittedModel,
  options: ResolvedClassifierOptions,
  movies: readonly LabelledMovie[],
): Promise<LoadedModel> {
  const { rejoinLabels, soften } = await import('../calibration/joinLabels.ts');
  const calibrated = refitDecisions(model, movies, (decision, { scores, truth }) => {
    const fitted = fitCurves(scores, truth, options.calibration);
    const { company } = decision.calibration;
    const curveFor = (curve: Calibrator) => (company ? soften(curve) : curve);
    const alone = new Calibration(
      fitted.labels,
      fitted.calibrators.map((calibrator, label) =>
        hasEnough(truth, label) ? curveFor(calibrator) : decision.calibration.calibrators[label]!,
      ),
    );
    const calibration = company ? rejoinLabels(alone, scores, truth) : alone;
    const missRates = fitMissRates(calibration.apply(scores), truth);
    return new Decision(calibration, decision.thresholds, decision.labelSets, missRates);
  });
  return tuneToMovies(calibrated, options, movies, options.thresholds);
}

/** Thresholds that were not tuned for the objective serve it as they are, for want of movies to tune on. */
function puttingFirst(decision: Decision, objective: ThresholdObjective): Decision {
  const { thresholds } = decision;
  const [first] = thresholds as [Thresholds];
  const found = thresholds.find((own) => own.objective === objective);
  const others = thresholds.filter((own) => own !== found);
  return withThresholds(decision, [
    found ?? new Thresholds(first.labels, first.values, { objective }),
    ...others,
  ]);
}

function withThresholds(decision: Decision, thresholds: readonly Thresholds[]): Decision {
  return new Decision(decision.calibration, thresholds, decision.labelSets, decision.missRates);
}

function foldsOf(truth: LabelMatrix, { foldCount, seed }: ResolvedClassifierOptions): Int32Array {
  if (truth.sampleCount < foldCount) {
    throw new GenrekitError(
      'invalid-data',
      `Thresholds are tuned on ${foldCount} folds, which takes as many movies; got ${truth.sampleCount}.`,
    );
  }
  return stratifiedFolds(truth, { foldCount, seed: deriveSeed(seed, 3) });
}

function hasEnough({ values, known, labelCount, sampleCount }: LabelMatrix, label: number): boolean {
  const counts = [0, 0];
  for (let sample = 0; sample < sampleCount; sample++) {
    const cell = sample * labelCount + label;
    if (known?.[cell] !== 0) counts[values[cell]!]!++;
  }
  return counts.every((count) => count >= FEWEST_MOVIES);
}
