import { GenrekitError } from '../errors.ts';

/** Refuses a row whose length is not the number of columns. */
export function checkWidth(row: ArrayLike<number>, sample: number, width: number): void {
  if (row.length !== width) {
    throw new GenrekitError(
      'shape-mismatch',
      `Row ${sample} has ${row.length} cells, but there are ${width} labels.`,
    );
  }
}
