import { GenrekitError } from '../errors.ts';
import { compareCodePoints } from '../text/compareCodePoints.ts';
import { FIELDS, type Field, hasText, type Movie } from '../text/Movie.ts';
import { learnWordPieces } from './learnWordPieces.ts';
import { TokenFeatures, TokenWords } from './TokenFeatures.ts';
import type { TokenSettings } from './TokenOptions.ts';
import { SPECIAL_TOKENS } from './TokenRows.ts';

/**
 * Learns a vocabulary of words or pieces of words.
 *
 * @param movies - movies to learn from
 * @param settings - from `tokens()`
 * @param fields - fields to look at; a field that no movie has is left out
 * @returns an extractor that makes a sequence of tokens a movie
 * @throws GenrekitError `invalid-data` when no token is frequent enough
 */
export function fitTokenFeatures(
  movies: readonly Movie[],
  settings: TokenSettings,
  fields: readonly Field[] = FIELDS,
): TokenFeatures {
  const words = new TokenWords(settings);
  const counts = new Map<string, number>();
  const used = FIELDS.filter(
    (field) => fields.includes(field) && movies.some((movie) => hasText(movie[field])),
  );
  for (const movie of movies) {
    for (const field of used) {
      const text = movie[field];
      if (!hasText(text)) continue;
      words.forEach(text, (word) => {
        counts.set(word, (counts.get(word) ?? 0) + 1);
        return true;
      });
    }
  }
  const size = settings.vocabularySize - SPECIAL_TOKENS.length;
  const learned =
    settings.unit === 'word'
      ? frequentWords(counts, size, settings.minFrequency)
      : learnWordPieces(counts, size, settings.minFrequency);
  if (learned.length === 0) {
    throw new GenrekitError(
      'invalid-data',
      `No features can be made: no word of any ${fields.join(' or ')} is frequent enough; give more movies, or lower minFrequency.`,
    );
  }
  return new TokenFeatures(settings, used, [...SPECIAL_TOKENS, ...learned]);
}

/** The most frequent words first, which keeps the rows of an embedding that are used most close together. */
function frequentWords(counts: ReadonlyMap<string, number>, size: number, minFrequency: number): string[] {
  return [...counts]
    .filter(([, count]) => count >= minFrequency)
    .sort(([a, countA], [b, countB]) => countB - countA || compareCodePoints(a, b))
    .slice(0, size)
    .map(([word]) => word);
}
