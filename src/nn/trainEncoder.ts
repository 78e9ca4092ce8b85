import { pause, throwIfAborted } from '../learners/abort.ts';
import type { EpochReport, FitContext } from '../learners/FitContext.ts';
import { deriveSeed, SeededRandom } from '../math/SeededRandom.ts';
import { readCheckpoint, type Standing, writeCheckpoint } from './Checkpoint.ts';
import { EncoderScorer } from './EncoderScorer.ts';
import type { EncoderShape } from './EncoderShape.ts';
import { EncoderTrainer } from './EncoderTrainer.ts';
import { judgeScores } from './judgeScores.ts';
import { LocalShards } from './LocalShards.ts';
import { labelLogOdds } from './labelLogOdds.ts';
import type { Weights } from './Pass.ts';
import { rateAt } from './rateAt.ts';
import { isShardPool, type ShardRunner, type ShardSetup } from './ShardRunner.ts';
import { splitRows } from './splitRows.ts';
import { TrainingMeter } from './TrainingMeter.ts';
import type { TrainingSettings } from './TrainingOptions.ts';
import type { TrainingRows } from './TrainingRows.ts';

/** An encoder after training. */
export interface TrainedEncoder {
  readonly weights: Weights;
  /** How each epoch went. */
  readonly epochs: readonly EpochReport[];
}

/**
 * Trains an encoder. Everything random in an epoch comes from the seed and the number of the epoch, so that a training
 * which goes on from a checkpoint ends with the bits of one that was never stopped.
 *
 * @param shape - of the encoder
 * @param rows - what to learn from
 * @param settings - how
 * @param context - seed, signal, progress; a trainer that is a pool of threads computes the gradients
 * @returns the weights: the best when training is judged, else the last; their average when one is kept
 * @throws GenrekitError `aborted` when the signal fires; `invalid-model` for a checkpoint of another training
 */
export async function trainEncoder(
  shape: EncoderShape,
  rows: TrainingRows,
  settings: TrainingSettings,
  context: FitContext,
): Promise<TrainedEncoder> {
  const { seed, signal } = context;
  throwIfAborted(signal);
  const { learned, judged } = splitRows(rows, settings.earlyStopping, deriveSeed(seed, 0));
  const setup: ShardSetup = { shape, rows, ...settings };
  const runner = openRunner(setup, context);
  try {
    const trainer = new EncoderTrainer(
      setup,
      settings,
      runner,
      deriveSeed(seed, 1),
      context.initialEmbedding,
    );
    startFromPriors(trainer, rows, learned);
    const inputs = [rows.tokens.ids, rows.values, rows.known, rows.weights, rows.domains];
    const hashes = [...inputs, context.initialEmbedding].map((numbers) => numbers && hashOf(numbers));
    const key = JSON.stringify([seed, shape, settings, hashes]);
    const { resumeFrom } = context;
    const standing: Standing =
      resumeFrom === undefined ? { epochs: [], best: undefined } : readCheckpoint(trainer, resumeFrom, key);
    const meter = new TrainingMeter(context, settings.epochs, Math.ceil(learned.length / settings.batchSize));
    for (let epoch = standing.epochs.length; epoch < settings.epochs; epoch++) {
      if (isPatienceOver(standing, settings)) break;
      const report = await runEpoch(trainer, learned, epoch, settings, context, meter);
      standing.epochs.push(judge(trainer, rows, judged, settings, report, standing));
      meter.endEpoch(standing.epochs.at(-1)!);
      context.onCheckpoint?.(writeCheckpoint(trainer, standing, key));
    }
    throwIfAborted(signal);
    meter.end();
    const weights = standing.best?.weights ?? copyOf(currentWeights(trainer));
    return { weights, epochs: standing.epochs };
  } finally {
    runner.close();
  }
}

/** FNV-1a over the bytes of numbers. */
function hashOf({ buffer, byteOffset, byteLength }: ArrayBufferView): number {
  const bytes = new Uint8Array(buffer, byteOffset, byteLength);
  let hash = 0x811c9dc5;
  for (let i = 0; i < byteLength; i++) hash = Math.imul(hash ^ bytes[i]!, 0x01000193);
  return hash >>> 0;
}

function openRunner(setup: ShardSetup, { trainer }: FitContext): ShardRunner {
  return isShardPool(trainer) ? trainer.openShards(setup) : new LocalShards(setup);
}

async function runEpoch(
  trainer: EncoderTrainer,
  learned: Int32Array,
  epoch: number,
  settings: TrainingSettings,
  { seed, signal }: FitContext,
  meter: TrainingMeter,
): Promise<EpochReport> {
  const { batchSize, epochs } = settings;
  const epochSeed = deriveSeed(seed, 2 + epoch);
  const order = new SeededRandom(epochSeed).shuffle(learned.slice());
  const steps = Math.ceil(order.length / batchSize);
  let loss = 0;
  let rate = 0;
  for (let step = 0; step < steps; step++) {
    await pause();
    throwIfAborted(signal);
    const batch = order.slice(step * batchSize, (step + 1) * batchSize);
    rate = rateAt(epoch * steps + step, epochs * steps, settings);
    const report = await trainer.learn(batch, rate, deriveSeed(epochSeed, step));
    loss += report.loss;
    meter.endStep(epoch + 1, report);
  }
  return {
    epoch: epoch + 1,
    loss: steps === 0 ? 0 : loss / steps,
    learningRate: rate * settings.learningRate,
  };
}

/** Scores the samples kept to judge by, and remembers the weights when they are the best so far. */
function judge(
  trainer: EncoderTrainer,
  rows: TrainingRows,
  judged: Int32Array,
  { earlyStopping, loss }: TrainingSettings,
  report: EpochReport,
  standing: Standing,
): EpochReport {
  if (earlyStopping === 'off' || judged.length === 0) return report;
  const weights = currentWeights(trainer);
  // Each row with the correction of its own domain would be as good; without any, all are judged alike.
  const scorer = new EncoderScorer(trainer.encoder, trainer.kernel, weights);
  const found = judgeScores(scorer.scores(rows.tokens, judged), rows, judged, loss);
  const score = earlyStopping.metric === 'loss' ? -found.loss : found.microF1;
  if (standing.best === undefined || score > standing.best.score) {
    standing.best = { weights: copyOf(weights), score, epoch: report.epoch };
  }
  return { ...report, validLoss: found.loss, validMicroF1: found.microF1 };
}

function isPatienceOver({ best, epochs }: Standing, { earlyStopping }: TrainingSettings): boolean {
  if (earlyStopping === 'off' || best === undefined) return false;
  return epochs.length - best.epoch >= earlyStopping.patience;
}

/** The average where one is kept and a step was taken, else the weights themselves. */
function currentWeights({ weights, average, step }: EncoderTrainer): Weights {
  return average === undefined || step === 0 ? weights : average.weights(weights, step);
}

function copyOf({ embedding, dense }: Weights): Weights {
  return { embedding: embedding.slice(), dense: dense.slice() };
}

/** Lets every score begin at the log-odds of its label, so that no step is spent on finding out how rare labels are. */
function startFromPriors(trainer: EncoderTrainer, rows: TrainingRows, learned: Int32Array): void {
  const { layout, shape } = trainer.encoder;
  const bias = layout.parameters.find(({ name }) => name === `dense${shape.hidden.length + 1}.bias`)!;
  trainer.weights.dense.set(labelLogOdds(rows, learned), bias.start);
}
