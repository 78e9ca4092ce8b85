import { describeValue, GenrekitError } from '../errors.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import { checkNumber, resolveOptions } from '../options.ts';
import { dealRows } from './dealRows.ts';
import { rowsInFold } from './folds.ts';
import type { SplitOptions } from './SplitOptions.ts';

/** How rows are dealt to parts of given sizes. */
export interface StratifiedSplitOptions extends SplitOptions {
  /**
   * For each part the fraction of the rows it gets; they add up to 1, and a part with 0 stays empty.
   *
   * @defaultValue `[0.8, 0.2]`
   */
  readonly proportions?: readonly number[] | undefined;
}

/** The defaults of `stratifiedSplit`. */
export const stratifiedSplitDefaults: StratifiedSplitOptions & {
  readonly proportions: readonly number[];
  readonly seed: number;
} = /* @__PURE__ */ Object.freeze({
  proportions: /* @__PURE__ */ Object.freeze([0.8, 0.2]),
  seed: 1,
  groups: undefined,
});

/**
 * Deals rows to parts of any sizes so that every part has its share of each label, by iterative stratification
 * (Sechidis, Tsoumakas and Vlahavas 2011).
 *
 * @param labels - the labels of the rows; unknown cells count as negative
 * @param options - the proportions, the seed, and rows that stay together
 * @returns for each row the number of its part; no part is empty unless its proportion is 0
 * @throws GenrekitError `invalid-option` for a bad option or more parts than rows (or groups);
 * `shape-mismatch` or `invalid-value` for bad groups
 */
export function stratifiedSplit(labels: LabelMatrix, options?: StratifiedSplitOptions): Int32Array {
  const owner = 'stratifiedSplit';
  const { proportions, seed, groups } = resolveOptions(owner, options, stratifiedSplitDefaults);
  if (!Array.isArray(proportions) || proportions.length === 0) {
    throw new GenrekitError(
      'invalid-option',
      `${owner}.proportions must be an array of fractions such as [0.8, 0.2]; got ${describeValue(proportions)}.`,
    );
  }
  const shares = checkShares(owner, proportions);
  return dealRows({
    owner,
    sizeOption: 'proportions',
    rowCount: labels.sampleCount,
    labels,
    shares,
    seed,
    groups,
  });
}

/** Which fraction of the rows each part gets; the three add up to 1. */
export interface TrainValidTestProportions {
  /** To learn from. */
  readonly train: number;
  /** To choose settings by; absent = 0. */
  readonly valid?: number | undefined;
  /** To judge by, once; absent = 0. */
  readonly test?: number | undefined;
}

/** How rows are dealt to train, valid and test. */
export interface TrainValidTestOptions extends SplitOptions {
  /**
   * The fraction of the rows for each part; a part with 0 stays empty.
   *
   * @defaultValue `{ train: 0.8, valid: 0.1, test: 0.1 }`
   */
  readonly proportions?: TrainValidTestProportions | undefined;
}

/** The defaults of `trainValidTest`. */
export const trainValidTestDefaults: TrainValidTestOptions & {
  readonly proportions: TrainValidTestProportions;
  readonly seed: number;
} = /* @__PURE__ */ Object.freeze({
  proportions: /* @__PURE__ */ Object.freeze({ train: 0.8, valid: 0.1, test: 0.1 }),
  seed: 1,
  groups: undefined,
});

/** The rows of each part, ascending; every row is in exactly one. */
export interface TrainValidTest {
  readonly train: Int32Array;
  readonly valid: Int32Array;
  readonly test: Int32Array;
}

/**
 * Splits rows into train, valid and test so that each has its share of every label, by iterative stratification
 * (Sechidis, Tsoumakas and Vlahavas 2011).
 *
 * @param labels - the labels of the rows; unknown cells count as negative
 * @param options - the proportions, the seed, and rows that stay together
 * @returns the row numbers of each part; none is empty unless its proportion is 0
 * @throws GenrekitError `invalid-option` for a bad option or more parts than rows (or groups);
 * `shape-mismatch` or `invalid-value` for bad groups
 */
export function trainValidTest(labels: LabelMatrix, options?: TrainValidTestOptions): TrainValidTest {
  const owner = 'trainValidTest';
  const { proportions, seed, groups } = resolveOptions(owner, options, trainValidTestDefaults);
  const none = { train: 0, valid: 0, test: 0 };
  const { train, valid, test } = resolveOptions(`${owner}.proportions`, proportions, none);
  const parts = dealRows({
    owner,
    sizeOption: 'proportions',
    rowCount: labels.sampleCount,
    labels,
    shares: checkShares(owner, [train, valid, test]),
    seed,
    groups,
  });
  return { train: rowsInFold(parts, 0), valid: rowsInFold(parts, 1), test: rowsInFold(parts, 2) };
}

function checkShares(owner: string, proportions: readonly number[]): Float64Array {
  const shares = Float64Array.from(proportions, (share) =>
    checkNumber(`Each of ${owner}.proportions`, share, { min: 0, max: 1 }),
  );
  const sum = shares.reduce((total, share) => total + share, 0);
  if (Math.abs(sum - 1) > 1e-9) {
    throw new GenrekitError(
      'invalid-option',
      `${owner}.proportions must add up to 1; ${proportions.join(' + ')} is ${sum}.`,
    );
  }
  return shares;
}
