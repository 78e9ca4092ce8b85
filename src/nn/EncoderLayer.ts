import { Activation } from './Activation.ts';
import { addInto, Chain, Residual } from './Chain.ts';
import { Dropout } from './Dropout.ts';
import type { EncoderShape } from './EncoderShape.ts';
import { LayerNorm } from './LayerNorm.ts';
import type { Layout } from './Layout.ts';
import { Linear } from './Linear.ts';
import type { Pass, Step, Table } from './Pass.ts';
import { SelfAttention } from './SelfAttention.ts';

/**
 * x + attention(norm(x)), then x + feedForward(norm(x)): a layer of a transformer encoder that normalises first (Xiong
 * and others 2020), which trains without a long warm-up.
 */
export class EncoderLayer {
  private readonly norm: LayerNorm;
  private readonly attention: SelfAttention;
  private readonly dropout: Dropout;
  private readonly feedForward: Residual;

  /**
   * @param layout - gives places to the parameters
   * @param name - of the layer
   * @param shape - of the encoder
   */
  constructor(layout: Layout, name: string, shape: EncoderShape) {
    const { width, heads, feedForwardWidth, activation, dropout } = shape;
    this.norm = new LayerNorm(layout, `${name}.norm1`, width);
    this.attention = new SelfAttention(layout, name, width, heads);
    this.dropout = new Dropout(dropout);
    this.feedForward = new Residual(
      new Chain([
        new LayerNorm(layout, `${name}.norm2`, width),
        new Linear(layout, `${name}.feedForward1`, width, feedForwardWidth),
        new Activation(activation),
        new Linear(layout, `${name}.feedForward2`, feedForwardWidth, width),
        this.dropout,
      ]),
    );
  }

  /** As a layer's `forward`; `offsets` says where samples begin. */
  forward(input: Table, offsets: Int32Array, pass: Pass): Step {
    const norm = this.norm.forward(input, pass);
    const attention = this.attention.forward(norm.output, offsets, pass);
    const dropout = this.dropout.forward(attention.output, pass);
    const feedForward = this.feedForward.forward(addInto(dropout.output, input, pass), pass);
    return {
      output: feedForward.output,
      backward(dOutput) {
        const dMiddle = feedForward.backward(dOutput);
        return addInto(norm.backward(attention.backward(dropout.backward(dMiddle))), dMiddle, pass);
      },
    };
  }
}
