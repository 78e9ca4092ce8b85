import type { MatrixKernel, Numbers } from '../kernels/MatrixKernel.ts';
import { deriveSeed, SeededRandom } from '../math/SeededRandom.ts';
import type { Encoder } from './Encoder.ts';
import type { Layout } from './Layout.ts';
import type { Weights } from './Pass.ts';

/**
 * Draws the numbers that training starts from. Each parameter has a seed of its own, so that a layer more or less leaves
 * the others as they are.
 *
 * @param encoder - whose weights they are
 * @param kernel - says in which precision
 * @param seed - another seed draws others
 * @param given - vocabulary x width: rows of the embedding to start from; those of zeros are drawn
 * @returns uniform matrices of variance 2 / (inputs + outputs) (Glorot and Bengio 2010), and embeddings of variance
 * 1 / width, so that a token's row has about length 1
 */
export function initialWeights(
  encoder: Encoder,
  kernel: MatrixKernel,
  seed: number,
  given?: Float32Array,
): Weights {
  const { layout, shape } = encoder;
  const dense = initialDense(layout, kernel, seed);
  const embedding = kernel.zeros(shape.vocabularySize * shape.width);
  fillUniform(embedding, Math.sqrt(3 / shape.width), deriveSeed(seed, 0));
  if (given !== undefined) {
    for (let start = 0; start < embedding.length; start += shape.width) {
      const row = given.subarray(start, start + shape.width);
      if (row.some((value) => value !== 0)) embedding.set(row, start);
    }
  }
  return { embedding, dense };
}

/**
 * @param layout - of the parameters
 * @param kernel - says in which precision
 * @param seed - another seed draws others
 * @returns the same for all parameters but an embedding
 */
export function initialDense(layout: Layout, kernel: MatrixKernel, seed: number): Numbers {
  const dense = kernel.zeros(layout.size);
  layout.parameters.forEach(({ start, rows, columns, initial }, index) => {
    const part = dense.subarray(start, start + rows * columns);
    if (initial === 'glorot') fillUniform(part, Math.sqrt(6 / (rows + columns)), deriveSeed(seed, index + 1));
    else part.fill(initial);
  });
  return dense;
}

function fillUniform(part: { length: number; [index: number]: number }, limit: number, seed: number): void {
  const random = new SeededRandom(seed);
  for (let i = 0; i < part.length; i++) part[i] = (2 * random.float() - 1) * limit;
}
