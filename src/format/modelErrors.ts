import { GenrekitError } from '../errors.ts';

/**
 * The error for bytes that carry a right checksum and still break a rule: a faulty or hostile writer, not a bad wire.
 *
 * @param problem - what is wrong, as a sentence without its full stop
 * @param cause - the error underneath, when there is one
 * @returns an `invalid-model` error, to be thrown
 */
export function malformedModel(problem: string, cause?: unknown): GenrekitError {
  const message = `The model is malformed: ${problem}. Save it again with genrekit.`;
  return new GenrekitError('invalid-model', message, cause === undefined ? undefined : { cause });
}

/**
 * The error for a well-formed model that is of no use to this build, such as one of a strategy that it does not know.
 *
 * @param problem - what the model needs that is missing, as a sentence without its full stop
 * @returns an `unsupported-model` error, to be thrown
 */
export function unsupportedModel(problem: string): GenrekitError {
  return new GenrekitError('unsupported-model', `The model cannot be used: ${problem}. Upgrade genrekit.`);
}
