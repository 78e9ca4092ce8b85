import { createKernel } from '../kernels/createKernel.ts';
import type { Numbers } from '../kernels/MatrixKernel.ts';
import { pause, throwIfAborted } from '../learners/abort.ts';
import type { EpochReport, FitContext } from '../learners/FitContext.ts';
import { deriveSeed, SeededRandom } from '../math/SeededRandom.ts';
import { adamwDefaults, adamwStep, adamwUpdate } from './adamw.ts';
import { batchLoss } from './batchLoss.ts';
import { HeadScorer } from './HeadScorer.ts';
import { initialDense } from './initialWeights.ts';
import { judgeScores } from './judgeScores.ts';
import { Layout } from './Layout.ts';
import { labelLogOdds } from './labelLogOdds.ts';
import type { Gradients } from './Pass.ts';
import { rateAt } from './rateAt.ts';
import { type HeadShape, ScoreHead } from './ScoreHead.ts';
import { splitRows } from './splitRows.ts';
import type { TrainingSettings } from './TrainingOptions.ts';
import type { TrainingTruth } from './TrainingRows.ts';
import { Workspace } from './Workspace.ts';

/** How a head is trained: the settings of an encoder that have nothing to do with tokens. */
export type HeadTraining = Omit<
  TrainingSettings,
  'shardCount' | 'embeddingLearningRate' | 'averageDecay' | 'wordDropout' | 'titleDropout' | 'plotDropout'
>;

/** A head after training. */
export interface TrainedHead {
  readonly weights: Numbers;
  /** How each epoch went. */
  readonly epochs: readonly EpochReport[];
}

/**
 * Trains a head that stands alone, on dense rows, by AdamW.
 *
 * @param shape - of the head
 * @param data - rows x width
 * @param truth - of the rows
 * @param settings - how
 * @param context - seed, signal, progress
 * @returns the weights: the best when training is judged, else the last
 * @throws GenrekitError `aborted` when the signal fires
 */
export async function trainHead(
  shape: HeadShape,
  data: Numbers,
  truth: TrainingTruth,
  settings: HeadTraining,
  { seed, signal, onProgress }: FitContext,
): Promise<TrainedHead> {
  const { batchSize, epochs, earlyStopping } = settings;
  const { learned, judged } = splitRows(truth, earlyStopping, deriveSeed(seed, 0));
  const trainer = new HeadTrainer(shape, data, truth, settings, deriveSeed(seed, 1));
  trainer.startFrom(labelLogOdds(truth, learned));
  const steps = Math.ceil(learned.length / batchSize);
  const reports: EpochReport[] = [];
  let best: { readonly weights: Numbers; readonly score: number; readonly epoch: number } | undefined;
  for (let epoch = 0; epoch < epochs; epoch++) {
    if (earlyStopping !== 'off' && best !== undefined && epoch - best.epoch >= earlyStopping.patience) break;
    await pause();
    throwIfAborted(signal);
    const epochSeed = deriveSeed(seed, 2 + epoch);
    const order = new SeededRandom(epochSeed).shuffle(learned.slice());
    let loss = 0;
    let rate = 0;
    for (let step = 0; step < steps; step++) {
      if (step % 16 === 15) {
        await pause();
        throwIfAborted(signal);
      }
      rate = rateAt(epoch * steps + step, epochs * steps, settings);
      const batch = order.slice(step * batchSize, (step + 1) * batchSize);
      loss += trainer.learn(batch, rate, deriveSeed(epochSeed, step));
    }
    const learningRate = rate * settings.learningRate;
    const report = { epoch: epoch + 1, loss: steps === 0 ? 0 : loss / steps, learningRate };
    if (earlyStopping === 'off' || judged.length === 0) reports.push(report);
    else {
      const found = judgeScores(trainer.scores(judged), truth, judged, settings.loss);
      const score = earlyStopping.metric === 'loss' ? -found.loss : found.microF1;
      if (best === undefined || score > best.score) {
        best = { weights: trainer.weights.slice(), score, epoch: epoch + 1 };
      }
      reports.push({ ...report, validLoss: found.loss, validMicroF1: found.microF1 });
    }
    if (epoch + 1 < epochs) onProgress?.({ stage: 'training', done: epoch + 1, total: epochs });
  }
  onProgress?.({ stage: 'training', done: epochs, total: epochs });
  throwIfAborted(signal);
  return { weights: best?.weights ?? trainer.weights, epochs: reports };
}

