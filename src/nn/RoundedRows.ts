import type { Numbers } from '../kernels/MatrixKernel.ts';

/**
 * A table whose rows are small integers times a scale of their own, kept so in memory: a row becomes numbers when it is
 * read. Bytes hold one integer each, or two from -8 to 7, each plus 8, the first in the lower half.
 */
export class RoundedRows {
  /**
   * @param values - the integers; an `Uint8Array` holds two a byte, each row beginning with a new one
   * @param scales - one a row
   * @param width - numbers a row
   */
  constructor(
    readonly values: Int8Array | Uint8Array,
    readonly scales: Float32Array,
    readonly width: number,
  ) {}

  /**
   * @param row - which row
   * @param to - overwritten with its numbers
   * @param start - from here on
   */
  read(row: number, to: Numbers, start: number): void {
    const { values, width } = this;
    const scale = this.scales[row]!;
    if (values instanceof Int8Array) {
      const first = row * width;
      for (let i = 0; i < width; i++) to[start + i] = values[first + i]! * scale;
      return;
    }
    const first = row * bytesOfRow(width);
    for (let i = 0; i < width; i++) {
      const pair = values[first + (i >> 1)]!;
      to[start + i] = ((i % 2 === 0 ? pair & 15 : pair >> 4) - 8) * scale;
    }
  }
}

/**
 * @param width - numbers a row
 * @returns bytes that a row takes at two numbers a byte
 */
export function bytesOfRow(width: number): number {
  return Math.ceil(width / 2);
}
