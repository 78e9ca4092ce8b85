import { FIELDS, type Movie } from '../text/Movie.ts';
import type { TextSpan } from '../text/TextSpan.ts';
import type { TextPiece } from './piecesOf.ts';

/**
 * Takes words out of a movie's texts.
 *
 * @param movie - not changed
 * @param words - which, those of each field in order
 * @returns a movie with the same texts without the words, and without the white space that would otherwise double
 */
export function removeWords(movie: Movie, words: readonly TextPiece[]): Movie {
  const changed: { -readonly [Name in keyof Movie]: Movie[Name] } = { ...movie };
  for (const field of FIELDS) {
    const own = words.filter((word) => word.field === field);
    if (own.length > 0) changed[field] = cutOut(movie[field]!, own);
  }
  return changed;
}

function cutOut(text: string, spans: readonly TextSpan[]): string {
  let kept = '';
  let position = 0;
  for (const { start, end } of spans) {
    kept += text.slice(position, start);
    position = end;
    // Where a word leaves white space, or nothing, on both sides, one side is enough.
    if (kept !== '' && !/\s/.test(kept.charAt(kept.length - 1))) continue;
    while (/\s/.test(text.charAt(position))) position++;
    if (position === text.length) kept = kept.trimEnd();
  }
  return kept + text.slice(position);
}
