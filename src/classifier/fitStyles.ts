import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import type { Movie } from '../text/Movie.ts';
import type { ResolvedClassifierOptions } from './ClassifierOptions.ts';
import type { OutOfFoldScores } from './outOfFold.ts';
import type { Styles } from './Styles.ts';

/**
 * @param outOfFold - the scores of each shape
 * @param truth - the labels of all training rows
 * @param movies - all training rows
 * @param options - checked settings
 * @returns how the style of texts moves scores; nothing when that is not asked for
 */
export async function fitStyles(
  outOfFold: readonly OutOfFoldScores[],
  truth: LabelMatrix,
  movies: readonly Movie[],
  options: ResolvedClassifierOptions,
): Promise<Styles | undefined> {
  if (!options.calibration.hasStyle) return undefined;
  const { fitShapeStyles } = await import('./fitShapeStyles.ts');
  return fitShapeStyles(outOfFold, truth, movies);
}

/**
 * @param outOfFold - the scores of each shape
 * @param styles - from {@link fitStyles}
 * @param movies - all training rows
 * @returns the scores with what the style of the rows adds, to calibrate and tune on
 */
export function addStyles(
  outOfFold: readonly OutOfFoldScores[],
  styles: Styles | undefined,
  movies: readonly Movie[],
): readonly OutOfFoldScores[] {
  return outOfFold.map((part) => {
    const style = styles?.shapes.get(part.shape);
    if (style === undefined) return part;
    const { labels, sampleCount, labelCount, values } = part.scores;
    const moved = values.slice();
    part.rows.forEach((row, place) => {
      style.addTo(moved, place * labelCount, movies[row]!);
    });
    return { ...part, scores: new ScoreMatrix(labels, sampleCount, moved) };
  });
}
