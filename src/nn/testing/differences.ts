import { ReferenceKernel } from '../../kernels/ReferenceKernel.ts';
import { SeededRandom } from '../../math/SeededRandom.ts';
import type { Layout } from '../Layout.ts';
import type { Pass, Step, Table } from '../Pass.ts';
import { RowGradients } from '../RowGradients.ts';
import { Workspace } from '../Workspace.ts';

/** A pass in double precision, with weights and gradients of its own. */
export interface CheckedPass extends Pass {
  readonly gradients: { readonly embedding: RowGradients; readonly dense: Float64Array };
  readonly weights: { readonly embedding: Float64Array; readonly dense: Float64Array };
}

/** Numbers between -1 and 1. */
export function randomNumbers(length: number, seed: number): Float64Array {
  const random = new SeededRandom(seed);
  return Float64Array.from({ length }, () => 2 * random.float() - 1);
}

/** A pass over random weights. */
export function checkedPass(
  layout: Pick<Layout, 'size'>,
  vocabularySize = 1,
  width = 1,
  dropoutSeed?: number,
): CheckedPass {
  const kernel = new ReferenceKernel();
  return {
    kernel,
    workspace: new Workspace(kernel),
    weights: {
      embedding: randomNumbers(vocabularySize * width, 11),
      dense: randomNumbers(layout.size, 12),
    },
    gradients: {
      embedding: new RowGradients(kernel, vocabularySize, width),
      dense: new Float64Array(layout.size),
    },
    random: dropoutSeed === undefined ? undefined : new SeededRandom(dropoutSeed),
  };
}

/**
 * Compares gradients with finite differences of the weighted sum of a layer's outputs.
 *
 * @param pass - holds the parameters
 * @param input - of the layer; undefined for layers that take none
 * @param forward - runs the layer, from the same random numbers each time
 * @returns the largest difference, relative to 1 + the size of the gradient
 */
export function largestGradientError(
  pass: CheckedPass,
  input: Table | undefined,
  forward: () => Step,
): number {
  const loss = () => {
    const { data } = forward().output;
    const factors = randomNumbers(data.length, 99);
    return factors.reduce((sum, factor, i) => sum + factor * data[i]!, 0);
  };
  const step = forward();
  const { rows, width } = step.output;
  const dInput = step.backward({ data: randomNumbers(rows * width, 99), rows, width });
  const known = dInput.data.slice();
  let worst = 0;
  const compare = (
    values: { [index: number]: number; readonly length: number },
    at: number,
    gradient: number,
  ) => {
    const kept = values[at]!;
    const h = 1e-5;
    values[at] = kept + h;
    const above = loss();
    values[at] = kept - h;
    const below = loss();
    values[at] = kept;
    const measured = (above - below) / (2 * h);
    worst = Math.max(worst, Math.abs(measured - gradient) / (1 + Math.abs(gradient)));
  };
  for (let i = 0; input !== undefined && i < input.data.length; i++) compare(input.data, i, known[i]!);
  const { dense } = pass.gradients;
  for (let i = 0; i < dense.length; i++) compare(pass.weights.dense, i, dense[i]!);
  const { embedding } = pass.gradients;
  for (let slot = 0; slot < embedding.count; slot++)
    for (let i = 0; i < embedding.width; i++)
      compare(
        pass.weights.embedding,
        embedding.rows[slot]! * embedding.width + i,
        embedding.values[slot * embedding.width + i]!,
      );
  return worst;
}
