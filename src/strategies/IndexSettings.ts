import { describeValue, GenrekitError } from '../errors.ts';
import type { SvdOptions } from '../features/SvdOptions.ts';
import type { FitContext } from '../learners/FitContext.ts';
import type { CsrMatrix } from '../math/CsrMatrix.ts';
import type { SavableIndex } from '../neighbours/NeighbourIndex.ts';
import type { StateArray } from './Strategy.ts';

/** Neighbours among rows that are reduced to a few dimensions, described; made by `svdIndex`. */
export interface SvdIndexSettings extends Readonly<Required<SvdOptions>> {
  /** Which index this is. */
  readonly kind: 'svd';
  /** Its code. */
  readonly code: IndexCode<SvdIndexSettings>;
}

/** Neighbours among rows of few terms, described; made by `condensedIndex`. */
export interface CondensedIndexSettings {
  /** Which index this is. */
  readonly kind: 'condensed';
  /** How many terms of each row are kept. */
  readonly termsPerRow: number;
  /** Its code. */
  readonly code: IndexCode<CondensedIndexSettings>;
}

/** Where strategies look for neighbours: among the rows as they are, reduced, or cut to few terms. */
export type IndexSettings = 'sparse' | SvdIndexSettings | CondensedIndexSettings;

/** The code of an index that only those who use it carry. */
export interface IndexCode<Settings> {
  /**
   * @param settings - of the index
   * @param matrix - samples x features
   * @param context - seed, sample weights, signal
   * @throws GenrekitError `aborted` when the signal fires
   */
  fit(settings: Settings, matrix: CsrMatrix, context: FitContext): Promise<SavableIndex>;
  /**
   * @param settings - of the index
   * @param arrays - of a saved strategy
   * @param featureCount - number of features
   * @throws GenrekitError `invalid-model` when the arrays are malformed
   */
  restore(settings: Settings, arrays: Readonly<Record<string, StateArray>>, featureCount: number): SavedIndex;
}

/** An index that was read from a saved model. */
export interface SavedIndex {
  /** Number of rows. */
  readonly rowCount: number;
  /**
   * Makes it.
   *
   * @param weights - how often each row counts; absent = once
   */
  build(weights: Float64Array | undefined): SavableIndex;
}

/**
 * @param name - how the message names the option
 * @param value - what the caller passed
 * @throws GenrekitError `invalid-option` when it is neither `'sparse'` nor made by `svdIndex` or `condensedIndex`
 */
export function checkIndex(name: string, value: unknown): IndexSettings {
  if (value === 'sparse' || (value as SvdIndexSettings | undefined)?.code) return value as IndexSettings;
  throw new GenrekitError(
    'invalid-option',
    `${name} must be 'sparse' or made by svdIndex() or condensedIndex(); got ${describeValue(value)}.`,
  );
}

/**
 * @param index - where to look
 * @returns its code, which is given its own settings alone; `undefined` for rows as they are
 */
export function codeOfIndex(index: IndexSettings): IndexCode<IndexSettings> | undefined {
  return index === 'sparse' ? undefined : (index.code as IndexCode<IndexSettings>);
}
