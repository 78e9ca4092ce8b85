import { describeValue, GenrekitError } from '../errors.ts';
import { checkMovie, FIELDS, type Field, type LabelledMovie, type Movie } from '../text/Movie.ts';

/**
 * Checks movies that are to be predicted.
 *
 * @param movies - what the caller passed
 * @returns the same list, typed
 * @throws GenrekitError `invalid-movie`, naming the movie; `invalid-value` when it is no list
 */
export function checkMovies(movies: unknown): readonly Movie[] {
  const list = checkList(movies);
  for (let row = 0; row < list.length; row++) checkMovie(list[row], `movie ${row}`);
  return list as readonly Movie[];
}

/**
 * Checks movies whose genres are known, and takes away the fields that are not to be looked at.
 *
 * @param movies - what the caller passed
 * @param fields - the fields to look at
 * @returns new objects; the caller's are not changed
 * @throws GenrekitError `invalid-movie` or `invalid-labels`, naming the movie; `invalid-value` when it is no list
 */
export function checkLabelledMovies(movies: unknown, fields: readonly Field[]): LabelledMovie[] {
  return checkList(movies).map((value, row) => {
    const where = `movie ${row}`;
    const movie = checkMovie(value, where, fields) as LabelledMovie;
    checkNames(movie.genres, `The genres of ${where}`);
    if (movie.knownGenres !== undefined) checkNames(movie.knownGenres, `The knownGenres of ${where}`);
    const { weight } = movie;
    if (weight !== undefined && !(Number.isFinite(weight) && weight >= 0)) {
      throw new GenrekitError(
        'invalid-value',
        `The weight of ${where} must be a finite number from 0; got ${describeValue(weight)}.`,
      );
    }
    return FIELDS.every((field) => fields.includes(field)) ? movie : withFields(movie, fields);
  });
}

function withFields(movie: LabelledMovie, fields: readonly Field[]): LabelledMovie {
  return {
    ...movie,
    title: fields.includes('title') ? movie.title : undefined,
    plot: fields.includes('plot') ? movie.plot : undefined,
  };
}

function checkList(movies: unknown): readonly unknown[] {
  if (Array.isArray(movies)) return movies;
  throw new GenrekitError(
    'invalid-value',
    `Movies must be an array of { title, plot }; got ${describeValue(movies)}.`,
  );
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
