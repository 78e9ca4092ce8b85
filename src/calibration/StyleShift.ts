import { describeStyle, STYLE_SIZES } from '../text/describeStyle.ts';
import type { Field, Movie } from '../text/Movie.ts';

/**
 * What the way in which a movie's text is written adds to the scores of its labels.
 *
 * Words tell a strategy what a text is about. How long it is, and how it is set, tell where it comes from and what kind of
 * thing it describes, which decides how freely genres are given: a weighted sum of some numbers of each field.
 */
export class StyleShift {
  private readonly style: Float64Array;
  private readonly sums: Float64Array;

  /**
   * @param fields - the fields that movies are given with
   * @param weights - numbers of the fields x labels, as multiples of the units
   * @param units - of each label; further labels of a row are left as they are
   */
  constructor(
    readonly fields: readonly Field[],
    readonly weights: Int8Array,
    readonly units: Float32Array,
  ) {
    this.style = new Float64Array(styleSizeOf(fields));
    this.sums = new Float64Array(units.length);
  }

  /**
   * @param scores - of some samples
   * @param first - where those of the movie begin; they are changed
   * @param movie - with these fields
   */
  addTo(scores: Float64Array, first: number, movie: Movie): void {
    const { style, sums, weights, units } = this;
    const labelCount = units.length;
    styleOf(movie, this.fields, style, 0);
    sums.fill(0);
    for (let i = 0; i < style.length; i++) {
      const number = style[i]!;
      if (number === 0) continue; // most are marks that are not there
      for (let label = 0; label < labelCount; label++)
        sums[label]! += number * weights[i * labelCount + label]!;
    }
    for (let label = 0; label < labelCount; label++) scores[first + label]! += sums[label]! * units[label]!;
  }
}

/** @returns how many numbers describe the style of some fields */
export function styleSizeOf(fields: readonly Field[]): number {
  return fields.reduce((sum, field) => sum + STYLE_SIZES[field], 0);
}

/** Describes the fields of a movie, one after the other. */
export function styleOf(movie: Movie, fields: readonly Field[], style: Float64Array, first: number): void {
  let at = first;
  for (const field of fields) {
    describeStyle(field, movie[field], style, at);
    at += STYLE_SIZES[field];
  }
}
