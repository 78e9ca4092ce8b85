import { describeValue, GenrekitError } from './errors.ts';

/**
 * Merges a caller's options over the defaults, refusing names that do not exist.
 *
 * @param owner - how messages name the thing configured, such as `linearSvm`
 * @param given - what the caller passed; `undefined` values count as absent
 * @param defaults - every option with its default
 * @returns a new object with every option set
 * @throws GenrekitError `invalid-option` for an unknown name or when `given` is no plain object
 */
export function resolveOptions<T extends object>(owner: string, given: unknown, defaults: T): T {
  if (given === undefined) return { ...defaults };
  if (typeof given !== 'object' || given === null || Array.isArray(given)) {
    throw new GenrekitError(
      'invalid-option',
      `The options of ${owner} must be an object; got ${describeValue(given)}.`,
    );
  }
  const resolved = { ...defaults };
  for (const [name, value] of Object.entries(given)) {
    if (!Object.hasOwn(defaults, name)) {
      const known = Object.keys(defaults).join(', ');
      throw new GenrekitError(
        'invalid-option',
        `${owner} has no option ${describeValue(name)}; its options are ${known}.`,
      );
    }
    if (value !== undefined) resolved[name as keyof T] = value as T[keyof T];
  }
  return resolved;
}

/** The numbers an option accepts; `above` and `below` exclude the bound, `min` and `max` include it. */
export interface NumberRange {
  readonly min?: number;
  readonly max?: number;
  readonly above?: number;
  readonly below?: number;
  readonly isInteger?: boolean;
}

/**
 * @param name - how the message names the option, such as `linearSvm.c`
 * @param value - what the caller passed
 * @param range - the accepted numbers
 * @returns the value, typed
 * @throws GenrekitError `invalid-option` when it is not a finite number in the range
 */
export function checkNumber(name: string, value: unknown, range: NumberRange = {}): number {
  const { min, max, above, below, isInteger = false } = range;
  const fits =
    typeof value === 'number' &&
    Number.isFinite(value) &&
    (!isInteger || Number.isInteger(value)) &&
    (min === undefined || value >= min) &&
    (max === undefined || value <= max) &&
    (above === undefined || value > above) &&
    (below === undefined || value < below);
  if (fits) return value;
  const bounds = [
    min === undefined ? '' : `at least ${min}`,
    above === undefined ? '' : `above ${above}`,
    max === undefined ? '' : `at most ${max}`,
    below === undefined ? '' : `below ${below}`,
  ].filter((text) => text !== '');
  const kind = isInteger ? 'a whole number' : 'a finite number';
  throw new GenrekitError(
    'invalid-option',
    `${name} must be ${kind}${bounds.length > 0 ? ` ${bounds.join(' and ')}` : ''}; got ${describeValue(value)}.`,
  );
}

/**
 * @param name - how the message names the option
 * @param value - what the caller passed
 * @param choices - the accepted strings
 * @returns the value, typed
 * @throws GenrekitError `invalid-option` when it is none of them
 */
export function checkChoice<T extends string>(name: string, value: unknown, choices: readonly T[]): T {
  if (typeof value === 'string' && (choices as readonly string[]).includes(value)) return value as T;
  const list = choices.map((choice) => `'${choice}'`).join(', ');
  throw new GenrekitError('invalid-option', `${name} must be one of ${list}; got ${describeValue(value)}.`);
}

/**
 * @param name - how the message names the option
 * @param value - what the caller passed
 * @returns the value, typed
 * @throws GenrekitError `invalid-option` when it is not true or false
 */
export function checkBoolean(name: string, value: unknown): boolean {
  if (typeof value === 'boolean') return value;
  throw new GenrekitError('invalid-option', `${name} must be true or false; got ${describeValue(value)}.`);
}
