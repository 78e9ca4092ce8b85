import { GenrekitError } from '../errors.ts';
import { countTerms, selectTerms } from './countTerms.ts';
import type { ResolvedTfidfOptions } from './TfidfOptions.ts';
import type { TfidfVocabulary } from './TfidfTransform.ts';

/**
 * Learns terms and document frequencies.
 *
 * @param texts - the texts to learn from; `undefined` is a text that is absent, and not counted as one
 * @param options - checked settings of the vectoriser
 * @throws GenrekitError `invalid-data` when no term is left
 */
export function fitVocabulary(
  texts: readonly (string | undefined)[],
  options: ResolvedTfidfOptions,
): TfidfVocabulary {
  const counts = countTerms(texts, options);
  const vocabulary = selectTerms(counts, options);
  if (vocabulary.terms.length > 0) return vocabulary;
  throw new GenrekitError(
    'invalid-data',
    `No term is left of ${counts.documentCount} texts; give more text, or relax minDf, maxDf or stopWords.`,
  );
}
