import type { MovieRow, MovieTable, ReadProblem, ReadReport } from './MovieRow.ts';
import type { MovieSource } from './MovieSource.ts';
import { type ReadMoviesOptions, resolveReadOptions } from './ReadOptions.ts';
import { readRecords } from './readRecords.ts';
import { TableReader } from './TableReader.ts';

/**
 * Reads a table of movies: CSV, TSV, JSON Lines or a JSON array, plain or packed with gzip. A row that cannot be used
 * is reported with its line, and the rest is read.
 *
 * @param source - where the table comes from; a string is the table itself
 * @param options - which columns, rows and genres to read, and how
 * @returns the movies, what was read, and all problems
 * @throws GenrekitError `invalid-option` for a bad option; `invalid-data` when the source is no table, lacks a column,
 * or has no usable row; `invalid-value`, `file-error` or `aborted` when the source cannot be read
 *
 * @example
 * ```ts
 * import { readMovies } from 'genrekit/data';
 * const { movies } = await readMovies('title,plot,genres\nHeat,"Cops, robbers.",Crime|Drama\n');
 * console.log(movies[0]!.genres); // [ 'Crime', 'Drama' ]
 * ```
 */
export async function readMovies(source: MovieSource, options?: ReadMoviesOptions): Promise<MovieTable> {
  const resolved = resolveReadOptions(options);
  const problems: ReadProblem[] = [];
  const reader = new TableReader(resolved, (problem) => {
    problems.push(problem);
    resolved.onProblem?.(problem);
  });
  const rows: MovieRow[] = [];
  for await (const batch of readRecords(source, resolved)) {
    for (const row of reader.read(batch)) rows.push(row);
  }
  return { ...reader.finish(), movies: rows.map((row) => row.movie), rows, problems };
}

/**
 * Reads a table of movies row by row, in memory that does not grow with the table. Problems go to the option
 * `onProblem`.
 *
 * @param source - where the table comes from; a string is the table itself
 * @param options - which columns, rows and genres to read, and how
 * @returns the movies with their lines; the generator's return value tells what became of the rows
 * @throws GenrekitError as `readMovies` does; for a table without a usable row only when its end is reached
 *
 * @example
 * ```ts
 * import { readMovieStream } from 'genrekit/data';
 * const file = new Blob(['title\nHeat\nAlien\n']);
 * for await (const { movie, line } of readMovieStream(file.stream(), { genreRequired: false })) {
 *   console.log(line, movie.title);
 * }
 * ```
 */
export async function* readMovieStream(
  source: MovieSource,
  options?: ReadMoviesOptions,
): AsyncGenerator<MovieRow, ReadReport, undefined> {
  const resolved = resolveReadOptions(options);
  const reader = new TableReader(resolved, (problem) => resolved.onProblem?.(problem));
  for await (const batch of readRecords(source, resolved)) yield* reader.read(batch);
  return reader.finish();
}
