import { block } from '../kernels/MatrixKernel.ts';
import type { Layout, Parameter } from './Layout.ts';
import { gradientsOf, type Layer, newTable, type Pass, type Step, type Table } from './Pass.ts';

/** y = x W + b, with W inputs x outputs. */
export class Linear implements Layer {
  readonly weight: Parameter;
  readonly bias: Parameter;

  /**
   * @param layout - gives places to the parameters
   * @param name - of the layer; its parameters are `name.weight` and `name.bias`
   * @param inputs - width of x
   * @param outputs - width of y
   */
  constructor(
    layout: Layout,
    name: string,
    private readonly inputs: number,
    private readonly outputs: number,
  ) {
    this.weight = layout.matrix(`${name}.weight`, inputs, outputs);
    this.bias = layout.vector(`${name}.bias`, outputs);
  }

  forward(input: Table, pass: Pass): Step {
    const { inputs, outputs, weight, bias } = this;
    const { dense } = pass.weights;
    const { rows } = input;
    const output = newTable(pass, rows, outputs);
    const start = dense.subarray(bias.start, bias.start + outputs);
    for (let row = 0; row < rows; row++) output.data.set(start, row * outputs);
    const w = block(dense, outputs, weight.start);
    const size = { rows, columns: outputs, depth: inputs };
    pass.kernel.multiply('plain', size, block(output.data, outputs), block(input.data, inputs), w, true);
    return {
      output,
      backward(dOutput) {
        const { dense: gradients } = gradientsOf(pass);
        const d = block(dOutput.data, outputs);
        for (let row = 0, cell = 0; row < rows; row++)
          for (let i = 0; i < outputs; i++) gradients[bias.start + i]! += dOutput.data[cell++]!;
        const dWeight = block(gradients, outputs, weight.start);
        const weightSize = { rows: inputs, columns: outputs, depth: rows };
        pass.kernel.multiply('left', weightSize, dWeight, block(input.data, inputs), d, true);
        const dInput = newTable(pass, rows, inputs);
        const inputSize = { rows, columns: inputs, depth: outputs };
        pass.kernel.multiply('right', inputSize, block(dInput.data, inputs), d, w);
        return dInput;
      },
    };
  }
}
