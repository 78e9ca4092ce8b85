import { fitStyleShift } from '../calibration/fitStyleShift.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { Movie } from '../text/Movie.ts';
import type { OutOfFoldScores } from './outOfFold.ts';
import { Styles } from './Styles.ts';
import { fieldsOf } from './shapesOf.ts';

/**
 * Learns how the style of texts moves scores. A few dozen weights a genre are too few to be fitted to the rows that they are
 * then judged on, so that they are learned from all rows.
 *
 * @param outOfFold - the scores of each shape
 * @param truth - the labels of all training rows
 * @param movies - all training rows
 */
export function fitShapeStyles(
  outOfFold: readonly OutOfFoldScores[],
  truth: LabelMatrix,
  movies: readonly Movie[],
): Styles {
  return new Styles(
    new Map(
      outOfFold.map(({ shape, rows, scores }) => {
        const own = Array.from(rows, (row) => movies[row]!);
        return [shape, fitStyleShift(scores, truth.selectRows(rows), own, fieldsOf(shape))];
      }),
    ),
  );
}
