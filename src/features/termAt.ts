import type { Field } from '../text/Movie.ts';
import type { TfidfFeatures } from './TfidfFeatures.ts';

/**
 * @param extractor - made the columns
 * @param column - a column number
 * @returns the term and the field it stands for
 */
export function termAt(
  { blocks }: TfidfFeatures,
  column: number,
): { readonly term: string; readonly field: Field } {
  const block = blocks.findLast(({ firstColumn }) => firstColumn <= column)!;
  return { term: block.transform.vocabulary.terms[column - block.firstColumn]!, field: block.field };
}
