import type { Movie } from '../text/Movie.ts';
import type { TextPiece } from './piecesOf.ts';
import { removeWords } from './removeWords.ts';

/** Texts scored at a time. */
const BATCH_SIZE = 128;

/** The most texts that are scored for one explanation: a book is not read once for each of its words. */
const MAX_GROUPS = 1000;

/**
 * Finds what a score owes to each word: the score of the movie less that of the movie without the word. Of a text of
 * more than 1,000 words, neighbouring words are taken out together, and share what they are worth.
 *
 * @param movie - a movie
 * @param words - its words, in order
 * @param rawScore - the score of the movie
 * @param scoresOf - scores movies, which may have no text left
 * @returns for each word what the score loses without it
 */
export function occludeWords(
  movie: Movie,
  words: readonly TextPiece[],
  rawScore: number,
  scoresOf: (movies: readonly Movie[]) => Float64Array,
): Float64Array {
  const groupSize = Math.ceil(words.length / MAX_GROUPS);
  const groups: TextPiece[][] = [];
  for (let first = 0; first < words.length; first += groupSize) {
    groups.push(words.slice(first, first + groupSize));
  }
  const losses = new Float64Array(words.length);
  for (let first = 0; first < groups.length; first += BATCH_SIZE) {
    const batch = groups.slice(first, first + BATCH_SIZE);
    scoresOf(batch.map((group) => removeWords(movie, group))).forEach((score, i) => {
      const { length } = batch[i]!;
      const at = (first + i) * groupSize;
      losses.fill((rawScore - score) / length, at, at + length);
    });
  }
  return losses;
}
