import { GenrekitError } from '../errors.ts';
import type { LabelSet } from '../labels/LabelSet.ts';

/**
 * Refuses tables whose columns are not the same labels in the same order.
 *
 * @param given - the labels of the table at hand
 * @param expected - the labels it must have
 * @throws GenrekitError `shape-mismatch`
 */
export function checkSameLabels(given: LabelSet, expected: LabelSet): void {
  if (given === expected) return;
  if (given.size === expected.size && given.names.every((name, label) => name === expected.names[label]))
    return;
  throw new GenrekitError(
    'shape-mismatch',
    `Expected the labels ${expected.names.join(', ')} in this order; got ${given.names.join(', ')}.`,
  );
}
