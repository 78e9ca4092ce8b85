import type { Layout, Parameter } from './Layout.ts';
import { gradientsOf, type Layer, newTable, type Pass, type Step, type Table } from './Pass.ts';

const EPSILON = 1e-5;

/** Makes each row one of mean 0 and variance 1, then scales and shifts its columns (Ba, Kiros and Hinton 2016). */
export class LayerNorm implements Layer {
  readonly gain: Parameter;
  readonly bias: Parameter;

  /**
   * @param layout - gives places to the parameters
   * @param name - of the layer; its parameters are `name.gain` and `name.bias`
   * @param width - of the rows
   */
  constructor(
    layout: Layout,
    name: string,
    private readonly width: number,
  ) {
    this.gain = layout.vector(`${name}.gain`, width, 1);
    this.bias = layout.vector(`${name}.bias`, width);
  }

  forward(input: Table, pass: Pass): Step {
    const { width } = this;
    const { rows, data: x } = input;
    const { dense } = pass.weights;
    const gain = this.gain.start;
    const bias = this.bias.start;
    const normal = newTable(pass, rows, width).data;
    const output = newTable(pass, rows, width);
    const y = output.data;
    const inverse = pass.workspace.take(rows);
    for (let row = 0; row < rows; row++) {
      const first = row * width;
      let mean = 0;
      for (let i = 0; i < width; i++) mean += x[first + i]!;
      mean /= width;
      let variance = 0;
      for (let i = 0; i < width; i++) variance += (x[first + i]! - mean) * (x[first + i]! - mean);
      const scale = 1 / Math.sqrt(variance / width + EPSILON);
      inverse[row] = scale;
      for (let i = 0; i < width; i++) {
        const value = (x[first + i]! - mean) * scale;
        normal[first + i] = value;
        y[first + i] = value * dense[gain + i]! + dense[bias + i]!;
      }
    }
    return {
      output,
      backward({ data: dY }) {
        const { dense: gradients } = gradientsOf(pass);
        const dInput = newTable(pass, rows, width);
        const dX = dInput.data;
        for (let row = 0; row < rows; row++) {
          const first = row * width;
          let sum = 0;
          let product = 0;
          for (let i = 0; i < width; i++) {
            const d = dY[first + i]!;
            const value = normal[first + i]!;
            gradients[gain + i]! += d * value;
            gradients[bias + i]! += d;
            sum += d * dense[gain + i]!;
            product += d * dense[gain + i]! * value;
          }
          sum /= width;
          product /= width;
          const scale = inverse[row]!;
          for (let i = 0; i < width; i++)
            dX[first + i] = scale * (dY[first + i]! * dense[gain + i]! - sum - normal[first + i]! * product);
        }
        return dInput;
      },
    };
  }
}
