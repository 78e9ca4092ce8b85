import { GenrekitError } from '../errors.ts';
import { type Field, hasText, type Movie } from '../text/Movie.ts';

/**
 * Which fields a movie comes with. A score means something else when half of the text is missing, so a classifier is
 * calibrated and tuned for each shape apart.
 */
export type InputShape = 'title' | 'plot' | 'title+plot';

/** All shapes. */
export const INPUT_SHAPES: readonly InputShape[] = /* @__PURE__ */ Object.freeze([
  'title+plot',
  'title',
  'plot',
] as const);

/**
 * @param movie - a movie
 * @param fields - the fields that count
 * @returns the shape of the movie; `undefined` when it has none of the fields
 */
export function shapeOf(movie: Movie, fields: readonly Field[]): InputShape | undefined {
  const hasTitle = fields.includes('title') && hasText(movie.title);
  const hasPlot = fields.includes('plot') && hasText(movie.plot);
  if (hasTitle) return hasPlot ? 'title+plot' : 'title';
  return hasPlot ? 'plot' : undefined;
}

/**
 * @param movie - a movie
 * @param row - its number, for the message
 * @param fields - the fields that features are made from
 * @returns the shape of the movie
 * @throws GenrekitError `invalid-movie` when it has none of the fields
 */
export function requireShape(movie: Movie, row: number, fields: readonly Field[]): InputShape {
  const shape = shapeOf(movie, fields);
  if (shape !== undefined) return shape;
  const wanted = fields.join(' or ');
  throw new GenrekitError(
    'invalid-movie',
    `Movie ${row} has no ${wanted}, and the features of this classifier are made from nothing else; give the ${wanted}.`,
  );
}
