import { GenrekitError } from '../errors.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import { SeededRandom } from '../math/SeededRandom.ts';
import { checkNumber, resolveOptions } from '../options.ts';

/** Settings of everything that resamples rows. */
export interface ResamplingOptions {
  /**
   * The share of resamples that the interval holds, between 0 and 1.
   *
   * @defaultValue 0.95
   */
  readonly level?: number | undefined;
  /**
   * How often the rows are drawn anew.
   *
   * @defaultValue 1000
   */
  readonly resampleCount?: number | undefined;
  /**
   * Seed of the draws; any integer.
   *
   * @defaultValue 1
   */
  readonly seed?: number | undefined;
}

/** `ResamplingOptions` with nothing left open. */
export type ResolvedResamplingOptions = Readonly<Record<keyof ResamplingOptions, number>>;

/** The defaults of `ResamplingOptions`. */
export const resamplingDefaults: ResolvedResamplingOptions = /* @__PURE__ */ Object.freeze({
  level: 0.95,
  resampleCount: 1000,
  seed: 1,
});

/** The ends of an interval. */
export interface Interval {
  readonly lower: number;
  readonly upper: number;
}

/**
 * Merges and checks resampling options.
 *
 * @param owner - what is configured, as messages name it
 * @param options - what the caller passed
 * @returns every option set
 * @throws GenrekitError `invalid-option` for an unknown or bad option
 */
export function resolveResampling(owner: string, options: unknown): ResolvedResamplingOptions {
  const resolved = resolveOptions(owner, options, resamplingDefaults);
  checkNumber(`${owner}.level`, resolved.level, { above: 0, below: 1 });
  checkNumber(`${owner}.resampleCount`, resolved.resampleCount, { min: 1, isInteger: true });
  checkNumber(`${owner}.seed`, resolved.seed, { isInteger: true });
  return resolved;
}

/**
 * The bootstrap (Efron 1979): draws as many rows as there are, with replacement, again and again, and takes a statistic
 * of each draw. Rows of which nothing is known are not drawn.
 *
 * @param truth - the true labels
 * @param options - number of draws and seed; the same seed draws the same rows for any statistic
 * @param statistic - a number from row numbers, `NaN` when undefined; the array is reused
 * @returns the statistics that are defined, ascending
 * @throws GenrekitError `invalid-data` when no draw defines the statistic
 */
export function bootstrapStatistics(
  truth: LabelMatrix,
  { resampleCount, seed }: ResolvedResamplingOptions,
  statistic: (rows: Int32Array) => number,
): Float64Array {
  const candidates = informativeRows(truth);
  const random = new SeededRandom(seed);
  const rows = new Int32Array(candidates.length);
  const statistics = new Float64Array(resampleCount);
  for (let resample = 0; resample < resampleCount; resample++) {
    for (let i = 0; i < rows.length; i++) rows[i] = candidates[random.integer(candidates.length)]!;
    statistics[resample] = statistic(rows);
  }
  const defined = statistics.filter(Number.isFinite).sort();
  if (defined.length > 0) return defined;
  throw new GenrekitError(
    'invalid-data',
    `None of ${resampleCount} resamples of ${rows.length} rows defines the metric; it needs more data.`,
  );
}

/**
 * The percentile interval (Efron and Tibshirani 1993, section 13.3), with linear interpolation between ranks.
 *
 * @param statistics - at least one number, ascending
 * @param level - share of the statistics that the interval holds
 * @returns its ends
 */
export function percentileInterval(statistics: Float64Array, level: number): Interval {
  return {
    lower: quantile(statistics, (1 - level) / 2),
    upper: quantile(statistics, (1 + level) / 2),
  };
}

function quantile(sorted: Float64Array, share: number): number {
  const place = share * (sorted.length - 1);
  const below = Math.floor(place);
  const low = sorted[below]!;
  const high = sorted[Math.min(below + 1, sorted.length - 1)]!;
  return low + (place - below) * (high - low);
}

function informativeRows({ known, labelCount, sampleCount }: LabelMatrix): Int32Array {
  const rows = Int32Array.from({ length: sampleCount }, (_, row) => row);
  if (known === undefined) return rows;
  return rows.filter((row) => known.subarray(row * labelCount, (row + 1) * labelCount).includes(1));
}
