import { GenrekitError } from '../errors.ts';
import { FIELDS, type Field, hasText, type Movie } from '../text/Movie.ts';
import { countTerms, selectTerms } from './countTerms.ts';
import { type FittedBlock, TfidfFeatures, type TfidfFeaturesSettings } from './TfidfFeatures.ts';
import { resolveTfidfOptions } from './TfidfOptions.ts';
import { TfidfTransform } from './TfidfTransform.ts';

/**
 * Learns the vocabularies of all blocks.
 *
 * @param movies - movies to learn from
 * @param settings - from `tfidf()`
 * @param fields - fields to look at; a field that no movie has is left out, as is a block without a term
 * @returns an extractor that makes one sparse row a movie
 * @throws GenrekitError `invalid-data` when no block finds a term
 */
export function fitTfidfFeatures(
  movies: readonly Movie[],
  settings: TfidfFeaturesSettings,
  fields: readonly Field[] = FIELDS,
): TfidfFeatures {
  const blocks: Omit<FittedBlock, 'firstColumn'>[] = [];
  for (const field of FIELDS) {
    if (!fields.includes(field)) continue;
    const texts = movies.map((movie) => (hasText(movie[field]) ? movie[field] : undefined));
    if (texts.every((text) => text === undefined)) continue;
    for (const { weight = 1, titleWeight = 0, ...given } of settings[field]) {
      const options = resolveTfidfOptions(given);
      const vocabulary = selectTerms(countTerms(texts, options), options);
      // In a small table no run of characters may occur twice; the other blocks still have something to say.
      if (vocabulary.terms.length === 0) continue;
      blocks.push({ field, weight, titleWeight, transform: new TfidfTransform(vocabulary, options) });
    }
  }
  if (blocks.length === 0) {
    throw new GenrekitError(
      'invalid-data',
      `No features can be made: no term of any ${fields.join(' or ')} is left; give more movies, or relax minDf.`,
    );
  }
  return new TfidfFeatures(blocks);
}
