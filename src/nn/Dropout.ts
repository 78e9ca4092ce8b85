import { type Layer, newTable, type Pass, type Step, type Table } from './Pass.ts';

/** Leaves out a share of the numbers at random, and scales the others up (Srivastava and others 2014). */
export class Dropout implements Layer {
  private readonly draws = new Uint32Array(1024);

  /** @param share - of the numbers left out, below 1 */
  constructor(private readonly share: number) {}

  forward(input: Table, pass: Pass): Step {
    const { share } = this;
    const { random } = pass;
    if (random === undefined || share === 0) return { output: input, backward: (dOutput) => dOutput };
    const { rows, width, data: x } = input;
    const output = newTable(pass, rows, width);
    const { data: y } = output;
    const limit = share * 2 ** 32;
    const factors = pass.workspace.take(rows * width);
    const kept = 1 / (1 - share);
    const { draws } = this;
    for (let start = 0; start < x.length; start += draws.length) {
      const length = Math.min(draws.length, x.length - start);
      random.fill(draws, length);
      for (let i = 0; i < length; i++) {
        const factor = draws[i]! < limit ? 0 : kept;
        factors[start + i] = factor;
        y[start + i] = x[start + i]! * factor;
      }
    }
    return {
      output,
      backward({ data: dY }) {
        const dInput = newTable(pass, rows, width);
        for (let i = 0; i < dY.length; i++) dInput.data[i] = dY[i]! * factors[i]!;
        return dInput;
      },
    };
  }
}
