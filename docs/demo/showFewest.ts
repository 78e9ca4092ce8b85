import type { Counterfactual } from 'genrekit';
import { byId, make, percent } from './dom.ts';

/** @param fewest - the words without which the decision would be another; absent while they are searched for */
export function showFewest(fewest: Counterfactual | undefined): void {
  const paragraph = byId('fewest', HTMLElement);
  if (fewest === undefined) {
    paragraph.textContent = 'Looking for the fewest words that would change this …';
    return;
  }
  const { label, isFound, isFewest, isPredictedBefore, words, scoreBefore, scoreAfter } = fewest;
  if (!isFound) {
    paragraph.textContent = isPredictedBefore
      ? `Leaving out a few words would not bring ${label} below its mark.`
      : `Leaving out a few words would not bring ${label} to its mark.`;
    return;
  }
  const listed = words.flatMap(({ text }, i) => [
    i === 0 ? '' : i === words.length - 1 ? ' and ' : ', ',
    make('b', '', text),
  ]);
  const change = `goes from ${percent(scoreBefore)} to ${percent(scoreAfter)}, `;
  const verdict = isPredictedBefore ? 'below its mark' : 'to its mark';
  const proof = isFewest ? '' : ' Fewer words may do; not all were tried.';
  paragraph.replaceChildren('Without ', ...listed, `, ${label} ${change}${verdict}.${proof}`);
}
