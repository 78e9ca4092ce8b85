import { describeValue, GenrekitError } from '../errors.ts';
import { checkBoolean, checkChoice, checkNumber, resolveOptions } from '../options.ts';
import type { StripAccents } from '../text/normalise.ts';

/** Options of `tokens`. */
export interface TokenOptions {
  /**
   * Whether a token is a word of at least two characters, or a piece of a word: then unknown words are spelled out of
   * known pieces, and a smaller vocabulary does.
   * @defaultValue `'word'`
   */
  readonly unit?: 'word' | 'wordPiece';
  /**
   * Most tokens in the vocabulary; the most frequent are kept.
   * @defaultValue `40000`
   */
  readonly vocabularySize?: number;
  /**
   * How often a word, or a pair of pieces, must occur to be learned.
   * @defaultValue `2`
   */
  readonly minFrequency?: number;
  /**
   * Most tokens read of a title.
   * @defaultValue `24`
   */
  readonly maxTitleLength?: number;
  /**
   * Most tokens read of a plot.
   * @defaultValue `128`
   */
  readonly maxPlotLength?: number;
  /**
   * Words to leave out.
   * @defaultValue `'english'`
   */
  readonly stopWords?: 'none' | 'english' | readonly string[];
  /**
   * Whether text is lower-cased first.
   * @defaultValue `true`
   */
  readonly isLowercased?: boolean;
  /**
   * How accents are removed.
   * @defaultValue `'unicode'`
   */
  readonly stripAccents?: StripAccents;
}

/** Tokens, described; made by `tokens`. */
export interface TokenSettings extends Readonly<Required<TokenOptions>> {
  readonly kind: 'tokens';
}

/** The defaults of `tokens`. */
export const tokenDefaults: Readonly<Required<TokenOptions>> = /* @__PURE__ */ Object.freeze({
  unit: 'word',
  vocabularySize: 40_000,
  minFrequency: 2,
  maxTitleLength: 24,
  maxPlotLength: 128,
  stopWords: 'english',
  isLowercased: true,
  stripAccents: 'unicode',
});

/**
 * Settings for features that keep words in their order: a sequence of token numbers, first the title, then the plot.
 *
 * @param options - settings; see {@link TokenOptions}
 * @returns settings for the option `features` of a classifier whose strategy reads tokens
 * @throws GenrekitError `invalid-option`
 */
export function tokens(options?: TokenOptions): TokenSettings {
  const settings = resolveOptions('tokens', options, tokenDefaults);
  checkChoice('tokens.unit', settings.unit, ['word', 'wordPiece']);
  checkChoice('tokens.stripAccents', settings.stripAccents, ['none', 'unicode', 'ascii']);
  checkBoolean('tokens.isLowercased', settings.isLowercased);
  checkNumber('tokens.vocabularySize', settings.vocabularySize, { min: 4, max: 1_000_000, isInteger: true });
  checkNumber('tokens.minFrequency', settings.minFrequency, { min: 1, isInteger: true });
  checkNumber('tokens.maxTitleLength', settings.maxTitleLength, { min: 1, max: 1024, isInteger: true });
  checkNumber('tokens.maxPlotLength', settings.maxPlotLength, { min: 1, max: 1024, isInteger: true });
  return Object.freeze({ kind: 'tokens', ...settings, stopWords: checkStopWords(settings.stopWords) });
}

function checkStopWords(stopWords: unknown): TokenSettings['stopWords'] {
  if (stopWords === 'none' || stopWords === 'english') return stopWords;
  if (Array.isArray(stopWords) && Array.from(stopWords).every((word) => typeof word === 'string'))
    return Object.freeze([...stopWords]);
  throw new GenrekitError(
    'invalid-option',
    `tokens.stopWords must be 'none', 'english' or a list of words; got ${describeValue(stopWords)}.`,
  );
}
