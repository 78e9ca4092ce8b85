import type { StyleShift } from '../calibration/StyleShift.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { FIELDS, type Field, type Movie } from '../text/Movie.ts';
import { type InputShape, shapeOf } from './InputShape.ts';

/** How the style of texts moves scores, for each shape of input. */
export class Styles {
  private readonly fields: readonly Field[];

  /** @param shapes - one for each that the model is given */
  constructor(readonly shapes: ReadonlyMap<InputShape, StyleShift>) {
    this.fields = FIELDS.filter((field) => shapes.has(field));
  }

  /**
   * @param scores - of the strategy; they are changed
   * @param movies - what they are of
   */
  addTo({ values, labelCount }: ScoreMatrix, movies: readonly Movie[]): void {
    movies.forEach((movie, row) => {
      const shape = shapeOf(movie, this.fields);
      if (shape !== undefined) this.shapes.get(shape)?.addTo(values, row * labelCount, movie);
    });
  }
}
