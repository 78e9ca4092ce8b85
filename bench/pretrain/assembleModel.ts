import type { ResolvedClassifierOptions } from '../../src/classifier/ClassifierOptions.ts';
import { FittedModel } from '../../src/classifier/FittedModel.ts';
import { fitCatalogues } from '../../src/classifier/fitCatalogues.ts';
import { fitDecisions } from '../../src/classifier/fitDecisions.ts';
import { addStyles, fitStyles } from '../../src/classifier/fitStyles.ts';
import { INPUT_SHAPES, type InputShape } from '../../src/classifier/InputShape.ts';
import type { OutOfFoldScores } from '../../src/classifier/outOfFold.ts';
import type { FeatureExtractor } from '../../src/features/FeatureExtractor.ts';
import { LabelSet } from '../../src/labels/LabelSet.ts';
import { countPairs } from '../../src/labels/PairCounts.ts';
import { ScoreMatrix } from '../../src/labels/ScoreMatrix.ts';
import { labelCardinality } from '../../src/metrics/labelCardinality.ts';
import { selectRows } from '../../src/metrics/predictionRows.ts';
import type { Strategy } from '../../src/strategies/Strategy.ts';
import { VERSION } from '../../src/version.ts';
import type { JudgedRows } from './JudgedRows.ts';
import { truthOf } from './LinearFit.ts';
import type { TrainingData } from './readTrainingRows.ts';
import { nameOf, SETTINGS } from './settings.ts';

/**
 * Fits calibration and thresholds, for all movies and for each catalogue, and puts the parts of a model together.
 *
 * @param data - rows marked train and valid; others are passed over
 * @param extractor - makes the features
 * @param strategy - fitted on all train rows
 * @param judged - scores of rows by models that had not seen them, but are like the strategy
 * @param options - of the classifier
 */
export async function assembleModel(
  data: TrainingData,
  extractor: FeatureExtractor,
  strategy: Strategy,
  judged: JudgedRows,
  options: ResolvedClassifierOptions,
): Promise<FittedModel> {
  const labels = new LabelSet(data.genres);
  const told = truthOf(judged.rows, labels);
  const movies = judged.rows.map(({ movie }) => movie);
  const repeated = outOfFoldOf(judged, labels, (shape) => placesOf(judged, shape));
  const styles = await fitStyles(repeated, told, movies, options);
  const { decisions, quality } = await fitDecisions(addStyles(repeated, styles, movies), told, options);
  const names = judged.rows.map(({ catalogue }) => nameOf(catalogue));
  const { labelSets } = decisions.get('title+plot')!;
  const catalogues = await fitCatalogues(
    addStyles(outOfFoldOf(judged, labels), styles, movies),
    told,
    options,
    names,
    labelSets,
  );
  const train = data.rows.filter(({ split }) => split === 'train');
  const heldOutCount = judged.rows.filter(({ split }) => split === 'valid').length;
  const truth = truthOf(train, labels);
  const summary = {
    version: VERSION,
    sampleCount: train.length + heldOutCount,
    heldOutCount,
    supports: labels.names.map((_, label) => truth.supportOf(label)),
    cardinality: labelCardinality(truth),
    featureCount: extractor.columnCount,
    seed: options.seed,
    foldCount: options.foldCount,
    outOfFold: quality,
  };
  return new FittedModel(
    ...([labels, extractor, strategy, decisions, summary] as const),
    ...([countPairs(truth), undefined, catalogues, styles] as const),
  );
}

/** The places of judged rows, those of some catalogues repeated. */
function placesOf({ rows }: JudgedRows, shape: InputShape): Int32Array<ArrayBuffer> {
  return Int32Array.from(
    rows.flatMap(({ catalogue }, place) =>
      Array.from({ length: SETTINGS.repeats[shape][catalogue] ?? 1 }, () => place),
    ),
  );
}

/**
 * @param judged - scored rows
 * @param labels - the columns
 * @param placesFor - gives the places of the rows to take; all by default
 * @returns the scores as decisions are fitted on them
 */
export function outOfFoldOf(
  { rows, folds, scores }: JudgedRows,
  labels: LabelSet,
  placesFor: (shape: InputShape) => Int32Array<ArrayBuffer> = () => Int32Array.from(rows.keys()),
): OutOfFoldScores[] {
  return INPUT_SHAPES.map((shape) => {
    const places = placesFor(shape);
    return {
      ...{ shape, rows: places },
      scores: selectRows(new ScoreMatrix(labels, rows.length, scores[shape]), places),
      folds: places.map((place) => folds[place]!),
    };
  });
}
