import { describeValue, GenrekitError } from '../errors.ts';
import { checkChoice, checkNumber, resolveOptions } from '../options.ts';
import type { Analyser } from '../text/Analyser.ts';

/**
 * How two neighbouring terms are scored: as Mikolov et al. (2013) do, in the form that Gensim uses by default, or by
 * normalised pointwise mutual information (Bouma 2009).
 */
export type PhraseScoring = 'mikolov' | 'npmi';

/** All scorings. */
export const PHRASE_SCORINGS: readonly PhraseScoring[] = /* @__PURE__ */ Object.freeze([
  'mikolov',
  'npmi',
] as const);

/** Settings of {@link learnPhrases}. */
export interface PhraseOptions {
  /**
   * With `'mikolov'`, this is taken off the count of a pair, which holds rare pairs back; with `'npmi'`, pairs that
   * occur less often are no phrases.
   * @defaultValue `5`
   */
  readonly minCount?: number;
  /**
   * Pairs that score above it are phrases. `'mikolov'` scores have no upper end; `'npmi'` scores lie from -1 (never
   * together) through 0 (as often as by chance) to 1 (never apart).
   * @defaultValue `10` for `'mikolov'`, `0.5` for `'npmi'`
   */
  readonly threshold?: number;
  /**
   * The formula.
   * @defaultValue `'mikolov'`
   */
  readonly scoring?: PhraseScoring;
  /**
   * Cuts the texts into terms; `'wink'` is a {@link winkAnalyser} with its default settings. With an analyser that
   * joins phrases already, phrases of three and four words are found.
   * @defaultValue `'wink'`
   */
  readonly analyser?: 'wink' | Analyser;
}

/** {@link PhraseOptions} with every option set. */
export type ResolvedPhraseOptions = Required<PhraseOptions>;

/** The settings of {@link learnPhrases} when it is given none. */
export const phraseDefaults: ResolvedPhraseOptions = /* @__PURE__ */ Object.freeze({
  minCount: 5,
  threshold: 10,
  scoring: 'mikolov',
  analyser: 'wink',
});

const NPMI_THRESHOLD = 0.5;

/**
 * Fills in defaults and checks every option.
 *
 * @param given - what the caller passed
 * @throws GenrekitError `invalid-option`
 */
export function resolvePhraseOptions(given: unknown): ResolvedPhraseOptions {
  const isNpmi = (given as PhraseOptions | null | undefined)?.scoring === 'npmi';
  const defaults = isNpmi ? { ...phraseDefaults, threshold: NPMI_THRESHOLD } : phraseDefaults;
  const options = resolveOptions('learnPhrases', given, defaults);
  checkChoice('learnPhrases.scoring', options.scoring, PHRASE_SCORINGS);
  checkNumber('learnPhrases.minCount', options.minCount, { min: 1, isInteger: true });
  checkNumber('learnPhrases.threshold', options.threshold, isNpmi ? { min: -1, below: 1 } : { above: 0 });
  if (options.analyser !== 'wink') checkAnalyser('learnPhrases.analyser', options.analyser);
  return Object.freeze(options);
}

/**
 * @param name - how the message names the value
 * @param value - what the caller passed
 * @throws GenrekitError `invalid-option` when it is no analyser
 */
export function checkAnalyser(name: string, value: unknown): void {
  const { id, tokens } = (value ?? {}) as Partial<Analyser>;
  if (typeof id === 'string' && id !== '' && typeof tokens === 'function') return;
  throw new GenrekitError(
    'invalid-option',
    `${name} must have a text id and a function tokens(text); got ${describeValue(value)}.`,
  );
}
