import { resolveClassifierOptions } from '../../src/classifier/ClassifierOptions.ts';
import { saveModel } from '../../src/classifier/saveModel.ts';
import { type TfidfFeatures, tfidf } from '../../src/features/TfidfFeatures.ts';
import { LabelSet } from '../../src/labels/LabelSet.ts';
import { linearSvm } from '../../src/learners/linearSvm.ts';
import { BinaryRelevance, binaryRelevance } from '../../src/strategies/BinaryRelevance.ts';
import type { LinearArrays } from '../../src/strategies/LinearWeights.ts';
import { assembleModel } from './assembleModel.ts';
import type { Checkpoints } from './Checkpoints.ts';
import { type JudgedRows, joinJudged, judgeRows, type MadeModel } from './JudgedRows.ts';
import { foldOf, isJudged } from './judgedFolds.ts';
import { fitRows, type LinearFit, linearTask } from './LinearFit.ts';
import { packWeights } from './packWeights.ts';
import type { TrainingData, TrainingRow } from './readTrainingRows.ts';
import { selectedFeatures, showLabel } from './selectedFeatures.ts';
import { LEARNING, SETTINGS } from './settings.ts';

/**
 * Makes the default model: binary relevance over the terms that matter most.
 *
 * 1. All terms are fitted on all train rows, and those that move scores most are kept.
 * 2. Films of all catalogues are scored by fits that did not see their titles, in any catalogue; rows marked valid by the
 *    fit of all train rows.
 * 3. Calibration and thresholds are fitted on those scores, and the model on all train rows.
 *
 * @param data - rows marked train and valid; others are passed over
 * @param checkpoints - keep each stage
 * @returns the model, and what its decisions were fitted on
 */
export async function makeDefault(data: TrainingData, checkpoints: Checkpoints): Promise<MadeModel> {
  const labels = new LabelSet(data.genres);
  const train = data.rows.filter(({ split }) => split === 'train');
  const { termCount, step, foldCount, judgedShares } = SETTINGS;
  const extractor = await selectedFeatures(train, labels, termCount, checkpoints);
  const features = extractor.columnCount;

  const fitOn = async (stage: string, settings: object, rows: readonly TrainingRow[]) => {
    const fit = await fitDefault(stage, settings, extractor, rows, labels, checkpoints);
    return strategyOf(packWeights(fit, extractor, step), labels, features);
  };
  const strategy = await fitOn('weights', { foldCount }, train);

  const parts: JudgedRows[] = [];
  for (let fold = 0; fold < foldCount; fold++) {
    const { heldOut, rest } = splitFold(train, fold);
    const twin = await fitOn(`fold-${fold}`, { foldCount, judgedShares }, rest);
    parts.push(judgeRows(heldOut, extractor, twin, () => fold));
  }
  const valid = data.rows.filter(({ split }) => split === 'valid');
  const judged = joinJudged([...parts, judgeRows(valid, extractor, strategy, (row) => row % foldCount)]);
  const options = resolveClassifierOptions({
    strategy: strategy.settings,
    features: tfidf(SETTINGS.blocks),
    labels: data.genres,
    calibration: SETTINGS.calibration,
    foldCount: SETTINGS.foldCount,
    seed: SETTINGS.seed,
  });
  const model = await assembleModel(data, extractor, strategy, judged, options);
  return { bytes: saveModel(model, options), judged, settings: SETTINGS };
}

/**
 * Fits the words of the default model.
 *
 * @param stage - `weights` for all rows, `fold-0` and so on without the films of a fold
 * @param settings - that tell fits of a stage apart
 * @param extractor - makes the features
 * @param rows - to learn from
 * @param labels - the genres
 * @param checkpoints - keep the fit
 */
export async function fitDefault(
  stage: string,
  settings: object,
  extractor: TfidfFeatures,
  rows: readonly TrainingRow[],
  labels: LabelSet,
  checkpoints: Checkpoints,
): Promise<LinearFit> {
  const { termCount } = SETTINGS;
  const arrays = await checkpoints.run(stage, { ...LEARNING, termCount, ...settings }, async () => ({
    ...(await fitRows(linearTask(extractor, rows, labels), showLabel)),
  }));
  return arrays as unknown as LinearFit;
}

/** The judged rows of a fold, and the rows of which no film is among those. */
export function splitFold(train: readonly TrainingRow[], fold: number) {
  const heldOut = train.filter((row) => isJudged(row) && foldOf(row) === fold);
  const keys = new Set(heldOut.map(({ key }) => key));
  return { heldOut, rest: train.filter(({ key }) => !keys.has(key)) };
}

function strategyOf(arrays: LinearArrays, labels: LabelSet, featureCount: number): BinaryRelevance {
  const { learner } = binaryRelevance({ learner: linearSvm(SETTINGS.learner) });
  return BinaryRelevance.fromState(
    { id: 'binary-relevance', settings: { learner }, arrays },
    labels,
    featureCount,
  );
}
