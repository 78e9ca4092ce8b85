import { describeValue, GenrekitError } from '../errors.ts';
import type { Token } from '../text/Analyser.ts';
import { PhraseModel } from './PhraseModel.ts';

const JOINER = '_';

/**
 * Joins neighbouring tokens that the model knows as a phrase, from left to right; a token belongs to one phrase at most.
 *
 * @param tokens - tokens of one text, in order
 * @param model - from {@link learnPhrases}
 * @returns the tokens, two that make a phrase as one: terms joined by `_`, from the start of the first to the end of the
 * second
 * @throws GenrekitError `invalid-value` when the arguments are something else
 */
export function applyPhrases(tokens: readonly Token[], model: PhraseModel): readonly Token[] {
  if (!Array.isArray(tokens) || !(model instanceof PhraseModel)) {
    throw new GenrekitError(
      'invalid-value',
      `applyPhrases needs a list of tokens and a PhraseModel; got ${describeValue(tokens)} and ${describeValue(model)}.`,
    );
  }
  const joined: Token[] = [];
  for (let i = 0; i < tokens.length; i++) {
    const token = tokens[i]!;
    const next = tokens[i + 1];
    if (next === undefined || model.scoreOf(token.term, next.term) === undefined) {
      joined.push(token);
      continue;
    }
    joined.push({ term: token.term + JOINER + next.term, start: token.start, end: next.end });
    i++;
  }
  return joined;
}
