import { TfidfFeatures } from '../features/TfidfFeatures.ts';
import type { TfidfTransform } from '../features/TfidfTransform.ts';
import { FIELDS, hasText, type Movie } from '../text/Movie.ts';
import { englishStopWords } from '../text/stopWords.ts';
import { isComposite } from './CompositeFeatures.ts';
import type { FittedModel } from './FittedModel.ts';

/** How much a classifier had to go by. */
export interface Evidence {
  /**
   * `'none'`: no word that it knows, or a text that is not English; the probabilities are then little more than how
   * often genres occur. `'little'`: fewer than three known words, or most words unknown. `'enough'` otherwise.
   */
  readonly level: 'enough' | 'little' | 'none';
  /** Words of title and plot that the classifier knows, function words left out. */
  readonly knownWordCount: number;
  /** The share of such words that it does not know, 0 to 1. */
  readonly unknownShare: number;
  /**
   * Whether the text reads as English: at least one word in twelve is an English function word. `null` for texts of
   * fewer than twelve words, which do not tell.
   */
  readonly isEnglish: boolean | null;
}

/** The fewest words in which English can be expected to show. */
const FEWEST_WORDS = 12;
/** English prose has about four in ten; other languages share a word or two. */
const FUNCTION_WORD_SHARE = 1 / 12;

/**
 * Looks at the words of a movie as the features of a model do.
 *
 * @param model - a fitted model
 * @param movie - a checked movie
 * @returns how much of it the model knows; `undefined` for features that do not go by words
 */
export function weighEvidence({ features }: FittedModel, movie: Movie): Evidence | undefined {
  if (isComposite(features)) {
    const weighed = features.members.map((member) => weighEvidence(member.model, movie));
    return weighed.find((evidence) => evidence !== undefined);
  }
  if (!(features instanceof TfidfFeatures)) return undefined;
  let knownWordCount = 0;
  let unknownCount = 0;
  let isReadable = false;
  for (const field of FIELDS) {
    const text = movie[field];
    const block = features.blocks.find((own) => own.field === field && !own.transform.reader.isCharacters);
    if (block === undefined || !hasText(text)) continue;
    isReadable = true;
    const { known, unknown } = countWords(block.transform, text);
    knownWordCount += known;
    unknownCount += unknown;
  }
  if (!isReadable) return undefined;
  const isEnglish = readsAsEnglish(FIELDS.map((field) => movie[field] ?? '').join(' '));
  const unknownShare =
    knownWordCount + unknownCount === 0 ? 1 : unknownCount / (knownWordCount + unknownCount);
  const isLittle = knownWordCount < 3 || unknownShare > 0.5;
  const level = knownWordCount === 0 || isEnglish === false ? 'none' : isLittle ? 'little' : 'enough';
  return { level, knownWordCount, unknownShare, isEnglish };
}

/** Function words say nothing about a film, whether the vocabulary has them or not. */
function countWords(
  transform: TfidfTransform,
  text: string,
): { readonly known: number; readonly unknown: number } {
  const { reader } = transform;
  const stopWords = new Set(englishStopWords());
  const vocabulary = wordsOfTerms(transform);
  const decoder = new TextDecoder('utf-8', { ignoreBOM: true });
  let known = 0;
  let unknown = 0;
  for (const word of wordsOf(text)) {
    if (stopWords.has(word)) continue;
    reader.read(word);
    const first = reader.bytes.subarray(reader.starts.array[0], reader.ends.array[0]);
    const isKnown = reader.symbols.length > 0 && vocabulary.has(decoder.decode(first));
    if (isKnown) known++;
    else unknown++;
  }
  return { known, unknown };
}

const vocabularies = /* @__PURE__ */ new WeakMap<TfidfTransform, ReadonlySet<string>>();

/** The words that occur in terms, collected when first asked for. */
function wordsOfTerms(transform: TfidfTransform): ReadonlySet<string> {
  let words = vocabularies.get(transform);
  if (words === undefined) {
    words = new Set(transform.vocabulary.terms.flatMap((term) => term.split(' ')));
    vocabularies.set(transform, words);
  }
  return words;
}

function readsAsEnglish(text: string): boolean | null {
  const words = wordsOf(text);
  if (words.length < FEWEST_WORDS) return null;
  const stopWords = new Set(englishStopWords());
  return words.filter((word) => stopWords.has(word)).length >= words.length * FUNCTION_WORD_SHARE;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}_]{2,}/gu) ?? [];
}
