/**
 * Every reason for which genrekit refuses an input. The list is closed: a program may switch over it.
 *
 * - `invalid-option`: an option is unknown, of the wrong type, out of range, or clashes with another.
 * - `invalid-movie`: a movie has neither a usable title nor a usable plot, or is not a movie at all.
 * - `invalid-labels`: a genre list or label set is malformed, empty or repeats a name.
 * - `unknown-label`: a label was named that the label set or the model does not have.
 * - `invalid-value`: a number is not finite or lies outside its range, or an argument has the wrong type.
 * - `shape-mismatch`: two tables that must agree in rows or columns do not.
 * - `not-fitted`: a model was asked for an answer before it was fitted.
 * - `aborted`: the caller's `AbortSignal` fired.
 * - `invalid-model`: bytes are not a `.genre` file, or are damaged.
 * - `unsupported-model`: a well-formed model that this version cannot use.
 * - `invalid-data`: a table cannot be read, or has no usable row.
 * - `file-error`: a file cannot be opened, read or written.
 */
export type GenrekitErrorCode =
  | 'invalid-option'
  | 'invalid-movie'
  | 'invalid-labels'
  | 'unknown-label'
  | 'invalid-value'
  | 'shape-mismatch'
  | 'not-fitted'
  | 'aborted'
  | 'invalid-model'
  | 'unsupported-model'
  | 'invalid-data'
  | 'file-error';

/**
 * The one error class of genrekit.
 *
 * The message says what is wrong, which value was given, and what to do about it.
 *
 * @example
 * ```ts
 * import { GenreClassifier, GenrekitError } from 'genrekit';
 * try {
 *   new GenreClassifier({ folds: 1 });
 * } catch (error) {
 *   if (error instanceof GenrekitError) console.log(error.code); // 'invalid-option'
 * }
 * ```
 */
export class GenrekitError extends Error {
  override readonly name = 'GenrekitError';
  /** What kind of problem this is, for programs. */
  readonly code: GenrekitErrorCode;

  /**
   * @param code - one of the closed list of codes
   * @param message - what is wrong, the value got, and what to do
   * @param options - `cause`: the error underneath, when there is one
   */
  constructor(code: GenrekitErrorCode, message: string, options?: { readonly cause?: unknown }) {
    super(message, options);
    this.code = code;
  }
}

/**
 * Shows a value inside an error message: short, on one line, never throwing.
 *
 * @param value - anything a caller may have passed
 * @returns at most about 60 characters that tell the value apart from others
 */
export function describeValue(value: unknown): string {
  if (typeof value === 'string') return JSON.stringify(value.length > 50 ? `${value.slice(0, 50)}…` : value);
  if (typeof value === 'bigint') return `${value}n`;
  if (typeof value === 'function') return 'a function';
  if (typeof value === 'symbol') return 'a symbol';
  if (value === null || typeof value !== 'object') return String(value);
  if (Array.isArray(value)) return `an array of ${value.length}`;
  const name: unknown = Object.getPrototypeOf(value)?.constructor?.name;
  return typeof name === 'string' && name !== 'Object' ? `a ${name}` : 'an object';
}
