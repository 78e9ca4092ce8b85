import { describeValue, GenrekitError } from '../errors.ts';
import { checkMovie, FIELDS, type Field, type LabelledMovie } from '../text/Movie.ts';
import { checkList } from './checkMovies.ts';

/**
 * Checks movies whose genres are known, and takes away the fields that are not to be looked at.
 *
 * @param movies - what the caller passed
 * @param fields - the fields to look at
 * @returns new objects; the caller's are not changed
 * @throws GenrekitError `invalid-movie` or `invalid-labels`, naming the movie; `invalid-value` when it is no list
 */
export function checkLabelledMovies(movies: unknown, fields: readonly Field[]): LabelledMovie[] {
  // `Array.from` shows the holes of a sparse array, which `map` would pass over.
  return Array.from(checkList(movies), (value, row) => {
    const where = `movie ${row}`;
    const movie = checkMovie(value, where, fields) as LabelledMovie;
    checkNames(movie.genres, `The genres of ${where}`);
    if (movie.knownGenres !== undefined) checkNames(movie.knownGenres, `The knownGenres of ${where}`);
    checkWeight(movie.weight, where);
    return FIELDS.every((field) => fields.includes(field)) ? movie : withFields(movie, fields);
  });
}

/**
 * @param movies - checked movies
 * @returns how much each counts; `undefined` when none says so
 * @throws GenrekitError `invalid-data` when none counts at all
 */
export function weightsOf(movies: readonly LabelledMovie[]): Float64Array | undefined {
  if (movies.every(({ weight }) => weight === undefined)) return undefined;
  const weights = Float64Array.from(movies, ({ weight = 1 }) => weight);
  if (weights.some((weight) => weight > 0)) return weights;
  throw new GenrekitError(
    'invalid-data',
    'Every movie has the weight 0, so there is nothing to learn from; give some movies a weight above 0.',
  );
}

function withFields(movie: LabelledMovie, fields: readonly Field[]): LabelledMovie {
  return {
    ...movie,
    title: fields.includes('title') ? movie.title : undefined,
    plot: fields.includes('plot') ? movie.plot : undefined,
  };
}

function checkNames(names: unknown, where: string): void {
  const isList = Array.isArray(names);
  if (isList && names.every((name) => typeof name === 'string' && name.trim() !== '')) return;
  const shown = isList
    ? `an array with ${describeValue(names.find((name) => typeof name !== 'string' || name.trim() === ''))}`
    : describeValue(names);
  throw new GenrekitError(
    'invalid-labels',
    `${where} must be an array of names, such as ['Drama']; got ${shown}.`,
  );
}

/* Beyond these a weight times the C of a learner, or one over it, would leave the range of a float. */
const SMALLEST_WEIGHT = 1e-12;
const LARGEST_WEIGHT = 1e12;

function checkWeight(weight: unknown, where: string): void {
  if (weight === undefined || weight === 0) return;
  if (typeof weight === 'number' && weight >= SMALLEST_WEIGHT && weight <= LARGEST_WEIGHT) return;
  throw new GenrekitError(
    'invalid-value',
    `The weight of ${where} must be 0 or a number from ${SMALLEST_WEIGHT} to ${LARGEST_WEIGHT}; got ${describeValue(weight)}.`,
  );
}
