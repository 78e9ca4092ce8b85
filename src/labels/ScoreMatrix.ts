import { GenrekitError } from '../errors.ts';
import { checkWidth } from './checkWidth.ts';
import type { LabelSet } from './LabelSet.ts';
import { numberedLabels } from './numberedLabels.ts';

/** A score for each sample and label: samples x labels, row by row; higher = more likely. */
export class ScoreMatrix {
  /**
   * @param labels - the columns
   * @param sampleCount - the number of rows
   * @param values - `sampleCount * labels.size` scores, row by row
   * @throws GenrekitError `shape-mismatch` when the number of cells does not fit
   */
  constructor(
    readonly labels: LabelSet,
    readonly sampleCount: number,
    readonly values: Float64Array,
  ) {
    if (values.length !== sampleCount * labels.size) {
      throw new GenrekitError(
        'shape-mismatch',
        `${sampleCount} samples by ${labels.size} labels need ${sampleCount * labels.size} scores; got ${values.length}.`,
      );
    }
  }

  /** Number of columns. */
  get labelCount(): number {
    return this.labels.size;
  }

  /**
   * @param label - column number
   * @returns a copy of the column: one score a sample
   */
  column(label: number): Float64Array {
    const column = new Float64Array(this.sampleCount);
    for (let sample = 0; sample < this.sampleCount; sample++)
      column[sample] = this.values[sample * this.labelCount + label]!;
    return column;
  }

  /**
   * Builds the matrix from rows of finite numbers.
   *
   * @param rows - equally long rows
   * @param labels - the columns; `label0`, `label1`, ... by default
   * @throws GenrekitError `shape-mismatch` when a row is too short or long; `invalid-value` for a score that is not finite
   */
  static fromRows(rows: readonly ArrayLike<number>[], labels?: LabelSet): ScoreMatrix {
    const columns = labels ?? numberedLabels(rows[0]?.length ?? 0);
    const values = new Float64Array(rows.length * columns.size);
    rows.forEach((row, sample) => {
      checkWidth(row, sample, columns.size);
      values.set(row, sample * columns.size);
    });
    values.forEach((value, cell) => {
      if (Number.isFinite(value)) return;
      throw new GenrekitError(
        'invalid-value',
        `Row ${Math.floor(cell / columns.size)}, column ${cell % columns.size} must be a finite number; got ${value}.`,
      );
    });
    return new ScoreMatrix(columns, rows.length, values);
  }
}
