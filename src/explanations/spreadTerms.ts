import type { TextSpan } from '../text/TextSpan.ts';
import type { TextPiece } from './piecesOf.ts';

/** A feature with what it adds to a score, and where it stands. */
interface Spreadable {
  readonly value: number;
  readonly occurrences: readonly (readonly TextSpan[])[];
}

/**
 * Spreads what features add over the pieces of a text: evenly over the occurrences of a feature, over the spans of an
 * occurrence, and over the characters of the words that a span touches. A span without a word goes to the signs that it
 * touches; one of white space alone to the piece before it, or else to the first; an
 * empty one to the piece where it is.
 *
 * @param pieces - of one text, in order; at least one
 * @param terms - its features
 * @returns for each piece what falls on it; all together are the sum of the values, but for rounding
 */
export function spreadTerms(pieces: readonly TextPiece[], terms: readonly Spreadable[]): Float64Array {
  const shares = new Float64Array(pieces.length);
  for (const { value, occurrences } of terms) {
    for (const spans of occurrences) {
      for (const span of spans) spreadSpan(pieces, span, value / occurrences.length / spans.length, shares);
    }
  }
  return shares;
}

function spreadSpan(
  pieces: readonly TextPiece[],
  { start, end }: TextSpan,
  value: number,
  shares: Float64Array,
): void {
  const first = firstEndingAfter(pieces, start);
  let last = first;
  let wordLength = 0;
  let signLength = 0;
  for (; last < pieces.length && pieces[last]!.start < end; last++) {
    const length = overlap(pieces[last]!, start, end);
    if (pieces[last]!.isWord) wordLength += length;
    else signLength += length;
  }
  const total = wordLength > 0 ? wordLength : signLength;
  if (total === 0) {
    const isInside = first < pieces.length && pieces[first]!.start <= start;
    shares[isInside ? first : Math.max(0, first - 1)]! += value;
    return;
  }
  for (let i = first; i < last; i++) {
    const piece = pieces[i]!;
    if (piece.isWord === wordLength > 0) shares[i]! += (value * overlap(piece, start, end)) / total;
  }
}

function overlap(piece: TextSpan, start: number, end: number): number {
  return Math.min(piece.end, end) - Math.max(piece.start, start);
}

function firstEndingAfter(pieces: readonly TextPiece[], position: number): number {
  let low = 0;
  let high = pieces.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (pieces[middle]!.end > position) high = middle;
    else low = middle + 1;
  }
  return low;
}
