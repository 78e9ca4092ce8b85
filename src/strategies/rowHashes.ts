import type { CsrMatrix } from '../math/CsrMatrix.ts';
import { deriveSeed } from '../math/SeededRandom.ts';

/**
 * A number for each row that depends on its entries alone: not on where the row stands, nor on the rows beside it.
 *
 * What is drawn from it (a fold, a place in a bag) is the same for rows that are equal. So a row and its copies never
 * stand on both sides of a split, and a row of weight 2 is treated as the row twice.
 *
 * @param matrix - rows x columns
 * @returns a 32-bit number a row
 */
export function rowHashes(matrix: CsrMatrix): Uint32Array {
  const { rowCount, rowOffsets, columns, values } = matrix;
  const value = new Float64Array(1);
  const words = new Uint32Array(value.buffer);
  const hashes = new Uint32Array(rowCount);
  for (let row = 0; row < rowCount; row++) {
    let hash = 0;
    for (let k = rowOffsets[row]!; k < rowOffsets[row + 1]!; k++) {
      value[0] = values[k]!;
      hash = deriveSeed(deriveSeed(deriveSeed(hash, columns[k]!), words[0]!), words[1]!);
    }
    hashes[row] = hash;
  }
  return hashes;
}

/**
 * Deals rows to folds of about the same size.
 *
 * @param hashes - from {@link rowHashes}
 * @param foldCount - how many folds
 * @param seed - another seed deals otherwise
 * @returns for each row the number of its fold
 */
export function dealByHash(hashes: Uint32Array, foldCount: number, seed: number): Int32Array {
  return Int32Array.from(hashes, (hash) => deriveSeed(seed, hash) % foldCount);
}

/**
 * How often each row is in a bag drawn with replacement: by Poisson's law with mean 1, to which the count tends as rows
 * grow many (Oza and Russell, Online bagging and boosting, 2001).
 *
 * @param hashes - from {@link rowHashes}
 * @param seed - another seed draws another bag
 * @returns one count a row
 */
export function drawBag(hashes: Uint32Array, seed: number): Float64Array {
  return Float64Array.from(hashes, (hash) => {
    const drawn = deriveSeed(seed, hash) * 2 ** -32;
    let count = 0;
    let probability = 1 / Math.E;
    for (let below = probability; below <= drawn && probability > 0; below += probability)
      probability /= ++count;
    return count;
  });
}
