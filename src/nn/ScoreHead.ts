import { Activation } from './Activation.ts';
import { addInto, Chain } from './Chain.ts';
import { Dropout } from './Dropout.ts';
import type { EncoderShape } from './EncoderShape.ts';
import { LabelGraph } from './LabelGraph.ts';
import type { Layout } from './Layout.ts';
import { Linear } from './Linear.ts';
import type { Layer, Pass, Step, Table } from './Pass.ts';

/** The part of a shape that a head needs. */
export type HeadShape = Pick<
  EncoderShape,
  'queries' | 'width' | 'hidden' | 'hasLinearPath' | 'dropout' | 'labelCount' | 'graph'
>;

/** From the pooled row of a sample to its scores: dense layers, and beside them, if asked for, a single linear one. */
export class ScoreHead implements Layer {
  private readonly dropout: Dropout;
  private readonly dense: Chain;
  private readonly linear: Linear | undefined;

  /**
   * @param layout - gives places to the parameters
   * @param shape - of the encoder, or of as much of it as this is
   */
  constructor(layout: Layout, shape: HeadShape) {
    const { hidden, hasLinearPath, dropout, labelCount, graph } = shape;
    const pooled = shape.queries * shape.width;
    this.dropout = new Dropout(dropout);
    let inputs = pooled;
    const layers: Layer[] = [];
    hidden.forEach((outputs, i) => {
      layers.push(new Linear(layout, `dense${i + 1}`, inputs, outputs), new Activation('relu'), this.dropout);
      inputs = outputs;
    });
    const name = `dense${hidden.length + 1}`;
    layers.push(
      graph === undefined
        ? new Linear(layout, name, inputs, labelCount)
        : new LabelGraph(layout, name, graph.links, graph.size, inputs),
    );
    this.dense = new Chain(layers);
    if (hasLinearPath && hidden.length > 0) this.linear = new Linear(layout, 'linear', pooled, labelCount);
  }

  forward(input: Table, pass: Pass): Step {
    const dropped = this.dropout.forward(input, pass);
    const dense = this.dense.forward(dropped.output, pass);
    const linear = this.linear?.forward(dropped.output, pass);
    if (linear === undefined) {
      return { output: dense.output, backward: (d) => dropped.backward(dense.backward(d)) };
    }
    return {
      output: addInto(dense.output, linear.output, pass),
      // Neither path writes over what it is handed: both end in a linear layer or a graph.
      backward: (d) => dropped.backward(addInto(dense.backward(d), linear.backward(d), pass)),
    };
  }
}
