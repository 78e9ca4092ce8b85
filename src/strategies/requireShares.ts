import { GenrekitError } from '../errors.ts';
import { requireArray } from './requireArray.ts';
import type { StateArray } from './Strategy.ts';

/**
 * Takes an array of probabilities or shares that a saved state must have.
 *
 * @param arrays - of the state
 * @param name - which one
 * @param length - the number of elements it must have
 * @throws GenrekitError `invalid-model` when it is missing, of another length, or has a number outside 0 to 1
 */
export function requireShares(
  arrays: Readonly<Record<string, StateArray>>,
  name: string,
  length: number,
): Float64Array {
  const shares = requireArray(arrays, name, Float64Array, length);
  if (shares.every((share) => share >= 0 && share <= 1)) return shares;
  throw new GenrekitError(
    'invalid-model',
    `The saved '${name}' has numbers outside 0 to 1. Save the model again.`,
  );
}
