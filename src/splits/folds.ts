import { describeValue, GenrekitError } from '../errors.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import { checkNumber, resolveOptions } from '../options.ts';
import { checkPartCount, dealRows } from './dealRows.ts';
import type { SplitOptions } from './SplitOptions.ts';

/** How rows are dealt to folds. */
export interface FoldOptions extends SplitOptions {
  /**
   * How many folds.
   *
   * @defaultValue 5
   */
  readonly foldCount?: number | undefined;
}

/** The defaults of `stratifiedFolds` and `kFolds`. */
export const foldDefaults: FoldOptions & { readonly foldCount: number; readonly seed: number } =
  /* @__PURE__ */ Object.freeze({ foldCount: 5, seed: 1, groups: undefined });

/**
 * Deals rows to folds so that every fold has its share of each label, by iterative stratification
 * (Sechidis, Tsoumakas and Vlahavas 2011). A label with fewer rows than folds is spread as far as it goes.
 *
 * @param labels - the labels of the rows; unknown cells count as negative
 * @param options - the number of folds, the seed, and rows that stay together
 * @returns for each row the number of its fold, 0 to `foldCount - 1`; no fold is empty
 * @throws GenrekitError `invalid-option` for a bad option or more folds than rows (or groups);
 * `shape-mismatch` or `invalid-value` for bad groups
 *
 * @example
 * ```ts
 * import { LabelMatrix, stratifiedFolds } from 'genrekit/toolkit';
 * const labels = LabelMatrix.fromNames([['Drama'], ['Drama'], ['War'], ['War']]);
 * console.log(stratifiedFolds(labels, { foldCount: 2 }).length); // 4
 * ```
 */
export function stratifiedFolds(labels: LabelMatrix, options?: FoldOptions): Int32Array {
  return dealFolds('stratifiedFolds', labels.sampleCount, labels, options);
}

/**
 * Deals rows to folds by the seed alone; without groups the sizes of the folds differ by one row at most.
 *
 * @param sampleCount - how many rows there are
 * @param options - the number of folds, the seed, and rows that stay together
 * @returns for each row the number of its fold, 0 to `foldCount - 1`; no fold is empty
 * @throws GenrekitError `invalid-option` for a bad option or more folds than rows (or groups);
 * `shape-mismatch` for groups of the wrong number; `invalid-value` for a bad group or count
 */
export function kFolds(sampleCount: number, options?: FoldOptions): Int32Array {
  if (!Number.isInteger(sampleCount) || sampleCount < 0) {
    throw new GenrekitError(
      'invalid-value',
      `The number of rows must be a whole number, at least 0; got ${describeValue(sampleCount)}.`,
    );
  }
  return dealFolds('kFolds', sampleCount, undefined, options);
}

function dealFolds(
  owner: string,
  rowCount: number,
  labels: LabelMatrix | undefined,
  options: FoldOptions | undefined,
): Int32Array {
  const { foldCount, seed, groups } = resolveOptions(owner, options, foldDefaults);
  checkNumber(`${owner}.foldCount`, foldCount, { min: 2, isInteger: true });
  // Before the allocation: a slip of the finger may ask for a thousand million folds.
  checkPartCount(`${owner}.foldCount`, foldCount, rowCount, 'rows');
  const shares = new Float64Array(foldCount).fill(1 / foldCount);
  return dealRows({ owner, sizeOption: 'foldCount', rowCount, labels, shares, seed, groups });
}

/**
 * @param folds - for each row the number of its fold
 * @param fold - the fold asked for
 * @returns the rows in the fold, ascending: those to judge by
 */
export function rowsInFold(folds: Int32Array, fold: number): Int32Array {
  return selectRows(folds, (other) => other === fold);
}

/**
 * @param folds - for each row the number of its fold
 * @param fold - the fold held out
 * @returns the rows of all other folds, ascending: those to learn from
 */
export function rowsOutsideFold(folds: Int32Array, fold: number): Int32Array {
  return selectRows(folds, (other) => other !== fold);
}

function selectRows(folds: Int32Array, isWanted: (fold: number) => boolean): Int32Array {
  const rows = new Int32Array(folds.length);
  let count = 0;
  for (let row = 0; row < folds.length; row++) if (isWanted(folds[row]!)) rows[count++] = row;
  return rows.slice(0, count);
}
