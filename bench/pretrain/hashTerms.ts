import {
  type FeatureBlock,
  TfidfFeatures,
  type TfidfFeaturesSettings,
  tfidf,
} from '../../src/features/TfidfFeatures.ts';
import { resolveTfidfOptions } from '../../src/features/TfidfOptions.ts';
import { TfidfTransform } from '../../src/features/TfidfTransform.ts';
import { compareCodePoints } from '../../src/text/compareCodePoints.ts';
import { hashedWords, hashWord } from '../../src/text/hashedWords.ts';

/** Features whose words are hashes. */
export interface HashedTerms {
  readonly extractor: TfidfFeatures;
  readonly settings: TfidfFeaturesSettings;
  /** For each of its columns, that of the features it was made from. */
  readonly columns: Int32Array;
}

/**
 * Puts hashes in place of the words of features. Of terms that become equal, the more frequent one stays.
 *
 * @param words - features of words
 * @param few - features of some of their terms, which are kept
 * @param blocks - the settings of their blocks
 */
export function hashTerms(
  words: TfidfFeatures,
  few: TfidfFeatures,
  blocks: { readonly title: readonly FeatureBlock[]; readonly plot: readonly FeatureBlock[] },
): HashedTerms {
  const columns: number[] = [];
  const hashed = { title: blocks.title.map(hashedBlock), plot: blocks.plot.map(hashedBlock) };
  const all = [...hashed.title, ...hashed.plot];
  const extractor = new TfidfFeatures(
    words.blocks.map(({ firstColumn, transform: { vocabulary }, ...block }, index) => {
      const { weight, titleWeight, ...options } = all[index]!;
      const isKept = new Set(few.blocks[index]!.transform.vocabulary.terms);
      const { documentFrequencies } = vocabulary;
      const columnOf = new Map<string, number>();
      vocabulary.terms.forEach((term, column) => {
        if (!isKept.has(term)) return;
        const name = term.split(' ').map(hashWord).join(' ');
        const before = columnOf.get(name);
        if (before === undefined || documentFrequencies[before]! < documentFrequencies[column]!)
          columnOf.set(name, column);
      });
      const kept = [...columnOf].sort(([a], [b]) => compareCodePoints(a, b));
      for (const [, column] of kept) columns.push(firstColumn + column);
      const own = {
        terms: kept.map(([name]) => name),
        documentFrequencies: Uint32Array.from(kept, ([, column]) => documentFrequencies[column]!),
        documentCount: vocabulary.documentCount,
      };
      return { ...block, transform: new TfidfTransform(own, resolveTfidfOptions({ ...options, minDf: 2 })) };
    }),
  );
  return { extractor, settings: tfidf(hashed), columns: Int32Array.from(columns) };
}

/** Stop words and stems are the analyser's affair: what comes after it sees hashes. */
function hashedBlock({ stopWords, prefixLength, ...block }: FeatureBlock): FeatureBlock {
  if (typeof stopWords === 'object') throw new Error('Hashed words have no stop words of their own.');
  return {
    ...block,
    analyser: hashedWords({ ...(stopWords && { stopWords }), ...(prefixLength && { prefixLength }) }),
  };
}
