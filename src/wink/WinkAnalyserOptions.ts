import { describeValue, GenrekitError } from '../errors.ts';
import { checkBoolean, checkChoice, checkNumber, resolveOptions } from '../options.ts';
import { PhraseModel } from './PhraseModel.ts';
import type { TermForm } from './WinkEngine.ts';

/** A universal part-of-speech tag (https://universaldependencies.org/u/pos), as wink-nlp gives it. */
export type PartOfSpeech = (typeof PARTS_OF_SPEECH)[number];

/** The universal part-of-speech tags that wink gives. */
export const PARTS_OF_SPEECH = [
  'ADJ',
  'ADP',
  'ADV',
  'AUX',
  'CCONJ',
  'DET',
  'INTJ',
  'NOUN',
  'NUM',
  'PART',
  'PRON',
  'PROPN',
  'PUNCT',
  'SCONJ',
  'SYM',
  'VERB',
  'X',
] as const;

/** Settings of a {@link winkAnalyser}. */
export interface WinkAnalyserOptions {
  /**
   * What a word becomes: its lemma ("ran" gives `run`), its normal form (lower case), or its Porter stem ("running"
   * gives `run`, "ran" stays). Words with a digit are never stemmed. Terms are in lower case in any form.
   * @defaultValue `'lemma'`
   */
  readonly form?: TermForm;
  /**
   * The parts of speech that are kept, or `'all'`, which keeps punctuation too.
   * @defaultValue `['NOUN', 'PROPN', 'VERB', 'ADJ', 'ADV']`
   */
  readonly partsOfSpeech?: 'all' | readonly PartOfSpeech[];
  /**
   * Whether words that a negation applies to get the prefix `not_`: "he never loved her" gives `not_love`.
   * @defaultValue `true`
   */
  readonly hasNegationMarks?: boolean;
  /**
   * Phrases to join, learned by {@link learnPhrases} from the tokens of an analyser with the same other settings.
   * @defaultValue `'none'`
   */
  readonly phrases?: 'none' | PhraseModel;
  /**
   * Runs without white space that are longer, in UTF-16 code units, are read in pieces: the time of wink-nlp grows with
   * the square of the run. From 10 to 1000.
   * @defaultValue `100`
   */
  readonly maxRunLength?: number;
  /**
   * Text beyond this many UTF-16 code units is not read. A plot has some hundreds.
   * @defaultValue `100_000`
   */
  readonly maxTextLength?: number;
}

/** {@link WinkAnalyserOptions} with every option set. */
export type ResolvedWinkAnalyserOptions = Required<WinkAnalyserOptions>;

/** The settings of a {@link winkAnalyser} that is given none. */
export const winkAnalyserDefaults: ResolvedWinkAnalyserOptions = /* @__PURE__ */ Object.freeze({
  form: 'lemma',
  partsOfSpeech: /* @__PURE__ */ Object.freeze(['NOUN', 'PROPN', 'VERB', 'ADJ', 'ADV'] as const),
  hasNegationMarks: true,
  phrases: 'none',
  maxRunLength: 100,
  maxTextLength: 100_000,
});

/**
 * Fills in defaults and checks every option.
 *
 * @param given - what the caller passed
 * @throws GenrekitError `invalid-option`
 */
export function resolveWinkAnalyserOptions(given: unknown): ResolvedWinkAnalyserOptions {
  const options = resolveOptions('winkAnalyser', given, winkAnalyserDefaults);
  checkChoice('winkAnalyser.form', options.form, ['lemma', 'normal', 'stem']);
  checkPartsOfSpeech(options.partsOfSpeech);
  checkBoolean('winkAnalyser.hasNegationMarks', options.hasNegationMarks);
  checkNumber('winkAnalyser.maxRunLength', options.maxRunLength, { min: 10, max: 1000, isInteger: true });
  checkNumber('winkAnalyser.maxTextLength', options.maxTextLength, { min: 1, isInteger: true });
  if (options.phrases !== 'none' && !(options.phrases instanceof PhraseModel)) {
    throw new GenrekitError(
      'invalid-option',
      `winkAnalyser.phrases must be 'none' or a PhraseModel, from learnPhrases or PhraseModel.fromState; got ${describeValue(options.phrases)}.`,
    );
  }
  return Object.freeze(options);
}

function checkPartsOfSpeech(value: unknown): void {
  if (value === 'all') return;
  if (!Array.isArray(value) || value.length === 0) {
    throw new GenrekitError(
      'invalid-option',
      `winkAnalyser.partsOfSpeech must be 'all' or a list such as ['NOUN', 'VERB']; got ${describeValue(value)}.`,
    );
  }
  value.forEach((tag, i) => {
    checkChoice(`winkAnalyser.partsOfSpeech[${i}]`, tag, PARTS_OF_SPEECH);
  });
}
