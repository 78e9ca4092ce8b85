import { block, type Numbers } from '../kernels/MatrixKernel.ts';
import { Activation } from './Activation.ts';
import type { Layout, Parameter } from './Layout.ts';
import { Linear } from './Linear.ts';
import { gradientsOf, newTable, type Pass, type Step, type Table } from './Pass.ts';

/** How labels are linked; see {@link labelLinks}. */
export interface LabelLinks {
  /** labels x labels, each row the share that a label takes of the others. */
  readonly weights: Float64Array;
  readonly labelCount: number;
}

/**
 * Scores labels by classifiers that a graph convolution makes of label embeddings, so that labels which keep company
 * share what they learn (Chen, Wei, Wang and Guo, Multi-label image recognition with graph convolutional networks,
 * 2019): C = A relu(A E W1 + b1) W2 + b2, and the scores of x are x Cᵀ + b.
 */
export class LabelGraph {
  private readonly embedding: Parameter;
  private readonly bias: Parameter;
  private readonly first: Linear;
  private readonly second: Linear;
  private readonly bend = new Activation('relu');

  /**
   * @param layout - gives places to the parameters
   * @param name - of the layer
   * @param links - of the labels
   * @param size - of a label's embedding
   * @param inputs - width of x
   */
  constructor(
    layout: Layout,
    name: string,
    private readonly links: LabelLinks,
    private readonly size: number,
    private readonly inputs: number,
  ) {
    this.embedding = layout.matrix(`${name}.embedding`, links.labelCount, size);
    this.first = new Linear(layout, `${name}.convolution1`, size, size);
    this.second = new Linear(layout, `${name}.convolution2`, size, inputs);
    this.bias = layout.vector(`${name}.bias`, links.labelCount);
  }

  forward(input: Table, pass: Pass): Step {
    const { embedding, bias, size, inputs } = this;
    const { labelCount } = this.links;
    const { kernel } = pass;
    const { dense } = pass.weights;
    const links = pass.workspace.take(labelCount * labelCount);
    links.set(this.links.weights);
    const spread = (from: Numbers, width: number, transposed: 'plain' | 'left'): Table => {
      const to = newTable(pass, labelCount, width);
      const shape = { rows: labelCount, columns: width, depth: labelCount };
      kernel.multiply(transposed, shape, block(to.data, width), block(links, labelCount), block(from, width));
      return to;
    };
    const own = dense.subarray(embedding.start, embedding.start + labelCount * size);
    const first = this.first.forward(spread(own, size, 'plain'), pass);
    const bent = this.bend.forward(first.output, pass);
    const second = this.second.forward(spread(bent.output.data, size, 'plain'), pass);
    const classifiers = second.output.data;

    const { rows } = input;
    const output = newTable(pass, rows, labelCount);
    for (let row = 0; row < rows; row++)
      output.data.set(dense.subarray(bias.start, bias.start + labelCount), row * labelCount);
    const x = block(input.data, inputs);
    const shape = { rows, columns: labelCount, depth: inputs };
    kernel.multiply('right', shape, block(output.data, labelCount), x, block(classifiers, inputs), true);
    return {
      output,
      backward(dOutput) {
        const gradients = gradientsOf(pass).dense;
        const d = block(dOutput.data, labelCount);
        for (let row = 0, cell = 0; row < rows; row++)
          for (let label = 0; label < labelCount; label++)
            gradients[bias.start + label]! += dOutput.data[cell++]!;
        const dClassifiers = newTable(pass, labelCount, inputs);
        const dInput = newTable(pass, rows, inputs);
        const classifierShape = { rows: labelCount, columns: inputs, depth: rows };
        kernel.multiply('left', classifierShape, block(dClassifiers.data, inputs), d, x);
        const inputShape = { rows, columns: inputs, depth: labelCount };
        kernel.multiply('plain', inputShape, block(dInput.data, inputs), d, block(classifiers, inputs));
        const dBent = spread(second.backward(dClassifiers).data, size, 'left');
        const dOwn = spread(first.backward(bent.backward(dBent)).data, size, 'left');
        for (let i = 0; i < dOwn.data.length; i++) gradients[embedding.start + i]! += dOwn.data[i]!;
        return dInput;
      },
    };
  }
}

/** Below this probability a label does not count as company; that, and the share of a label itself, is the paper's. */
const LEAST_COMPANY = 0.4;
const OTHERS_SHARE = 0.2;

/**
 * Links labels by how often they are given together: label i is linked to j where P(j given i) is at least 0.4. The
 * linked labels share 0.2 of a row, and the label itself keeps 0.8 (equations 7 and 8 of the paper); rows sum to 1.
 *
 * @param counts - labels x labels: in how many samples both are; on the diagonal, in how many one is
 * @param labelCount - number of labels
 */
export function labelLinks(counts: Float64Array, labelCount: number): LabelLinks {
  const weights = new Float64Array(labelCount * labelCount);
  for (let label = 0; label < labelCount; label++) {
    const own = counts[label * labelCount + label]!;
    const linked: number[] = [];
    for (let other = 0; other < labelCount; other++) {
      const together = counts[label * labelCount + other]!;
      if (other !== label && own > 0 && together / own >= LEAST_COMPANY) linked.push(other);
    }
    weights[label * labelCount + label] = linked.length > 0 ? 1 - OTHERS_SHARE : 1;
    for (const other of linked) weights[label * labelCount + other] = OTHERS_SHARE / linked.length;
  }
  return { weights, labelCount };
}
