import type { InputShape } from '../../src/classifier/InputShape.ts';
import { fieldsOf } from '../../src/classifier/shapesOf.ts';
import type { FeatureExtractor } from '../../src/features/FeatureExtractor.ts';
import type { Strategy } from '../../src/strategies/Strategy.ts';
import type { TrainingRow } from './readTrainingRows.ts';

/** Scores of rows, for each of the shapes that a row can be given in: rows x labels. */
export type ShapeScores = Readonly<Record<InputShape, Float64Array>>;

/** Rows that calibration and thresholds are fitted on, scored by models that had not seen them. */
export interface JudgedRows {
  readonly rows: readonly TrainingRow[];
  /** The fold of each row, over which thresholds are averaged. */
  readonly folds: Int32Array;
  readonly scores: ShapeScores;
}

/** A model, and the rows that its decisions were fitted on. */
export interface MadeModel {
  readonly bytes: Uint8Array;
  readonly judged: JudgedRows;
  /** How it was made. */
  readonly settings: object;
}

/** Puts judged rows under each other. */
export function joinJudged(parts: readonly JudgedRows[]): JudgedRows {
  const join = (shape: InputShape) => {
    const all = parts.map(({ scores }) => scores[shape]);
    const joined = new Float64Array(all.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const values of all) {
      joined.set(values, at);
      at += values.length;
    }
    return joined;
  };
  return {
    rows: parts.flatMap(({ rows }) => rows),
    folds: Int32Array.from(parts.flatMap(({ folds }) => [...folds])),
    scores: { 'title+plot': join('title+plot'), title: join('title'), plot: join('plot') },
  };
}

/**
 * @param rows - to score
 * @param extractor - makes the features
 * @param strategy - has not seen the rows
 * @param foldOf - the fold of each
 */
export function judgeRows(
  rows: readonly TrainingRow[],
  extractor: FeatureExtractor,
  strategy: Strategy,
  foldOf: (row: number) => number,
): JudgedRows {
  const scoresOf = (shape: InputShape) => {
    const fields = fieldsOf(shape);
    const movies = rows.map(({ movie: { title, plot } }) => ({
      title: fields.includes('title') ? title : undefined,
      plot: fields.includes('plot') ? plot : undefined,
    }));
    return strategy.scores(extractor.transform(movies)).values;
  };
  return {
    rows,
    folds: Int32Array.from(rows, (_, row) => foldOf(row)),
    scores: { 'title+plot': scoresOf('title+plot'), title: scoresOf('title'), plot: scoresOf('plot') },
  };
}
