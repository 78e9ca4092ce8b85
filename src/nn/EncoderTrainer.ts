import { createKernel } from '../kernels/createKernel.ts';
import type { MatrixKernel, Numbers } from '../kernels/MatrixKernel.ts';
import { deriveSeed } from '../math/SeededRandom.ts';
import { adamwDefaults, adamwStep, adamwUpdate, type Moments } from './adamw.ts';
import { Encoder } from './Encoder.ts';
import { initialWeights } from './initialWeights.ts';
import type { Weights } from './Pass.ts';
import { RowGradients } from './RowGradients.ts';
import type { ShardRunner, ShardSetup, ShardTask } from './ShardRunner.ts';
import type { TrainingSettings } from './TrainingOptions.ts';
import { WeightAverage } from './WeightAverage.ts';

/** What a training step saw. */
export interface StepReport {
  readonly loss: number;
  readonly tokenCount: number;
}

/** The numbers of a training, and one step of it. */
export class EncoderTrainer {
  readonly encoder: Encoder;
  readonly kernel: MatrixKernel;
  readonly weights: Weights;
  readonly moments: { readonly embedding: Moments; readonly dense: Moments };
  readonly average: WeightAverage | undefined;
  /** Steps taken. */
  step = 0;
  private readonly gradients;

  /**
   * @param setup - what is trained on what
   * @param settings - how
   * @param runner - computes gradients
   * @param seed - of the initial weights
   * @param given - rows that the embedding starts from; those of zeros start at random
   */
  constructor(
    private readonly setup: ShardSetup,
    private readonly settings: TrainingSettings,
    private readonly runner: ShardRunner,
    seed: number,
    given?: Float32Array,
  ) {
    const { shape } = setup;
    this.encoder = new Encoder(shape);
    this.kernel = createKernel(setup.precision);
    const { kernel } = this;
    const initial = initialWeights(this.encoder, kernel, seed, given);
    this.weights = runner.share(initial);
    const like = (numbers: Numbers) => kernel.zeros(numbers.length);
    const moments = (numbers: Numbers) => ({ first: like(numbers), second: like(numbers) });
    this.moments = { embedding: moments(initial.embedding), dense: moments(initial.dense) };
    if (settings.averageDecay > 0) {
      const mean = { embedding: like(initial.embedding), dense: like(initial.dense) };
      this.average = new WeightAverage(mean, shape.width, settings.averageDecay);
    }
    this.gradients = {
      dense: kernel.zeros(this.encoder.layout.size),
      embedding: new RowGradients(kernel, shape.vocabularySize, shape.width),
    };
  }

  /**
   * Learns from one batch.
   *
   * @param batch - row numbers
   * @param rate - share of the highest learning rates
   * @param seed - of all that is left out at random
   */
  async learn(batch: Int32Array, rate: number, seed: number): Promise<StepReport> {
    const { dense, embedding } = this.gradients;
    dense.fill(0);
    embedding.clear();
    let loss = 0;
    let tokenCount = 0;
    await this.runner.run(this.shardsOf(batch, seed), (result) => {
      loss += result.loss;
      tokenCount += result.tokenCount;
      for (let i = 0; i < dense.length; i++) dense[i]! += result.dense[i]!;
      for (let slot = 0; slot < result.rowCount; slot++)
        embedding.add(result.rows[slot]!, result.values, slot * embedding.width);
    });
    this.update(rate);
    return { loss, tokenCount };
  }

  /** Cuts a batch into equal parts, however many threads there are. */
  private shardsOf(batch: Int32Array, seed: number): ShardTask[] {
    const { weights } = this.setup.rows;
    let totalWeight = 0;
    for (const row of batch) totalWeight += weights === undefined ? 1 : weights[row]!;
    const size = Math.ceil(batch.length / this.settings.shardCount);
    return Array.from({ length: Math.ceil(batch.length / size) }, (_, shard) => ({
      rows: batch.slice(shard * size, (shard + 1) * size),
      seed: deriveSeed(seed, shard),
      totalWeight,
    }));
  }

  private update(rate: number): void {
    const { weights, moments, gradients, settings, average } = this;
    const { embedding } = gradients;
    const { width } = embedding;
    const scale = this.clipFactor();
    this.step++;
    const { learningRate, embeddingLearningRate, weightDecay } = settings;
    const decayed = adamwStep({ ...adamwDefaults, weightDecay }, this.step, rate * learningRate);
    const free = { ...decayed, weightDecay: 0 };
    for (const { start, rows, columns, initial } of this.encoder.layout.parameters) {
      const range = { start, length: rows * columns, gradientStart: start };
      const step = initial === 'glorot' ? decayed : free;
      adamwUpdate(weights.dense, gradients.dense, moments.dense, range, scale, step);
    }
    average?.add(weights.dense);
    const lazy = { ...decayed, learningRate: rate * embeddingLearningRate };
    for (let slot = 0; slot < embedding.count; slot++) {
      const row = embedding.rows[slot]!;
      average?.catchUp(row, this.step - 1, weights.embedding);
      const range = { start: row * width, length: width, gradientStart: slot * width };
      adamwUpdate(weights.embedding, embedding.values, moments.embedding, range, scale, lazy);
    }
  }

  /** Scales gradients down to the largest norm allowed (Pascanu, Mikolov and Bengio 2013). */
  private clipFactor(): number {
    const { dense, embedding } = this.gradients;
    let sum = 0;
    for (let i = 0; i < dense.length; i++) sum += dense[i]! * dense[i]!;
    const end = embedding.count * embedding.width;
    for (let i = 0; i < end; i++) sum += embedding.values[i]! * embedding.values[i]!;
    const norm = Math.sqrt(sum);
    return norm > this.settings.clipNorm ? this.settings.clipNorm / norm : 1;
  }
}
