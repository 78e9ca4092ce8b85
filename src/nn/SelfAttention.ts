import { block } from '../kernels/MatrixKernel.ts';
import type { Layout, Parameter } from './Layout.ts';
import { Linear } from './Linear.ts';
import { newTable, type Pass, type Step, type Table } from './Pass.ts';
import { softmax, softmaxBackward } from './softmax.ts';

/**
 * Multi-head self-attention (Vaswani and others 2017, section 3.2): each token looks at all tokens of its sample, in
 * several ways at once. Samples lie one after the other, each multiplied by itself alone: so no padding has to be
 * masked, and none is computed.
 */
export class SelfAttention {
  /** Queries, keys and values side by side: one product instead of three. */
  readonly projection: Parameter;
  private readonly inward: Linear;
  private readonly outward: Linear;

  /**
   * @param layout - gives places to the parameters
   * @param name - of the layer; its parameters are those of `name.projection` and `name.output`
   * @param width - of a token
   * @param heads - ways of looking; divides the width
   */
  constructor(
    layout: Layout,
    name: string,
    private readonly width: number,
    private readonly heads: number,
  ) {
    this.inward = new Linear(layout, `${name}.projection`, width, 3 * width);
    this.outward = new Linear(layout, `${name}.output`, width, width);
    this.projection = this.inward.weight;
  }

  /** As a layer's `forward`; `offsets` says where samples begin. */
  forward(input: Table, offsets: Int32Array, pass: Pass): Step {
    const { width, heads } = this;
    const part = width / heads;
    const scale = 1 / Math.sqrt(part);
    const { kernel, workspace } = pass;
    const projected = this.inward.forward(input, pass);
    const all = projected.output.data;
    const looked = newTable(pass, input.rows, width);
    const shares: ReturnType<typeof workspace.take>[] = [];
    const eachHead = (run: (first: number, length: number, head: number) => void) => {
      for (let sample = 0; sample + 1 < offsets.length; sample++) {
        const first = offsets[sample]!;
        const length = offsets[sample + 1]! - first;
        if (length > 0) for (let head = 0; head < heads; head++) run(first, length, head);
      }
    };
    const stride = 3 * width;
    eachHead((first, length, head) => {
      const at = first * stride + head * part;
      const share = workspace.take(length * length);
      const square = { rows: length, columns: length, depth: part };
      kernel.multiply(
        'right',
        square,
        block(share, length),
        block(all, stride, at),
        block(all, stride, at + width),
      );
      for (let i = 0; i < share.length; i++) share[i]! *= scale;
      for (let row = 0; row < length; row++) softmax(share, row * length, length);
      shares.push(share);
      const mixed = { rows: length, columns: part, depth: length };
      const to = block(looked.data, width, first * width + head * part);
      kernel.multiply('plain', mixed, to, block(share, length), block(all, stride, at + 2 * width));
    });
    const finished = this.outward.forward(looked, pass);
    return {
      output: finished.output,
      backward(dOutput) {
        const dLooked = finished.backward(dOutput).data;
        const dProjected = newTable(pass, input.rows, stride);
        const dAll = dProjected.data;
        let next = 0;
        eachHead((first, length, head) => {
          const at = first * stride + head * part;
          const share = shares[next++]!;
          const d = block(dLooked, width, first * width + head * part);
          const dShare = workspace.take(length * length);
          const square = { rows: length, columns: length, depth: part };
          const mixed = { rows: length, columns: part, depth: length };
          kernel.multiply('left', mixed, block(dAll, stride, at + 2 * width), block(share, length), d);
          kernel.multiply('right', square, block(dShare, length), d, block(all, stride, at + 2 * width));
          for (let row = 0; row < length; row++) softmaxBackward(share, dShare, row * length, length);
          for (let i = 0; i < dShare.length; i++) dShare[i]! *= scale;
          kernel.multiply(
            'plain',
            mixed,
            block(dAll, stride, at),
            block(dShare, length),
            block(all, stride, at + width),
          );
          kernel.multiply(
            'left',
            mixed,
            block(dAll, stride, at + width),
            block(dShare, length),
            block(all, stride, at),
          );
        });
        return projected.backward(dProjected);
      },
    };
  }
}
