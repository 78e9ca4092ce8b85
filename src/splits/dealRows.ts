import { GenrekitError } from '../errors.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import { checkNumber } from '../options.ts';
import { iterativeStratification } from './iterativeStratification.ts';
import { splitUnits } from './SplitUnits.ts';

/** Which rows to deal, and how. */
export interface Deal {
  /** How messages name the function and the option that say how many parts there are, such as `kFolds.foldCount`. */
  readonly owner: string;
  readonly sizeOption: string;
  readonly rowCount: number;
  /** The labels to balance; `undefined` = the sizes alone. */
  readonly labels: LabelMatrix | undefined;
  /** For each part the fraction of the rows it is to get. */
  readonly shares: Float64Array;
  readonly seed: number;
  readonly groups: ArrayLike<number> | undefined;
}

/**
 * The step that all splits share: sorts rows into units, deals the units, and tells each row's part.
 *
 * @param deal - what to deal
 * @returns for each row the number of its part; no part with a share is empty
 * @throws GenrekitError `invalid-option` for a bad seed, or more parts than rows (or groups);
 * `shape-mismatch` or `invalid-value` for bad groups
 */
export function dealRows(deal: Deal): Int32Array {
  const { owner, labels, shares, seed, groups } = deal;
  checkNumber(`${owner}.seed`, seed, { isInteger: true });
  const units = splitUnits(deal.rowCount, groups);
  const partCount = shares.filter((share) => share > 0).length;
  checkPartCount(
    `${owner}.${deal.sizeOption}`,
    partCount,
    units.count,
    groups === undefined ? 'rows' : 'groups of rows',
  );
  const partOfUnit = iterativeStratification(units, labels, shares, seed);
  return units.unitOfRow.map((unit) => partOfUnit[unit]!);
}

/**
 * @param option - how the message names the option that asks for the parts
 * @param partCount - how many parts it asks for
 * @param available - how many things there are to deal
 * @param things - what they are
 * @throws GenrekitError `invalid-option` when not every part could get one
 */
export function checkPartCount(option: string, partCount: number, available: number, things: string): void {
  if (partCount <= available) return;
  throw new GenrekitError(
    'invalid-option',
    `${option} asks for ${partCount} parts, but there are only ${available} ${things}; ask for fewer parts or give more data.`,
  );
}
