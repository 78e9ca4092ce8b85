import { resolveClassifierOptions } from '../../src/classifier/ClassifierOptions.ts';
import { saveModel } from '../../src/classifier/saveModel.ts';
import { LabelSet } from '../../src/labels/LabelSet.ts';
import { assembleModel } from './assembleModel.ts';
import type { Checkpoints } from './Checkpoints.ts';
import { hashTerms } from './hashTerms.ts';
import { type JudgedRows, joinJudged, judgeRows, type MadeModel } from './JudgedRows.ts';
import { fitKnn } from './KnnFit.ts';
import { fitDefault, splitFold } from './makeDefault.ts';
import type { TrainingData, TrainingRow } from './readTrainingRows.ts';
import { selectedFeatures } from './selectedFeatures.ts';
import { KNN, LEARNING, SETTINGS } from './settings.ts';

/**
 * Makes ML-KNN: films as hashes of the few terms that say most of their genres, by the weights of the default model. Films
 * are judged by twins that know neither them nor weights that do, as those of the default model are.
 *
 * @param data - rows marked train and valid; others are passed over
 * @param checkpoints - keep the fits of the default model
 */
export async function makeMlKnn(data: TrainingData, checkpoints: Checkpoints): Promise<MadeModel> {
  const labels = new LabelSet(data.genres);
  const train = data.rows.filter(({ split }) => split === 'train');
  const words = await selectedFeatures(train, labels, SETTINGS.termCount, checkpoints);
  const few = await selectedFeatures(train, labels, KNN.termCount, checkpoints);
  const terms = hashTerms(words, few, SETTINGS.blocks);
  const fitOn = async (stage: string, settings: object, rows: readonly TrainingRow[]) => {
    const fit = await fitDefault(stage, settings, words, rows, labels, checkpoints);
    const strategy = await fitKnn(rows, terms, fit, labels, KNN);
    console.log(`neighbours by ${stage}: ${(process.memoryUsage().rss / 2 ** 30).toFixed(1)} GiB`);
    return strategy;
  };
  const { foldCount, judgedShares, seed } = SETTINGS;
  const parts: JudgedRows[] = [];
  for (let fold = 0; fold < foldCount; fold++) {
    const { heldOut, rest } = splitFold(train, fold);
    const twin = await fitOn(`fold-${fold}`, { foldCount, judgedShares }, rest);
    parts.push(judgeRows(heldOut, terms.extractor, twin, () => fold));
  }
  const strategy = await fitOn('weights', { foldCount }, train);
  const valid = data.rows.filter(({ split }) => split === 'valid');
  parts.push(judgeRows(valid, terms.extractor, strategy, (row) => row % foldCount));
  const judged = joinJudged(parts);
  const options = resolveClassifierOptions({
    ...{ strategy: strategy.settings, features: terms.settings, labels: data.genres },
    ...{ foldCount, seed, calibration: { method: 'auto', isJoint: true } },
  });
  const model = await assembleModel(data, terms.extractor, strategy, judged, options);
  return { bytes: saveModel(model, options), judged, settings: { ...LEARNING, ...KNN } };
}
