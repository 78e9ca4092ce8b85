import { type Layer, newTable, type Pass, type Step, type Table } from './Pass.ts';

/** Leaves out a share of the numbers at random, and scales the others up (Srivastava and others 2014). */
export class Dropout implements Layer {
  /** @param share - of the numbers left out, below 1 */
  constructor(private readonly share: number) {}

  forward(input: Table, pass: Pass): Step {
    const { share } = this;
    const { random } = pass;
    if (random === undefined || share === 0) return { output: input, backward: (dOutput) => dOutput };
    const { rows, width, data: x } = input;
    const output = newTable(pass, rows, width);
    const limit = share * 2 ** 32;
    const factors = pass.workspace.take(rows * width);
    const kept = 1 / (1 - share);
    for (let i = 0; i < x.length; i++) {
      const factor = random.uint32() < limit ? 0 : kept;
      factors[i] = factor;
      output.data[i] = x[i]! * factor;
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
