import { describeValue, GenrekitError } from '../errors.ts';
import { checkMovie, type Movie } from '../text/Movie.ts';

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
 * @param movies - what the caller passed
 * @returns the same list, its rows as yet unchecked
 * @throws GenrekitError `invalid-value` when it is no list
 */
export function checkList(movies: unknown): readonly unknown[] {
  if (Array.isArray(movies)) return movies;
  throw new GenrekitError(
    'invalid-value',
    `Movies must be an array of { title, plot }; got ${describeValue(movies)}.`,
  );
}
