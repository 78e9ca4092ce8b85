import { GenrekitError } from '../errors.ts';
import type { PairCounts } from './PairCounts.ts';

/**
 * Refuses counts that no samples can have, as a damaged model may hold them.
 *
 * @param counts - three tables of the right size
 * @param width - number of labels
 * @throws GenrekitError `invalid-model`
 */
export function checkPairCounts({ together, present, known }: PairCounts, width: number): void {
  for (let a = 0; a < width; a++) {
    for (let b = a; b < width; b++) {
      const [ab, ba] = [a * width + b, b * width + a];
      const both = together[ab]!;
      const isPossible =
        both === together[ba] &&
        known[ab] === known[ba] &&
        both <= Math.min(present[ab]!, present[ba]!) &&
        present[ab]! + present[ba]! - both <= known[ab]! &&
        (a !== b || both === present[ab]);
      if (isPossible) continue;
      throw new GenrekitError(
        'invalid-model',
        `The saved pair counts are damaged: no movies can have those of labels ${a} and ${b}. Save the model again.`,
      );
    }
  }
}
