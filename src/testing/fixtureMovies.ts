import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readMovies } from '../data/readMovies.ts';
import type { LabelledMovie } from '../text/Movie.ts';

/** The folder of the movies that come with the repository. */
export const fixtureFolder = fileURLToPath(new URL('../../fixtures/movies', import.meta.url));

/** The tables in it, as paths. */
export const fixtureFiles: readonly string[] = readdirSync(fixtureFolder)
  .sort()
  .map((name) => join(fixtureFolder, name));

/**
 * @param count - how many to take, spread evenly over all; all of them by default
 * @returns real movies with title, plot and genres
 */
export async function fixtureMovies(count = Number.POSITIVE_INFINITY): Promise<readonly LabelledMovie[]> {
  const tables = await Promise.all(fixtureFiles.map((path) => readMovies(readFileSync(path))));
  const movies = tables.flatMap((table) => table.movies);
  const step = Math.max(1, Math.floor(movies.length / count));
  return movies.filter((_, row) => row % step === 0).slice(0, count);
}
