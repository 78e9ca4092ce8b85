import { describeValue, GenrekitError } from '../errors.ts';
import { PairCounter } from './PairCounter.ts';
import { type Phrase, PhraseModel } from './PhraseModel.ts';
import { type PhraseOptions, resolvePhraseOptions } from './PhraseOptions.ts';
import { mikolovScore, npmiScore } from './phraseScores.ts';
import { winkAnalyser } from './winkAnalyser.ts';

/**
 * Finds pairs of words that stand together more often than their own frequencies explain: "serial killer", "new york".
 *
 * The pairs are neighbours among the terms the analyser gives, so words that it leaves out do not part them. Learn from
 * training texts only.
 *
 * @param texts - plots or titles; read once
 * @param options - settings; see {@link PhraseOptions}
 * @returns the phrases, for the option `phrases` of {@link winkAnalyser} or for {@link phraseAnalyser}; it may have none
 * @throws GenrekitError `invalid-option`
 * @throws GenrekitError `invalid-data` when `texts` is not a collection of texts
 *
 * @example
 * ```ts
 * import { learnPhrases, winkAnalyser } from 'genrekit/wink';
 * const plots = ['A serial killer hides.', 'He hunts a serial killer.', 'The serial killer strikes.'];
 * const phrases = learnPhrases(plots, { minCount: 1, threshold: 1 });
 * const analyser = winkAnalyser({ phrases });
 * console.log(analyser.tokens('One serial killer').map(({ term }) => term)); // [ 'serial_killer' ]
 * ```
 */
export function learnPhrases(texts: Iterable<string>, options?: PhraseOptions): PhraseModel {
  const { minCount, threshold, scoring, analyser: chosen } = resolvePhraseOptions(options);
  checkTexts(texts);
  const analyser = chosen === 'wink' ? winkAnalyser() : chosen;
  const counter = new PairCounter();
  let textCount = 0;
  for (const text of texts) {
    if (typeof text !== 'string') {
      throw new GenrekitError('invalid-data', `Text ${textCount} is no text; got ${describeValue(text)}.`);
    }
    counter.add(analyser.tokens(text).map(({ term }) => term));
    textCount++;
  }
  const scoreOf = scoring === 'npmi' ? npmiScore : mikolovScore;
  const phrases: Phrase[] = [];
  counter.forEachPair((first, second, counts) => {
    const score = scoreOf(counts, minCount);
    if (score > threshold) phrases.push([first, second, score]);
  });
  return PhraseModel.fromState({ analyserId: analyser.id, scoring, minCount, threshold, phrases });
}

/** A single string is a collection too, of characters, which is never what the caller means. */
function checkTexts(texts: unknown): void {
  const isCollection = typeof texts === 'object' && texts !== null && Symbol.iterator in texts;
  if (isCollection) return;
  throw new GenrekitError(
    'invalid-data',
    `learnPhrases needs a list of texts or another collection of them; got ${describeValue(texts)}.`,
  );
}
