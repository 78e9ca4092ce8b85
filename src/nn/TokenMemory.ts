import type { MatrixKernel, Numbers } from '../kernels/MatrixKernel.ts';
import { newTable, type Pass, type Table } from './Pass.ts';

/**
 * Where a token's row is that of the embedding alone, so is all that is computed from it by itself: this keeps that for
 * every token met so far. Texts repeat their words, so soon little is left to compute.
 */
export class TokenMemory {
  private readonly isKnown: Uint8Array;
  private readonly values: Numbers;

  /**
   * @param kernel - says in which precision
   * @param tokenCount - how many tokens there are
   * @param width - numbers to keep of each
   */
  constructor(
    kernel: MatrixKernel,
    tokenCount: number,
    private readonly width: number,
  ) {
    this.isKnown = new Uint8Array(tokenCount);
    this.values = kernel.zeros(tokenCount * width);
  }

  /**
   * @param ids - tokens
   * @param input - their rows
   * @param pass - gives memory
   * @param compute - from some rows to the numbers of each, the same whatever the others are
   * @returns what `compute` would give of all rows, to the bit
   */
  recall(ids: Int32Array, input: Table, pass: Pass, compute: (rows: Table) => Table): Table {
    const { width, values, isKnown } = this;
    const fresh: number[] = [];
    for (let token = 0; token < ids.length; token++) if (isKnown[ids[token]!] === 0) fresh.push(token);
    if (fresh.length > 0) {
      const rows = newTable(pass, fresh.length, input.width);
      fresh.forEach((token, i) => {
        const first = token * input.width;
        rows.data.set(input.data.subarray(first, first + input.width) as never, i * input.width);
      });
      const { data } = compute(rows);
      fresh.forEach((token, i) => {
        values.set(data.subarray(i * width, (i + 1) * width), ids[token]! * width);
        isKnown[ids[token]!] = 1;
      });
    }
    const recalled = newTable(pass, ids.length, width);
    for (let token = 0; token < ids.length; token++) {
      const from = ids[token]! * width;
      for (let i = 0; i < width; i++) recalled.data[token * width + i] = values[from + i]!;
    }
    return recalled;
  }
}
