import { GenrekitError } from '../errors.ts';
import { checkWidth } from './checkWidth.ts';
import { LabelSet } from './LabelSet.ts';
import { numberedLabels } from './numberedLabels.ts';

/** Which labels each sample has: samples x labels, row by row, 1 = has it, 0 = has it not. */
export class LabelMatrix {
  /**
   * @param labels - the columns
   * @param sampleCount - the number of rows
   * @param values - `sampleCount * labels.size` cells of 0 or 1, row by row
   * @param known - cells of 1 = known, 0 = unknown (the data source cannot show this label); absent = all known.
   * An unknown cell is neither positive nor negative: nothing may be learned from it.
   * @throws GenrekitError `shape-mismatch` when the cell counts do not fit
   */
  constructor(
    readonly labels: LabelSet,
    readonly sampleCount: number,
    readonly values: Uint8Array,
    readonly known?: Uint8Array,
  ) {
    const cellCount = sampleCount * labels.size;
    if (values.length !== cellCount || (known !== undefined && known.length !== cellCount)) {
      throw new GenrekitError(
        'shape-mismatch',
        `${sampleCount} samples by ${labels.size} labels need ${cellCount} cells; got ${values.length}` +
          `${known === undefined ? '' : ` and a mask of ${known.length}`}.`,
      );
    }
  }

  /** Number of columns. */
  get labelCount(): number {
    return this.labels.size;
  }

  /**
   * @param sample - row number
   * @returns the names of the labels the sample has, in label order
   */
  namesOf(sample: number): string[] {
    const start = sample * this.labelCount;
    return this.labels.names.filter((_, label) => this.values[start + label] === 1);
  }

  /**
   * @param label - column number
   * @returns how many samples have the label
   */
  supportOf(label: number): number {
    let support = 0;
    for (let cell = label; cell < this.values.length; cell += this.labelCount) support += this.values[cell]!;
    return support;
  }

  /**
   * Copies a selection of rows, in the given order.
   *
   * @param rows - row numbers
   * @returns a matrix with `rows.length` samples
   */
  selectRows(rows: ArrayLike<number>): LabelMatrix {
    const width = this.labelCount;
    const values = new Uint8Array(rows.length * width);
    const known = this.known && new Uint8Array(rows.length * width);
    for (let i = 0; i < rows.length; i++) {
      const start = rows[i]! * width;
      values.set(this.values.subarray(start, start + width), i * width);
      known?.set(this.known!.subarray(start, start + width), i * width);
    }
    return new LabelMatrix(this.labels, rows.length, values, known);
  }

  /**
   * Copies a selection of columns, in the given order.
   *
   * @param names - labels to keep
   * @returns a matrix with `names.length` labels
   * @throws GenrekitError `unknown-label` for a name that is not in the matrix
   */
  selectLabels(names: readonly string[]): LabelMatrix {
    const columns = names.map((name) => this.labels.indexOf(name));
    const pick = (cells: Uint8Array) => {
      const picked = new Uint8Array(this.sampleCount * columns.length);
      for (let sample = 0; sample < this.sampleCount; sample++) {
        for (let j = 0; j < columns.length; j++) {
          picked[sample * columns.length + j] = cells[sample * this.labelCount + columns[j]!]!;
        }
      }
      return picked;
    };
    return new LabelMatrix(
      new LabelSet(names),
      this.sampleCount,
      pick(this.values),
      this.known && pick(this.known),
    );
  }

  /**
   * Builds the matrix from the label names of each sample.
   *
   * @param rows - the labels of each sample; repeats count once
   * @param labels - the columns; those that occur, sorted, by default
   * @param knownLabels - for each sample the labels that its source can show; absent = all
   * @throws GenrekitError `unknown-label` when a sample has a label outside `labels`
   */
  static fromNames(
    rows: readonly (readonly string[])[],
    labels: LabelSet = LabelSet.collect(rows),
    knownLabels?: (sample: number) => readonly string[] | undefined,
  ): LabelMatrix {
    const values = new Uint8Array(rows.length * labels.size);
    let known: Uint8Array | undefined;
    rows.forEach((names, sample) => {
      for (const name of names) values[sample * labels.size + labels.indexOf(name)] = 1;
      const shown = knownLabels?.(sample);
      if (shown === undefined) return;
      known ??= new Uint8Array(rows.length * labels.size).fill(1);
      for (let label = 0; label < labels.size; label++) {
        const cell = sample * labels.size + label;
        known[cell] = values[cell] === 1 || shown.includes(labels.names[label]!) ? 1 : 0;
      }
    });
    return new LabelMatrix(labels, rows.length, values, known);
  }

  /**
   * Builds the matrix from rows of 0 and 1.
   *
   * @param rows - equally long rows
   * @param labels - the columns; `label0`, `label1`, ... by default
   * @throws GenrekitError `shape-mismatch` when a row is too short or long; `invalid-labels` for a cell that is not 0 or 1
   */
  static fromRows(rows: readonly ArrayLike<number>[], labels?: LabelSet): LabelMatrix {
    const columns = labels ?? numberedLabels(rows[0]?.length ?? 0);
    const values = new Uint8Array(rows.length * columns.size);
    rows.forEach((row, sample) => {
      checkWidth(row, sample, columns.size);
      for (let label = 0; label < columns.size; label++) {
        if (row[label] !== 0 && row[label] !== 1) {
          throw new GenrekitError(
            'invalid-labels',
            `Row ${sample}, column ${label} must be 0 or 1; got ${String(row[label])}.`,
          );
        }
        values[sample * columns.size + label] = row[label]!;
      }
    });
    return new LabelMatrix(columns, rows.length, values);
  }
}
