/**
 * Reading tables of movies, and writing predictions.
 *
 * @packageDocumentation
 */

export { canonicalGenres } from './genreNames.ts';
export type { GenreCount, MovieRow, MovieTable, ReadProblem, ReadReport } from './MovieRow.ts';
export type { MovieSource } from './MovieSource.ts';
export {
  type ColumnNames,
  type ReadMoviesOptions,
  type ResolvedReadOptions,
  readMoviesDefaults,
  type TableFormat,
} from './ReadOptions.ts';
export { readMovieStream, readMovies } from './readMovies.ts';
export {
  type CsvOptions,
  csvDefaults,
  type OutputCell,
  type OutputRow,
  toCsv,
  toJsonLines,
} from './writeRows.ts';
