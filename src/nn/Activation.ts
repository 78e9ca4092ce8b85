import { type Layer, newTable, type Pass, type Step, type Table } from './Pass.ts';

/** What a layer bends its sums with. */
export type ActivationName = 'relu' | 'gelu' | 'tanh';

/** √(2 / π), of the form of GELU by tanh (Hendrycks and Gimpel 2016). */
const SLOPE = 0.7978845608028654;
const CUBIC = 0.044715;

/** A function of each number by itself. */
export class Activation implements Layer {
  /** @param name - which function */
  constructor(private readonly name: ActivationName) {}

  forward(input: Table, pass: Pass): Step {
    const { rows, width, data: x } = input;
    const output = newTable(pass, rows, width);
    const y = output.data;
    const { name } = this;
    // What the derivative needs of the forward pass.
    const bent = name === 'gelu' ? pass.workspace.take(rows * width) : y;
    if (name === 'relu') for (let i = 0; i < x.length; i++) y[i] = Math.max(x[i]!, 0);
    else if (name === 'tanh') {
      y.set(x);
      pass.kernel.tanh(y);
    } else {
      for (let i = 0; i < x.length; i++) {
        const value = x[i]!;
        bent[i] = SLOPE * (value + CUBIC * value * value * value);
      }
      pass.kernel.tanh(bent);
      for (let i = 0; i < x.length; i++) y[i] = 0.5 * x[i]! * (1 + bent[i]!);
    }
    return {
      output,
      backward({ data: dY }) {
        const dInput = newTable(pass, rows, width);
        const dX = dInput.data;
        if (name === 'relu') for (let i = 0; i < x.length; i++) dX[i] = x[i]! > 0 ? dY[i]! : 0;
        else if (name === 'tanh') for (let i = 0; i < x.length; i++) dX[i] = dY[i]! * (1 - y[i]! * y[i]!);
        else {
          for (let i = 0; i < x.length; i++) {
            const value = x[i]!;
            const t = bent[i]!;
            const slope = SLOPE * (1 + 3 * CUBIC * value * value);
            dX[i] = dY[i]! * (0.5 * (1 + t) + 0.5 * value * (1 - t * t) * slope);
          }
        }
        return dInput;
      },
    };
  }
}
