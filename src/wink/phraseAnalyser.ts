import { describeValue, GenrekitError } from '../errors.ts';
import type { Analyser } from '../text/Analyser.ts';
import { applyPhrases } from './applyPhrases.ts';
import { PhraseModel } from './PhraseModel.ts';
import { checkAnalyser } from './PhraseOptions.ts';

/**
 * An analyser that joins the phrases in the tokens of another. Applied to its own result, with phrases learned from it,
 * it joins up to four words.
 *
 * @param analyser - gives the tokens; the one the phrases were learned with
 * @param phrases - from {@link learnPhrases}
 * @returns the analyser; its `id` names the other analyser and the phrases
 * @throws GenrekitError `invalid-option` when the phrases were learned with another analyser
 */
export function phraseAnalyser(analyser: Analyser, phrases: PhraseModel): Analyser {
  checkAnalyser('The analyser of phraseAnalyser', analyser);
  if (!(phrases instanceof PhraseModel)) {
    throw new GenrekitError(
      'invalid-option',
      `The phrases of phraseAnalyser must be a PhraseModel, from learnPhrases or PhraseModel.fromState; got ${describeValue(phrases)}.`,
    );
  }
  if (phrases.analyserId !== analyser.id) {
    throw new GenrekitError(
      'invalid-option',
      `The phrases were learned with the analyser '${phrases.analyserId}' and do not fit '${analyser.id}'; learn them again, or use the settings of then.`,
    );
  }
  return Object.freeze({
    id: `${analyser.id};phrases=${phrases.digest}`,
    tokens: (text: string) => applyPhrases(analyser.tokens(text), phrases),
  });
}
