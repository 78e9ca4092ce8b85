import { GenrekitError } from '../errors.ts';

/**
 * The error for a weight that became infinite when it was rounded.
 *
 * @param format - what it was rounded to
 * @param advice - what the caller can do
 * @returns an `invalid-value` error, to be thrown
 */
export function tooLarge(format: string, advice: string): GenrekitError {
  return new GenrekitError('invalid-value', `A weight is too large for ${format}. ${advice}.`);
}
