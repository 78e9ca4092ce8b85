import { describeValue, GenrekitError } from '../errors.ts';
import type { Analyser, Token } from '../text/Analyser.ts';
import { phraseAnalyser } from './phraseAnalyser.ts';
import { prepareText } from './prepareText.ts';
import {
  type ResolvedWinkAnalyserOptions,
  resolveWinkAnalyserOptions,
  type WinkAnalyserOptions,
} from './WinkAnalyserOptions.ts';
import { type WinkEngine, winkEngine } from './WinkEngine.ts';

/** Raised when the same settings and language model come to give other tokens, so that saved models notice. */
const RULES_VERSION = 1;

const NEGATION_PREFIX = 'not_';

/**
 * An analyser of English on wink-nlp: lemmas in place of words, function words left out by part of speech, negated
 * words marked.
 *
 * The first call loads the language model, which takes some tenths of a second and 60 MB of memory; all analysers share
 * it. `wink-nlp` and `wink-eng-lite-web-model` must be installed beside genrekit. A text is read about 40 times more
 * slowly than by the built-in word pattern, in time near to proportional to its length even when it is hostile.
 *
 * The same text gives the same tokens whatever was read before. The analyser's `id` names its settings and the language
 * model, so a saved model is never opened with other ones.
 *
 * @param options - settings; see {@link WinkAnalyserOptions}
 * @returns the analyser, to be given to `TfidfVectorizer` and the like
 * @throws GenrekitError `invalid-option`
 * @throws GenrekitError `unsupported-model` when the installed wink packages are of a kind this version does not know
 *
 * @example
 * ```ts
 * import { winkAnalyser } from 'genrekit/wink';
 * const analyser = winkAnalyser();
 * console.log(analyser.tokens('The murderers never ran.').map(({ term }) => term)); // [ 'murderer', 'never', 'not_run' ]
 * ```
 */
export function winkAnalyser(options?: WinkAnalyserOptions): Analyser {
  const resolved = resolveWinkAnalyserOptions(options);
  const engine = winkEngine();
  const { partsOfSpeech } = resolved;
  const tags = partsOfSpeech === 'all' ? undefined : new Set<string>(partsOfSpeech);
  const analyser: Analyser = Object.freeze({
    id: describeSettings(resolved, tags, engine),
    tokens: (text: string) => readTokens(text, resolved, tags, engine),
  });
  return resolved.phrases === 'none' ? analyser : phraseAnalyser(analyser, resolved.phrases);
}

/** The parts of speech that are kept; `undefined` stands for all. */
type KeptTags = ReadonlySet<string> | undefined;

function describeSettings(options: ResolvedWinkAnalyserOptions, kept: KeptTags, engine: WinkEngine): string {
  const { form, hasNegationMarks, maxRunLength, maxTextLength } = options;
  return [
    `wink/${RULES_VERSION}`,
    `model=${engine.modelDigest}`,
    `form=${form}`,
    `pos=${kept === undefined ? 'all' : [...kept].sort().join('+')}`,
    `negation=${hasNegationMarks}`,
    `run=${maxRunLength}`,
    `text=${maxTextLength}`,
  ].join(';');
}

function readTokens(
  text: string,
  options: ResolvedWinkAnalyserOptions,
  kept: KeptTags,
  engine: WinkEngine,
): readonly Token[] {
  if (typeof text !== 'string') {
    throw new GenrekitError('invalid-value', `An analyser reads text; got ${describeValue(text)}.`);
  }
  const { form, hasNegationMarks } = options;
  const { values, forms, tags, negations } = engine.read(prepareText(text, options), form);
  const tokens: Token[] = [];
  let position = 0;
  for (let i = 0; i < values.length; i++) {
    const value = values[i]!;
    // Tokens follow one another with nothing but white space between them, so the next occurrence is the right one.
    const start = text.indexOf(value, position);
    if (start < 0) throw lostToken(value, position);
    position = start + value.length;
    if (/\s/.test(value) || (kept !== undefined && !kept.has(tags[i]!))) continue;
    const term = termOf(value, forms[i]!, form);
    tokens.push({
      term: hasNegationMarks && negations[i]! ? NEGATION_PREFIX + term : term,
      start,
      end: position,
    });
  }
  return tokens;
}

function termOf(value: string, formed: string, form: ResolvedWinkAnalyserOptions['form']): string {
  // wink's stemmer writes 3 for a consonant y while it works, and turns every 3 into a y at the end. Of "'s'" it leaves
  // nothing.
  const isUnstemmable = form === 'stem' && (/\p{N}/u.test(value) || formed === '');
  // Some lemmas keep their capital ("Africa"), others lose it ("amélie").
  return (isUnstemmable ? value : formed).toLowerCase();
}

function lostToken(value: string, position: number): GenrekitError {
  return new GenrekitError(
    'unsupported-model',
    `wink-nlp gave the token ${describeValue(value)}, which the text does not have from position ${position}; install wink-nlp 2.4.0.`,
  );
}