/** The numbers of a training, and one step of it. */
class HeadTrainer {
  readonly weights: Numbers;
  private readonly layout = new Layout();
  private readonly head: ScoreHead;
  private readonly scorer: HeadScorer;
  private readonly kernel;
  private readonly workspace: Workspace;
  private readonly gradients: Numbers;
  private readonly moments;
  private step = 0;

  constructor(
    private readonly shape: HeadShape,
    private readonly data: Numbers,
    private readonly truth: TrainingTruth,
    private readonly settings: HeadTraining,
    seed: number,
  ) {
    this.head = new ScoreHead(this.layout, shape);
    this.scorer = new HeadScorer(shape, settings.precision);
    this.kernel = createKernel(settings.precision);
    const { kernel, layout } = this;
    this.workspace = new Workspace(kernel);
    this.weights = initialDense(layout, kernel, seed);
    this.gradients = kernel.zeros(layout.size);
    this.moments = { first: kernel.zeros(layout.size), second: kernel.zeros(layout.size) };
  }

  /** Lets every score begin at the log-odds of its label. */
  startFrom(logOdds: Float64Array): void {
    const name = `dense${this.shape.hidden.length + 1}.bias`;
    this.weights.set(logOdds, this.layout.parameters.find((one) => one.name === name)!.start);
  }

  scores(rows: Int32Array): Float64Array {
    return this.scorer.scores(this.weights, this.rowsOf(rows));
  }

  /** Learns from one batch; returns its loss. */
  learn(batch: Int32Array, rate: number, seed: number): number {
    const { kernel, workspace, weights, gradients, head, truth, settings } = this;
    const { width } = this.shape;
    workspace.reset();
    gradients.fill(0);
    const pass = {
      ...{ kernel, workspace, random: new SeededRandom(seed) },
      weights: { embedding: weights, dense: weights },
      // No layer of a head looks at an embedding.
      gradients: { dense: gradients } as Gradients,
    };
    const step = head.forward({ data: this.rowsOf(batch), rows: batch.length, width }, pass);
    const dScores = { ...step.output, data: workspace.take(step.output.data.length) };
    let totalWeight = 0;
    for (const row of batch) totalWeight += truth.weights === undefined ? 1 : truth.weights[row]!;
    const loss = batchLoss({ rows: batch, totalWeight }, truth, settings, step.output, dScores);
    step.backward(dScores);
    this.update(rate);
    return loss;
  }

  private rowsOf(rows: Int32Array): Numbers {
    const { width } = this.shape;
    const chosen = this.kernel.zeros(rows.length * width);
    rows.forEach((row, i) => {
      chosen.set(this.data.subarray(row * width, (row + 1) * width), i * width);
    });
    return chosen;
  }

  private update(rate: number): void {
    const { weights, gradients, moments, settings } = this;
    let squares = 0;
    for (let i = 0; i < gradients.length; i++) squares += gradients[i]! * gradients[i]!;
    const norm = Math.sqrt(squares);
    const scale = norm > settings.clipNorm ? settings.clipNorm / norm : 1;
    this.step++;
    const { learningRate, weightDecay } = settings;
    const decayed = adamwStep({ ...adamwDefaults, weightDecay }, this.step, rate * learningRate);
    const free = { ...decayed, weightDecay: 0 };
    for (const { start, rows, columns, initial } of this.layout.parameters) {
      const range = { start, length: rows * columns, gradientStart: start };
      adamwUpdate(weights, gradients, moments, range, scale, initial === 'glorot' ? decayed : free);
    }
  }
}
