/**
 * Packs cells of 0 and 1 eight to a byte, the first in the lowest bit.
 *
 * @param cells - numbers 0 or 1
 * @returns `ceil(cells.length / 8)` bytes; bits beyond the last cell are 0
 */
export function packBits(cells: Uint8Array): Uint8Array {
  const bits = new Uint8Array(Math.ceil(cells.length / 8));
  for (let cell = 0; cell < cells.length; cell++) bits[cell >> 3]! |= cells[cell]! << (cell & 7);
  return bits;
}

/**
 * @param bits - from {@link packBits}
 * @param count - number of cells
 * @returns the cells
 */
export function unpackBits(bits: Uint8Array, count: number): Uint8Array {
  const cells = new Uint8Array(count);
  for (let cell = 0; cell < count; cell++) cells[cell] = (bits[cell >> 3]! >> (cell & 7)) & 1;
  return cells;
}
