import { describeValue, GenrekitError } from '../errors.ts';
import { checkChoice, resolveOptions } from '../options.ts';

/**
 * How one number comes from many labels and samples.
 *
 * - `micro`: counts are summed over all cells, then divided once; frequent labels dominate.
 * - `macro`: the plain mean over labels.
 * - `weighted`: the mean over labels, weighted by support (plain where no label has any).
 * - `samples`: the mean over samples.
 */
export type Average = 'micro' | 'macro' | 'weighted' | 'samples';

/** What a ratio gives whose denominator is 0. */
export interface ZeroDivisionOptions {
  /**
   * The value of a ratio with denominator 0: 0, 1, or `NaN` to leave it out of averages. Precision is such a ratio
   * where nothing is predicted, recall where nothing is true, F and Jaccard only where both hold.
   *
   * @defaultValue 0
   */
  readonly zeroDivision?: number | undefined;
}

/** Settings of a metric that averages counts. */
export interface AverageOptions extends ZeroDivisionOptions {
  /**
   * How labels and samples are averaged.
   *
   * @defaultValue 'micro'
   */
  readonly average?: Average | undefined;
}

/** `AverageOptions` with nothing left open. */
export interface ResolvedAverageOptions {
  readonly average: Average;
  readonly zeroDivision: number;
}

/** The default of `ZeroDivisionOptions`. */
export const zeroDivisionDefaults = /* @__PURE__ */ Object.freeze({ zeroDivision: 0 });

/** The defaults of `AverageOptions`. */
export const averageDefaults: ResolvedAverageOptions = /* @__PURE__ */ Object.freeze({
  average: 'micro',
  zeroDivision: 0,
});

/**
 * Merges and checks the options of a metric with an average.
 *
 * @param owner - the metric, as messages name it
 * @param options - what the caller passed
 * @param defaults - every option of the metric
 * @returns every option set; options of the metric's own are left to the metric to check
 * @throws GenrekitError `invalid-option` for an unknown option, average or `zeroDivision`
 */
export function resolveAverage<T extends ResolvedAverageOptions>(
  owner: string,
  options: unknown,
  defaults: T,
): T {
  const resolved = resolveOptions(owner, options, defaults);
  checkChoice(`${owner}.average`, resolved.average, ['micro', 'macro', 'weighted', 'samples']);
  checkZeroDivision(owner, resolved.zeroDivision);
  return resolved;
}

/**
 * Merges and checks the options of a metric of each label.
 *
 * @param owner - the metric, as messages name it
 * @param options - what the caller passed
 * @param defaults - every option of the metric
 * @returns every option set
 * @throws GenrekitError `invalid-option` for an unknown option or a wrong `zeroDivision`
 */
export function resolveZeroDivision<T extends { readonly zeroDivision: number }>(
  owner: string,
  options: unknown,
  defaults: T,
): T {
  const resolved = resolveOptions(owner, options, defaults);
  checkZeroDivision(owner, resolved.zeroDivision);
  return resolved;
}

function checkZeroDivision(owner: string, value: unknown): void {
  if (value === 0 || value === 1 || Number.isNaN(value)) return;
  throw new GenrekitError(
    'invalid-option',
    `${owner}.zeroDivision must be 0, 1 or NaN; got ${describeValue(value)}.`,
  );
}
