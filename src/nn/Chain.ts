import type { Layer, Pass, Step, Table } from './Pass.ts';

/** Layers one after the other. */
export class Chain implements Layer {
  /** @param layers - the first one first */
  constructor(private readonly layers: readonly Layer[]) {}

  forward(input: Table, pass: Pass): Step {
    const steps: Step[] = [];
    let output = input;
    for (const layer of this.layers) {
      const step = layer.forward(output, pass);
      steps.push(step);
      output = step.output;
    }
    return { output, backward: (dOutput) => steps.reduceRight((d, step) => step.backward(d), dOutput) };
  }
}

/** The input and what layers make of it, added up (He and others 2016). */
export class Residual implements Layer {
  /** @param layer - whose output is as wide as its input */
  constructor(private readonly layer: Layer) {}

  forward(input: Table, pass: Pass): Step {
    const step = this.layer.forward(input, pass);
    const output = addInto(step.output, input, pass);
    return {
      output,
      backward(dOutput) {
        // A copy: layers may write over what they are handed.
        const kept = pass.workspace.take(dOutput.data.length);
        kept.set(dOutput.data);
        const dInput = step.backward(dOutput);
        return addInto(dInput, { ...dOutput, data: kept }, pass);
      },
    };
  }
}

/** @internal The sum of two tables, in a new one: either may be needed by a backward pass as it is. */
export function addInto(a: Table, b: Table, pass: Pass): Table {
  const sum = { ...a, data: pass.workspace.take(a.data.length) };
  for (let i = 0; i < sum.data.length; i++) sum.data[i] = a.data[i]! + b.data[i]!;
  return sum;
}
