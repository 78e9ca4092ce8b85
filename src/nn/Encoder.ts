import { AttentionPooling } from './AttentionPooling.ts';
import { Dropout } from './Dropout.ts';
import { Embedding } from './Embedding.ts';
import { EncoderLayer } from './EncoderLayer.ts';
import type { EncoderShape } from './EncoderShape.ts';
import { LayerNorm } from './LayerNorm.ts';
import { Layout, type Parameter } from './Layout.ts';
import { gradientsOf, newTable, type Pass, type Sequences, type Table } from './Pass.ts';
import { ScoreHead } from './ScoreHead.ts';

/** Scores of some samples, and how to go back. */
export interface EncoderStep {
  /** samples x labels. */
  readonly scores: Table;
  /** tokens x queries: the share that each query of the pooling gives to each token. */
  readonly shares: Table;
  /** Adds the gradients of all parameters to those of the pass. */
  backward(dScores: Table): void;
}

/**
 * A transformer encoder with attention pooling: embeddings, any number of encoder layers, pooling, dense layers. It
 * holds the plan alone; the numbers come with each pass, so that threads, averages and checkpoints can have their own.
 */
export class Encoder {
  /** Places of all parameters but the embedding. */
  readonly layout = new Layout();
  private readonly embedding: Embedding;
  private readonly dropout: Dropout;
  private readonly layers: readonly EncoderLayer[];
  private readonly norm: LayerNorm | undefined;
  private readonly pooling: AttentionPooling;
  private readonly head: ScoreHead;
  private readonly domains: Parameter | undefined;

  /** @param shape - how large the parts are */
  constructor(readonly shape: EncoderShape) {
    const { layout } = this;
    const { width, queries, poolingWidth, domainCount, labelCount } = shape;
    this.embedding = new Embedding(width, shape.hasPlaces);
    this.dropout = new Dropout(shape.dropout);
    this.layers = Array.from(
      { length: shape.layers },
      (_, i) => new EncoderLayer(layout, `layer${i}`, shape),
    );
    if (shape.hasNorm ?? shape.layers > 0) this.norm = new LayerNorm(layout, 'norm', width);
    this.pooling = new AttentionPooling(layout, 'pool', width, poolingWidth, queries);
    this.head = new ScoreHead(layout, shape);
    if (domainCount > 0) this.domains = layout.vector('domains', domainCount * labelCount);
  }

  /**
   * @param sequences - the tokens of some samples
   * @param pass - numbers and memory
   * @param domains - the domain of each sample, -1 for none; absent = none at all
   */
  forward(sequences: Sequences, pass: Pass, domains?: ArrayLike<number>): EncoderStep {
    const { offsets } = sequences;
    const embedded = this.embedding.forward(sequences, pass);
    const dropped = this.dropout.forward(embedded.output, pass);
    let { output } = dropped;
    const steps = this.layers.map((layer) => {
      const step = layer.forward(output, offsets, pass);
      output = step.output;
      return step;
    });
    const norm = this.norm?.forward(output, pass);
    const pooled = this.pooling.forward(norm?.output ?? output, sequences, pass);
    const head = this.head.forward(pooled.output, pass);
    const scores = this.addDomains(head.output, pass, domains);
    return {
      scores,
      shares: pooled.shares,
      backward: (dScores) => {
        this.addDomainGradients(dScores, pass, domains);
        const dPooled = pooled.backward(head.backward(dScores));
        const dOutput = norm?.backward(dPooled) ?? dPooled;
        const dEmbedded = steps.reduceRight((d, step) => step.backward(d), dOutput);
        embedded.backward(dropped.backward(dEmbedded));
      },
    };
  }

  private addDomains(scores: Table, pass: Pass, domains: ArrayLike<number> | undefined): Table {
    const { domains: parameter } = this;
    if (parameter === undefined || domains === undefined) return scores;
    const { width, rows } = scores;
    const corrected = newTable(pass, rows, width);
    corrected.data.set(scores.data);
    const { dense } = pass.weights;
    for (let row = 0; row < rows; row++) {
      const first = parameter.start + domains[row]! * width;
      if (domains[row]! < 0) continue;
      for (let i = 0; i < width; i++) corrected.data[row * width + i]! += dense[first + i]!;
    }
    return corrected;
  }

  private addDomainGradients(d: Table, pass: Pass, domains: ArrayLike<number> | undefined): void {
    const { domains: parameter } = this;
    if (parameter === undefined || domains === undefined) return;
    const { dense } = gradientsOf(pass);
    for (let row = 0; row < d.rows; row++) {
      const first = parameter.start + domains[row]! * d.width;
      if (domains[row]! < 0) continue;
      for (let i = 0; i < d.width; i++) dense[first + i]! += d.data[row * d.width + i]!;
    }
  }
}
