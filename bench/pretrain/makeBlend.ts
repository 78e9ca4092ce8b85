import { fitBlend } from '../../src/blend/fitBlend.ts';
import { MemberScores } from '../../src/blend/MemberScores.ts';
import { resolveClassifierOptions } from '../../src/classifier/ClassifierOptions.ts';
import { GenreClassifier } from '../../src/classifier/GenreClassifier.ts';
import { INPUT_SHAPES, type InputShape } from '../../src/classifier/InputShape.ts';
import { saveModel } from '../../src/classifier/saveModel.ts';
import type { FeatureExtractor } from '../../src/features/FeatureExtractor.ts';
import { crc32 } from '../../src/format/crc32.ts';
import { LabelSet } from '../../src/labels/LabelSet.ts';
import { ScoreMatrix } from '../../src/labels/ScoreMatrix.ts';
import { selectRows } from '../../src/metrics/predictionRows.ts';
import { attentionKit } from '../../src/strategies/attention/attention.ts';
import { assembleModel } from './assembleModel.ts';
import type { MadeModel } from './JudgedRows.ts';
import { truthOf } from './LinearFit.ts';
import type { TrainingData } from './readTrainingRows.ts';
import { SETTINGS } from './settings.ts';

/**
 * Makes the blend of models that are bundled themselves: weights, calibration and thresholds, fitted on the rows that
 * all of them were judged by. Its file holds no member, but their checksums, so that a test can tell when it is stale.
 *
 * @param data - rows marked train and valid
 * @param members - by the names of their files
 */
export async function makeBlend(
  data: TrainingData,
  members: Readonly<Record<string, MadeModel>>,
): Promise<MadeModel> {
  const labels = new LabelSet(data.genres);
  const made = Object.values(members);
  const places = made.map(({ judged }) => new Map(judged.rows.map((row, place) => [row, place])));
  const { foldCount, seed } = SETTINGS;
  const rows = made.at(-1)!.judged.rows.filter((row) => places.every((place) => place.has(row)));
  const folds = Int32Array.from(rows, (_, row) => row % foldCount);
  const parts = INPUT_SHAPES.map((shape) => ({
    ...{ shape, folds, rows: Int32Array.from(rows.keys()) },
    scores: made.map(({ judged }, member) =>
      selectRows(
        new ScoreMatrix(labels, judged.rows.length, judged.scores[shape]),
        Int32Array.from(rows, (row) => places[member]!.get(row)!),
      ),
    ),
  }));
  const { strategy, outOfFold } = fitBlend(parts, truthOf(rows, labels), 'chosen');
  console.log('weights', strategy.settings.weights);
  const values = (shape: InputShape) => outOfFold.find((part) => part.shape === shape)!.scores.values;
  const scores = { 'title+plot': values('title+plot'), title: values('title'), plot: values('plot') };
  const options = resolveClassifierOptions({
    strategy: strategy.settings,
    labels: data.genres,
    calibration: SETTINGS.calibration,
    foldCount,
    seed,
  });
  const judged = { rows, folds, scores };
  const model = await assembleModel(data, await withoutMembers(members), strategy, judged, options);
  return { bytes: saveModel(model, options), judged, settings: { weights: strategy.settings.weights } };
}

/** The features of the blend, saved by the checksums of what makes them. */
async function withoutMembers(made: Readonly<Record<string, MadeModel>>): Promise<FeatureExtractor> {
  const kits = { strategies: [attentionKit] };
  const members = await Promise.all(
    Object.values(made).map(({ bytes }) => GenreClassifier.open(bytes, kits)),
  );
  const whole = new MemberScores(members.map(({ model, options }) => ({ model, options })));
  const checksums = Object.fromEntries(Object.entries(made).map(([name, { bytes }]) => [name, crc32(bytes)]));
  const { fields, labels, columnCount, settings } = whole;
  return {
    ...{ fields, labels, columnCount },
    transform: (movies) => whole.transform(movies),
    state: () => ({ settings: { ...settings, checksums }, arrays: {} }),
  };
}
