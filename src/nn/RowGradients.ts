import type { MatrixKernel, Numbers } from '../kernels/MatrixKernel.ts';

/** Gradients of those rows of a table that a batch has touched: of 40,000 words it holds a few hundred. */
export class RowGradients {
  /** The rows touched, in the order in which they first were; valid up to `count`. */
  readonly rows: Int32Array;
  /** Their gradients, `width` numbers each, in the same order. */
  values: Numbers;
  /** How many rows are touched. */
  count = 0;
  private readonly slots: Int32Array;

  /**
   * @param kernel - says in which precision
   * @param rowCount - rows of the table
   * @param width - columns of the table
   */
  constructor(
    private readonly kernel: MatrixKernel,
    rowCount: number,
    readonly width: number,
  ) {
    this.rows = new Int32Array(rowCount);
    this.slots = new Int32Array(rowCount).fill(-1);
    this.values = kernel.zeros(64 * width);
  }

  /**
   * @param row - a row of the table
   * @param from - holds what to add to its gradient
   * @param start - where that begins
   */
  add(row: number, from: Numbers, start: number): void {
    const { width } = this;
    let slot = this.slots[row]!;
    if (slot < 0) {
      slot = this.count++;
      this.slots[row] = slot;
      this.rows[slot] = row;
      if (this.count * width > this.values.length) this.grow();
      this.values.fill(0, slot * width, (slot + 1) * width);
    }
    const { values } = this;
    const first = slot * width;
    for (let i = 0; i < width; i++) values[first + i]! += from[start + i]!;
  }

  /** Forgets all rows. */
  clear(): void {
    for (let slot = 0; slot < this.count; slot++) this.slots[this.rows[slot]!] = -1;
    this.count = 0;
  }

  private grow(): void {
    const larger = this.kernel.zeros(this.values.length * 2);
    larger.set(this.values);
    this.values = larger;
  }
}
