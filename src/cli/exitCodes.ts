import { GenrekitError, type GenrekitErrorCode } from '../errors.ts';

/** How the command ends: 0 all is well, 2 wrong usage, 3 bad data, 4 bad model. */
export const EXIT = Object.freeze({ ok: 0, usage: 2, data: 3, model: 4 });

const EXIT_OF_CODE: Readonly<Record<GenrekitErrorCode, number>> = {
  'invalid-option': EXIT.usage,
  'unknown-label': EXIT.usage,
  aborted: EXIT.usage,
  'file-error': EXIT.usage,
  'invalid-movie': EXIT.data,
  'invalid-labels': EXIT.data,
  'invalid-value': EXIT.data,
  'shape-mismatch': EXIT.data,
  'invalid-data': EXIT.data,
  'not-fitted': EXIT.model,
  'invalid-model': EXIT.model,
  'unsupported-model': EXIT.model,
};

/**
 * @param error - anything thrown
 * @returns the exit code that tells a script what kind of problem it was
 */
export function exitCodeOf(error: unknown): number {
  return error instanceof GenrekitError ? EXIT_OF_CODE[error.code] : 1;
}
