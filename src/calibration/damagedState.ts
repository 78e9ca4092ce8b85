import { GenrekitError } from '../errors.ts';
import { LabelSet } from '../labels/LabelSet.ts';

/**
 * The error for a saved state that breaks a rule.
 *
 * @param part - what the state is of, with its verb, such as `thresholds are`
 * @param problem - what is wrong, without a full stop
 * @param cause - the error underneath, when there is one
 * @returns an `invalid-model` error, to be thrown
 */
export function damagedState(part: string, problem: string, cause?: unknown): GenrekitError {
  return new GenrekitError(
    'invalid-model',
    `The saved ${part} damaged: ${problem}. Save the model again from its source.`,
    cause === undefined ? undefined : { cause },
  );
}

/**
 * @param part - what the state is of, as above
 * @param names - the labels of the state
 * @throws GenrekitError `invalid-model` when they are no label set
 */
export function readLabels(part: string, names: readonly string[]): LabelSet {
  try {
    return LabelSet.of(names);
  } catch (cause) {
    throw damagedState(part, 'its labels are not a set of names', cause);
  }
}
