import type { StyleShift } from '../calibration/StyleShift.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import type { Movie } from '../text/Movie.ts';
import type { ResolvedClassifierOptions } from './ClassifierOptions.ts';
import type { InputShape } from './InputShape.ts';
import type { OutOfFoldScores } from './outOfFold.ts';
import { fieldsOf } from './shapesOf.ts';

/** How the style of texts moves scores, for each shape of input. */
export type ShapeStyles = ReadonlyMap<InputShape, StyleShift>;

/**
 * Learns how the style of texts moves scores. A few dozen weights a genre are too few to be fitted to the rows that they are
 * then judged on, so that they are learned from all rows.
 *
 * @param outOfFold - the scores of each shape
 * @param truth - the labels of all training rows
 * @param movies - all training rows
 * @param options - checked settings
 * @returns nothing for any shape when style is not asked for
 */
export async function fitStyles(
  outOfFold: readonly OutOfFoldScores[],
  truth: LabelMatrix,
  movies: readonly Movie[],
  options: ResolvedClassifierOptions,
): Promise<ShapeStyles> {
  if (!options.calibration.hasStyle) return new Map();
  const { fitStyleShift } = await import('../calibration/fitStyleShift.ts');
  return new Map(
    outOfFold.map(({ shape, rows, scores }) => {
      const own = Array.from(rows, (row) => movies[row]!);
      return [shape, fitStyleShift(scores, truth.selectRows(rows), own, fieldsOf(shape))];
    }),
  );
}

/**
 * @param outOfFold - the scores of each shape
 * @param styles - from {@link fitStyles}
 * @param movies - all training rows
 * @returns the scores with what the style of the rows adds, to calibrate and tune on
 */
export function addStyles(
  outOfFold: readonly OutOfFoldScores[],
  styles: ShapeStyles,
  movies: readonly Movie[],
): readonly OutOfFoldScores[] {
  return outOfFold.map((part) => {
    const style = styles.get(part.shape);
    if (style === undefined) return part;
    const { labels, sampleCount, labelCount, values } = part.scores;
    const moved = values.slice();
    part.rows.forEach((row, place) => {
      style.addTo(moved, place * labelCount, movies[row]!);
    });
    return { ...part, scores: new ScoreMatrix(labels, sampleCount, moved) };
  });
}
