import { block } from '../kernels/MatrixKernel.ts';
import { Activation } from './Activation.ts';
import type { Layout, Parameter } from './Layout.ts';
import { Linear } from './Linear.ts';
import {
  gradientsOf,
  newTable,
  type Pass,
  type Sequences,
  type Step,
  type Table,
  zeroTable,
} from './Pass.ts';
import { softmax, softmaxBackward } from './softmax.ts';

/** {@link Step}, with the share that each query gives to each token. */
export interface PoolingStep extends Step {
  /** tokens x queries. */
  readonly shares: Table;
}

/**
 * Makes one row of a sample's tokens: a weighted mean for each query q, with weights softmax(q . tanh(x W + b)) (Yang
 * and others 2016), side by side. A sample without tokens gets zeros.
 */
export class AttentionPooling {
  /** queries x hidden. */
  readonly query: Parameter;
  private readonly linear: Linear;
  private readonly bend = new Activation('tanh');

  /**
   * @param layout - gives places to the parameters
   * @param name - of the layer; its parameters are `name.query` and those of the layer before it
   * @param width - of a token
   * @param hidden - width of what queries are compared with
   * @param queries - how many means there are
   */
  constructor(
    layout: Layout,
    name: string,
    private readonly width: number,
    private readonly hidden: number,
    private readonly queries: number,
  ) {
    this.linear = new Linear(layout, name, width, hidden);
    this.query = layout.matrix(`${name}.query`, queries, hidden);
  }

  /** As a layer's `forward`; `offsets` says where samples begin, `ids` which tokens the rows are of. */
  forward(input: Table, { ids, offsets }: Sequences, pass: Pass): PoolingStep {
    const { width, hidden, queries, query } = this;
    const { kernel, memory } = pass;
    const { rows, data: x } = input;
    const samples = offsets.length - 1;
    const compared = memory === undefined ? this.compare(input, pass) : undefined;
    const shares =
      compared?.logits ?? memory!.recall(ids, input, pass, (some) => this.compare(some, pass).logits);
    const output = zeroTable(pass, samples, queries * width);
    const eachSample = (run: (first: number, length: number, pooled: number) => void) => {
      for (let sample = 0; sample < samples; sample++) {
        const first = offsets[sample]!;
        if (offsets[sample + 1]! > first) run(first, offsets[sample + 1]! - first, sample * queries * width);
      }
    };
    eachSample((first, length, pooled) => {
      for (let k = 0; k < queries; k++) softmax(shares.data, first * queries + k, length, queries);
      const size = { rows: queries, columns: width, depth: length };
      const tokens = block(x, width, first * width);
      kernel.multiply(
        'left',
        size,
        block(output.data, width, pooled),
        block(shares.data, queries, first * queries),
        tokens,
      );
    });
    return {
      output,
      shares,
      backward({ data: dPooled }) {
        const dShares = newTable(pass, rows, queries).data;
        const dInput = newTable(pass, rows, width);
        eachSample((first, length, pooled) => {
          const d = block(dPooled, width, pooled);
          const weights = block(shares.data, queries, first * queries);
          const tokens = block(x, width, first * width);
          const shareSize = { rows: length, columns: queries, depth: width };
          const tokenSize = { rows: length, columns: width, depth: queries };
          kernel.multiply('right', shareSize, block(dShares, queries, first * queries), tokens, d);
          kernel.multiply('plain', tokenSize, block(dInput.data, width, first * width), weights, d);
          for (let k = 0; k < queries; k++)
            softmaxBackward(shares.data, dShares, first * queries + k, length, queries);
        });
        const { dense } = gradientsOf(pass);
        const { t, q, bent, linear } = compared!;
        const dScores = block(dShares, queries);
        const dBent = newTable(pass, rows, hidden);
        const querySize = { rows: queries, columns: hidden, depth: rows };
        kernel.multiply('left', querySize, block(dense, hidden, query.start), dScores, t, true);
        kernel.multiply(
          'plain',
          { rows, columns: hidden, depth: queries },
          block(dBent.data, hidden),
          dScores,
          q,
        );
        const dLinear = linear.backward(bent.backward(dBent));
        for (let i = 0; i < dInput.data.length; i++) dInput.data[i]! += dLinear.data[i]!;
        return dInput;
      },
    };
  }

  /** The logits of tokens, by each query, and what the way back needs. */
  private compare(input: Table, pass: Pass) {
    const { hidden, queries, query } = this;
    const linear = this.linear.forward(input, pass);
    const bent = this.bend.forward(linear.output, pass);
    const logits = newTable(pass, input.rows, queries);
    const q = block(pass.weights.dense, hidden, query.start);
    const t = block(bent.output.data, hidden);
    const size = { rows: input.rows, columns: queries, depth: hidden };
    pass.kernel.multiply('right', size, block(logits.data, queries), t, q);
    return { logits, linear, bent, t, q };
  }
}
