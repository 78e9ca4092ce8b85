import { type Field, hasText, type Movie } from '../text/Movie.ts';
import type { TextSpan } from '../text/TextSpan.ts';

/** A piece of a movie's text without white space. */
export interface TextPiece extends TextSpan {
  /** The field it stands in. */
  readonly field: Field;
  /** Whether it is a word, rather than signs such as punctuation or emoji. */
  readonly isWord: boolean;
}

/**
 * Cuts the texts of a movie into words and what is between them.
 *
 * @param movie - a movie
 * @param fields - those to read
 * @returns all of the texts but white space, in order
 */
export function piecesOf(movie: Movie, fields: readonly Field[]): TextPiece[] {
  return fields.flatMap((field) => {
    const text = movie[field];
    return hasText(text) ? readPieces(field, text) : [];
  });
}

/**
 * Words are runs of letters, numbers, underscores and the marks on them; an apostrophe inside does not end a word.
 */
function readPieces(field: Field, text: string): TextPiece[] {
  const pattern =
    /(?<word>[\p{L}\p{N}_][\p{L}\p{N}\p{M}_]*(?:['’][\p{L}\p{N}_][\p{L}\p{N}\p{M}_]*)*)|[^\s\p{L}\p{N}_]+/gu;
  return Array.from(text.matchAll(pattern), ({ 0: piece, index, groups }) => ({
    field,
    start: index,
    end: index + piece.length,
    isWord: groups!.word !== undefined,
  }));
}
