/** Finds the greatest numbers of a row; equal numbers go to the lower index. */
export class TopSelector {
  private readonly sorted: Float64Array;

  /** @param width - how many numbers a row has */
  constructor(width: number) {
    this.sorted = new Float64Array(width);
  }

  /**
   * @param values - rows of numbers, none of them NaN
   * @param start - where the row starts
   * @returns the row, ascending; valid until the next call
   */
  sort(values: Float64Array, start: number): Float64Array {
    for (let i = 0; i < this.sorted.length; i++) this.sorted[i] = values[start + i]!;
    return this.sorted.sort();
  }

  /**
   * Marks the greatest numbers of a row.
   *
   * @param values - rows of numbers, none of them NaN
   * @param start - where the row starts in `values`
   * @param count - how many to mark, at most the width
   * @param marks - gets 1 for each number marked, 0 for each other
   * @param markStart - where the row starts in `marks`
   */
  mark(values: Float64Array, start: number, count: number, marks: Uint8Array, markStart: number): void {
    const width = this.sorted.length;
    const least = count > 0 ? this.sort(values, start)[width - count]! : Number.POSITIVE_INFINITY;
    let left = count;
    for (let i = 0; i < width; i++) {
      const isAbove = values[start + i]! > least;
      marks[markStart + i] = isAbove ? 1 : 0;
      if (isAbove) left--;
    }
    for (let i = 0; left > 0 && i < width; i++) {
      if (values[start + i] !== least) continue;
      marks[markStart + i] = 1;
      left--;
    }
  }
}
