import { GenrekitError } from '../errors.ts';
import type { StateArray } from './Strategy.ts';

/**
 * Takes an array of a saved state that must be there.
 *
 * @param arrays - of the state
 * @param name - which one
 * @param type - the class it must have
 * @param length - the number of elements it must have
 * @throws GenrekitError `invalid-model` when it is missing, of another type or length, or not finite
 */
export function requireArray<T extends StateArray>(
  arrays: Readonly<Record<string, StateArray>>,
  name: string,
  type: new (length: number) => T,
  length: number,
): T {
  const array = arrays[name];
  if (!(array instanceof type) || array.length !== length) {
    const found = array === undefined ? 'nothing' : `${array.constructor.name} of ${array.length}`;
    throw new GenrekitError(
      'invalid-model',
      `The saved strategy needs '${name}' as ${type.name} of ${length}; it has ${found}. Save the model again.`,
    );
  }
  const isFloat = array instanceof Float32Array || array instanceof Float64Array;
  if (isFloat && !(array as Float64Array).every(Number.isFinite)) {
    throw new GenrekitError(
      'invalid-model',
      `The saved '${name}' has numbers that are not finite. Save the model again.`,
    );
  }
  return array;
}
