/**
 * English text analysis on wink-nlp: lemmas, parts of speech, negation and phrases. Needs the optional packages
 * `wink-nlp` and `wink-eng-lite-web-model`.
 *
 * @packageDocumentation
 */
export type { Analyser, Token } from '../text/Analyser.ts';
export { applyPhrases } from './applyPhrases.ts';
export { learnPhrases } from './learnPhrases.ts';
export { type Phrase, PhraseModel, type PhraseModelState } from './PhraseModel.ts';
export {
  type PhraseOptions,
  type PhraseScoring,
  phraseDefaults,
  type ResolvedPhraseOptions,
} from './PhraseOptions.ts';
export { phraseAnalyser } from './phraseAnalyser.ts';
export {
  PARTS_OF_SPEECH,
  type PartOfSpeech,
  type ResolvedWinkAnalyserOptions,
  type WinkAnalyserOptions,
  winkAnalyserDefaults,
} from './WinkAnalyserOptions.ts';
export type { TermForm } from './WinkEngine.ts';
export { winkAnalyser } from './winkAnalyser.ts';
