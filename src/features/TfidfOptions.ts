import { describeValue, GenrekitError } from '../errors.ts';
import { checkBoolean, checkChoice, checkNumber, resolveOptions } from '../options.ts';
import type { Analyser } from '../text/Analyser.ts';
import type { StripAccents } from '../text/normalise.ts';

/** What terms are made of: words, characters, or characters within word boundaries. */
export type AnalyserName = 'word' | 'char' | 'charWb';

/** Settings of a `TfidfVectorizer`; names and meanings follow scikit-learn's vectoriser of that name. */
export interface TfidfOptions {
  /**
   * What terms are made of: `'word'`, `'char'`, `'charWb'` (n-grams of characters inside space-padded words), or an
   * {@link Analyser} of one's own whose tokens take the place of words.
   * @defaultValue `'word'`
   */
  readonly analyser?: AnalyserName | Analyser;
  /**
   * Shortest and longest n-gram.
   * @defaultValue `[1, 1]`
   */
  readonly ngrams?: readonly [number, number];
  /**
   * Whether text is lower-cased first.
   * @defaultValue `true`
   */
  readonly isLowercased?: boolean;
  /**
   * How accents are removed.
   * @defaultValue `'none'`
   */
  readonly stripAccents?: StripAccents;
  /**
   * Words left out before n-grams are built: `'english'`, a list, or `'none'`.
   * @defaultValue `'none'`
   */
  readonly stopWords?: 'none' | 'english' | readonly string[];
  /**
   * Words are cut to this many characters after stop words are gone: a cheap stem that puts "murderer" beside
   * "murdered". scikit-learn has no such option.
   * @defaultValue `Infinity`
   */
  readonly prefixLength?: number;
  /**
   * Terms in fewer texts are dropped: a count from 1, or below 1 a share of all texts.
   * @defaultValue `1`
   */
  readonly minDf?: number;
  /**
   * Terms in more texts are dropped: a count from 1, or below 1 a share of all texts.
   * @defaultValue `Infinity`
   */
  readonly maxDf?: number;
  /**
   * Keeps the terms that occur most often over all texts; equal counts go by code-point order of the term.
   * @defaultValue `Infinity`
   */
  readonly maxFeatures?: number;
  /**
   * Length that every row gets.
   * @defaultValue `'l2'`
   */
  readonly norm?: 'l2' | 'l1' | 'none';
  /**
   * Whether term counts are multiplied by the inverse document frequency.
   * @defaultValue `true`
   */
  readonly hasIdf?: boolean;
  /**
   * Whether document frequencies count one more text that has every term, which avoids a division by zero.
   * @defaultValue `true`
   */
  readonly hasSmoothIdf?: boolean;
  /**
   * Whether a count becomes 1 + ln(count).
   * @defaultValue `false`
   */
  readonly hasSublinearTf?: boolean;
  /**
   * Whether every count above 0 becomes 1.
   * @defaultValue `false`
   */
  readonly isBinary?: boolean;
}

/** {@link TfidfOptions} with every option set. */
export type ResolvedTfidfOptions = Required<TfidfOptions>;

/** The settings of a `TfidfVectorizer` that is given none. */
export const tfidfDefaults: ResolvedTfidfOptions = /* @__PURE__ */ Object.freeze({
  analyser: 'word',
  ngrams: [1, 1] as const,
  isLowercased: true,
  stripAccents: 'none',
  stopWords: 'none',
  prefixLength: Number.POSITIVE_INFINITY,
  minDf: 1,
  maxDf: Number.POSITIVE_INFINITY,
  maxFeatures: Number.POSITIVE_INFINITY,
  norm: 'l2',
  hasIdf: true,
  hasSmoothIdf: true,
  hasSublinearTf: false,
  isBinary: false,
});

/**
 * Fills in defaults and checks every option.
 *
 * @param given - what the caller passed
 * @param owner - how messages name the options
 * @throws GenrekitError `invalid-option` for a value that is wrong, or clashes with another
 */
export function resolveTfidfOptions(given: unknown, owner = 'TfidfVectorizer'): ResolvedTfidfOptions {
  const options = resolveOptions(owner, given, tfidfDefaults);
  checkAnalyser(`${owner}.analyser`, options.analyser);
  checkNgrams(`${owner}.ngrams`, options.ngrams);
  checkChoice(`${owner}.stripAccents`, options.stripAccents, ['none', 'unicode', 'ascii']);
  checkChoice(`${owner}.norm`, options.norm, ['l2', 'l1', 'none']);
  for (const name of ['isLowercased', 'hasIdf', 'hasSmoothIdf', 'hasSublinearTf', 'isBinary'] as const) {
    checkBoolean(`${owner}.${name}`, options[name]);
  }
  checkStopWords(`${owner}.stopWords`, options.stopWords);
  checkLimit(`${owner}.prefixLength`, options.prefixLength);
  checkLimit(`${owner}.maxFeatures`, options.maxFeatures);
  if (options.analyser === 'char' || options.analyser === 'charWb') {
    for (const name of ['stopWords', 'prefixLength'] as const) {
      if (options[name] === tfidfDefaults[name]) continue;
      throw new GenrekitError(
        'invalid-option',
        `${owner}.${name} has no effect on character n-grams; use the 'word' analyser or leave ${name} out.`,
      );
    }
  }
  checkFrequency(`${owner}.minDf`, options.minDf);
  checkFrequency(`${owner}.maxDf`, options.maxDf);
  return Object.freeze(options);
}

function checkAnalyser(name: string, analyser: unknown): void {
  if (typeof analyser !== 'object' || analyser === null) {
    checkChoice(name, analyser, ['word', 'char', 'charWb']);
    return;
  }
  const { id, tokens } = analyser as Partial<Analyser>;
  if (typeof id !== 'string' || id === '' || typeof tokens !== 'function') {
    throw new GenrekitError('invalid-option', `${name} must have a text id and a function tokens(text).`);
  }
}

function checkNgrams(name: string, ngrams: unknown): void {
  if (!Array.isArray(ngrams) || ngrams.length !== 2) {
    throw new GenrekitError(
      'invalid-option',
      `${name} must be [shortest, longest]; got ${describeValue(ngrams)}.`,
    );
  }
  const shortest = checkNumber(`${name}[0]`, ngrams[0], { min: 1, max: 20, isInteger: true });
  checkNumber(`${name}[1]`, ngrams[1], { min: shortest, max: 20, isInteger: true });
}

function checkStopWords(name: string, stopWords: unknown): void {
  if (stopWords === 'none' || stopWords === 'english') return;
  if (!Array.isArray(stopWords) || !stopWords.every((word) => typeof word === 'string')) {
    throw new GenrekitError(
      'invalid-option',
      `${name} must be 'none', 'english' or a list of words; got ${describeValue(stopWords)}.`,
    );
  }
}

function checkLimit(name: string, value: unknown): void {
  if (value !== Number.POSITIVE_INFINITY) checkNumber(name, value, { min: 1, isInteger: true });
}

function checkFrequency(name: string, value: unknown): void {
  if (value === Number.POSITIVE_INFINITY) return;
  const number = checkNumber(name, value, { min: 0 });
  if (number > 1) checkNumber(name, number, { isInteger: true });
}
