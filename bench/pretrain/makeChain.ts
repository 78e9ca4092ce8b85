import { resolveClassifierOptions } from '../../src/classifier/ClassifierOptions.ts';
import { saveModel } from '../../src/classifier/saveModel.ts';
import { type TfidfFeatures, tfidf } from '../../src/features/TfidfFeatures.ts';
import { LabelSet } from '../../src/labels/LabelSet.ts';
import { linearSvm } from '../../src/learners/linearSvm.ts';
import { logOddsPerScore } from '../../src/strategies/ChainWeights.ts';
import { ClassifierChain, classifierChain } from '../../src/strategies/ClassifierChain.ts';
import { chainOrder } from '../../src/strategies/chainOrder.ts';
import { assembleModel } from './assembleModel.ts';
import { type ChainFit, fitChainRows } from './ChainFit.ts';
import type { Checkpoints } from './Checkpoints.ts';
import { joinJudged, judgeRows, type MadeModel } from './JudgedRows.ts';
import { foldOf, isJudged } from './judgedFolds.ts';
import { linearTask } from './LinearFit.ts';
import { packWeights } from './packWeights.ts';
import type { TrainingData } from './readTrainingRows.ts';
import { selectedFeatures } from './selectedFeatures.ts';
import { CHAIN, LEARNING, SETTINGS } from './settings.ts';

/** Where a chain may differ from {@link CHAIN}. */
export interface ChainChoice {
  readonly order: 'frequency' | 'given' | 'random' | readonly string[];
  readonly chainScale: number;
  readonly foldCount: number;
  readonly termCount: number;
  readonly step: number;
}

/**
 * Makes the chain: like the default model, each genre told what the chain thinks of those before it.
 *
 * The folds that give these thoughts leave films out by their titles, in all catalogues, so that the same fits judge films;
 * rows marked valid are judged by the fit of all train rows.
 *
 * @param data - rows marked train and valid; others are passed over
 * @param checkpoints - keep each genre
 */
export async function makeChain(data: TrainingData, checkpoints: Checkpoints): Promise<MadeModel> {
  const train = data.rows.filter(({ split }) => split === 'train');
  const extractor = await selectedFeatures(train, new LabelSet(data.genres), CHAIN.termCount, checkpoints);
  return chainModel(data, extractor, CHAIN, checkpoints);
}

/**
 * @param data - rows marked train and valid
 * @param extractor - makes the features
 * @param choice - see {@link ChainChoice}
 * @param checkpoints - keep each genre
 */
export async function chainModel(
  data: TrainingData,
  extractor: TfidfFeatures,
  choice: ChainChoice,
  checkpoints: Checkpoints,
): Promise<MadeModel> {
  const labels = new LabelSet(data.genres);
  const train = data.rows.filter(({ split }) => split === 'train');
  const { foldCount, step, chainScale, ...rest } = choice;
  const task = linearTask(extractor, train, labels);
  const rowFolds = train.map((row) => foldOf(row, foldCount));
  const order = chainOrder(choice.order, task.labels, task.sampleWeights, SETTINGS.seed);
  const fits = await fitChainRows(
    task,
    Int32Array.from([...rowFolds, ...rowFolds]),
    extractor.columnCount,
    { order, scale: chainScale, foldCount },
    (label, work) => checkpoints.run(`chain-${label}`, { ...LEARNING, ...rest, chainScale, foldCount }, work),
  );
  const [strategy, ...twins] = fits.map((fit) => strategyOf(fit, order, choice, extractor, labels));
  const valid = data.rows.filter(({ split }) => split === 'valid');
  const judged = joinJudged([
    ...twins.map((twin, fold) =>
      judgeRows(
        train.filter((row, i) => isJudged(row) && rowFolds[i] === fold),
        ...([extractor, twin, () => fold] as const),
      ),
    ),
    judgeRows(valid, extractor, strategy!, (row) => row % foldCount),
  ]);
  const options = resolveClassifierOptions({
    strategy: strategy!.settings,
    features: tfidf(SETTINGS.blocks),
    labels: data.genres,
    calibration: SETTINGS.calibration,
    foldCount,
    seed: SETTINGS.seed,
  });
  const model = await assembleModel(data, extractor, strategy!, judged, options);
  return { bytes: saveModel(model, options), judged, settings: { ...LEARNING, ...choice } };
}

/** Words rounded as those of the default model, links as they are. */
function strategyOf(
  fit: ChainFit,
  order: Int32Array,
  { order: wanted, chainScale, foldCount, step }: ChainChoice,
  extractor: TfidfFeatures,
  labels: LabelSet,
): ClassifierChain {
  const learner = linearSvm(SETTINGS.learner);
  const { id, ...settings } = classifierChain({ learner, order: wanted, chainScale, foldCount });
  const arrays = {
    ...packWeights(fit, extractor, step),
    orders: order,
    links: fit.links,
    slope: Float64Array.of(logOddsPerScore(learner)),
  };
  return ClassifierChain.fromState({ id, settings, arrays }, labels, extractor.columnCount);
}
