import type { GenreClassifier } from '../classifier/GenreClassifier.ts';
import type { GenreUncertainty, UncertaintyOptions } from '../classifier/sampleProbabilities.ts';
import type { OutputRow } from '../data/writeRows.ts';
import type { Movie } from '../text/Movie.ts';
import { formatTable } from './Output.ts';

/** The columns of {@link uncertaintyRows}. */
export const uncertaintyColumns = [
  ...(['movie', 'title', 'genre', 'mean', 'standardDeviation', 'entropy', 'mutualInformation'] as const),
] as const;

/**
 * @param classifier - with a strategy that is trained with dropout
 * @param movies - movies, without the fields that are not to be read
 * @param options - how many networks are drawn, and which
 * @returns the genres of each movie, most likely first
 * @throws GenrekitError `unsupported-model` for a strategy without dropout
 */
export async function measureUncertainty(
  classifier: GenreClassifier,
  movies: readonly Movie[],
  options: UncertaintyOptions,
): Promise<GenreUncertainty[][]> {
  const spreads: GenreUncertainty[][] = [];
  for (const movie of movies) spreads.push(await classifier.predictWithUncertainty(movie, options));
  return spreads;
}

/**
 * @param spread - every genre of a movie
 * @param genres - those that it is given
 * @returns a table for people
 */
export function formatUncertainty(spread: readonly GenreUncertainty[], genres: readonly string[]): string {
  return formatTable(
    ['genre', 'probability', '±', 'entropy', 'disagreement', ''],
    spread.map(({ label, mean, standardDeviation, entropy, mutualInformation }) => [
      label,
      ...[mean, standardDeviation, entropy, mutualInformation].map((value) => value.toFixed(3)),
      genres.includes(label) ? '✓' : '',
    ]),
  );
}

/**
 * @param movies - with their titles
 * @param spreads - the genres of each
 * @returns a row for each movie and genre, to write as CSV
 */
export function uncertaintyRows(
  movies: readonly Movie[],
  spreads: readonly (readonly GenreUncertainty[])[],
): OutputRow[] {
  return spreads.flatMap((spread, index) =>
    spread.map(({ label, ...values }) => ({
      movie: index + 1,
      title: movies[index]!.title,
      genre: label,
      ...Object.fromEntries(Object.entries(values).map(([name, value]) => [name, Number(value.toFixed(6))])),
    })),
  );
}
