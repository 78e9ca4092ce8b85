/**
 * Makes a value read-only all the way down, so that whoever changes it gets a TypeError.
 *
 * @param value - plain data
 * @returns the same value
 */
export function deepFreeze<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  for (const member of Object.values(value)) deepFreeze(member);
  return Object.freeze(value);
}
