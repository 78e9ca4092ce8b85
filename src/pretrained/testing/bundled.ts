import { expect } from 'vitest';
import type { GenreClassifier } from '../../classifier/GenreClassifier.ts';
import type { PredictOptions } from '../../classifier/PredictOptions.ts';
import { fixtureMovies } from '../../testing/fixtureMovies.ts';
import { loadPretrained as loadDefault } from '../loadPretrained.ts';

export const HORROR = 'A ghost haunts the house, and a killer stalks the terrified family at night.';
export const ROMANCE = 'Two lovers meet in Paris, fall in love and plan their wedding.';

/** The probability of a genre. */
export function scoreOf(classifier: GenreClassifier, genre: string, plot: string): number {
  return classifier.predictProba({ plot }).find(({ label }) => label === genre)!.score;
}

/** Expects the genres and catalogues of the default weights, for movies with a title, a plot, or both. */
export async function expectDefaultGenres(
  classifier: GenreClassifier,
  options: readonly PredictOptions[] = [{}],
): Promise<void> {
  const linear = await loadDefault();
  expect(classifier.labels).toEqual(linear.labels);
  expect(classifier.catalogues).toEqual(linear.catalogues);
  for (const { title, plot } of await fixtureMovies(40))
    for (const movie of [{ title }, { plot }, { title, plot }])
      for (const option of options)
        for (const genre of classifier.predict(movie, option)) expect(classifier.labels).toContain(genre);
  const { training } = await classifier.inspect({ wordCount: 0 });
  expect(Object.keys(training.outOfFold)).toEqual(['title+plot', 'title', 'plot']);
}

/**
 * Expects that what a caller does with a classifier changes that of no other caller.
 *
 * @returns a classifier that nothing was done with, and what it says of some movies
 */
export async function expectOwnCopies(load: () => Promise<GenreClassifier>) {
  const [mine, yours] = await Promise.all([load(), load()]);
  const movies = await fixtureMovies(60);
  const before = yours.predictProbaAll(movies);
  await mine.recalibrate(movies);
  expect(mine.predictProbaAll(movies)).not.toEqual(before);
  for (const other of [yours, await load()]) expect(other.predictProbaAll(movies)).toEqual(before);
  return { classifier: yours, movies, before };
}
