import { GrowableInt32 } from '../math/growable.ts';
import type { Field, Movie } from '../text/Movie.ts';
import type { TextSpan } from '../text/TextSpan.ts';
import { joined, readSpans } from './readSpans.ts';
import { type FittedBlock, fieldRead, type TfidfFeatures } from './TfidfFeatures.ts';

/** A feature that a movie has, and where it has it from. */
export interface TracedTerm {
  /** Its column in the feature matrix. */
  readonly column: number;
  /** Its value there. */
  readonly value: number;
  /** The field it is read in. */
  readonly field: Field;
  /** The word, word pair or run of characters, as the vocabulary has it. */
  readonly term: string;
  /**
   * Where it stands in the text of the field, each time it does: one piece for each of its tokens, or one piece for a
   * run of characters.
   */
  readonly occurrences: readonly (readonly TextSpan[])[];
}

/**
 * Makes the features of one movie as `extractor.transform` does, and tells where in the texts they come from. It takes
 * several times as long, which is why predicting does not go this way.
 *
 * @param extractor - a fitted extractor
 * @param movie - a movie
 * @returns its features in column order: the columns and values that `transform` gives, to the last bit
 * @throws GenrekitError `invalid-value` for an analyser whose tokens do not lie in the text
 */
export function traceMovie(extractor: TfidfFeatures, movie: Movie): TracedTerm[] {
  const { columns, values } = extractor.transform([movie]).matrix;
  const terms: TracedTerm[] = [];
  let k = 0;
  for (const block of extractor.blocks) {
    const { firstColumn, transform } = block;
    const field = fieldRead(block, movie);
    if (field === undefined) continue;
    const occurrences = traceText(block, movie[field]!);
    for (; k < columns.length && columns[k]! < firstColumn + transform.termCount; k++) {
      const column = columns[k]!;
      const own = column - firstColumn;
      const term = transform.vocabulary.terms[own]!;
      terms.push({ column, value: values[k]!, field, term, occurrences: occurrences.get(own) ?? [] });
    }
  }
  return terms;
}

/** Finds the terms of a text, each with its places. */
function traceText({ transform }: FittedBlock, text: string): Map<number, TextSpan[][]> {
  const { reader } = transform;
  const spans = readSpans(reader, text);
  const places = new GrowableInt32();
  const { array: columns, length } = transform.findTerms(text, places);
  const found = new Map<number, TextSpan[][]>();
  for (let i = 0; i < length; i++) {
    const pieces = spans.slice(places.array[i * 2]!, places.array[i * 2 + 1]! + 1);
    const occurrence = reader.isCharacters ? [pieces.reduce(joined)] : pieces;
    const before = found.get(columns[i]!);
    if (before === undefined) found.set(columns[i]!, [occurrence]);
    else before.push(occurrence);
  }
  return found;
}
