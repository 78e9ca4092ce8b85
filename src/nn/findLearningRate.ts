import { pause, throwIfAborted } from '../learners/abort.ts';
import type { FitContext } from '../learners/FitContext.ts';
import { deriveSeed, SeededRandom } from '../math/SeededRandom.ts';
import { power } from './adamw.ts';
import type { EncoderShape } from './EncoderShape.ts';
import { EncoderTrainer } from './EncoderTrainer.ts';
import { LocalShards } from './LocalShards.ts';
import type { TrainingSettings } from './TrainingOptions.ts';
import type { TrainingRows } from './TrainingRows.ts';

/** Losses over learning rates, and the rate they speak for. */
export interface RateSweep {
  readonly rates: readonly number[];
  /** Smoothed loss after a step at each rate. */
  readonly losses: readonly number[];
  /** A tenth of the rate at which the loss was least: a good highest rate for a training. */
  readonly suggestion: number;
}

const LOWEST = 1e-5;
const HIGHEST = 1;
const SMOOTHING = 0.9;
/** A loss so many times the least one says that the rate is too high. */
const BLOWN_UP = 3;

/**
 * Trains for a few steps, each at a higher learning rate than the one before, until the loss blows up (Smith, Cyclical
 * learning rates for training neural networks, 2017, section 3.3).
 *
 * @param shape - of the encoder
 * @param rows - what to learn from
 * @param settings - how; its learning rates count in proportion to each other
 * @param context - seed and signal
 * @param steps - how many rates to try
 * @returns the sweep; rates are those of all weights but the embedding
 * @throws GenrekitError `aborted` when the signal fires
 */
export async function findLearningRate(
  shape: EncoderShape,
  rows: TrainingRows,
  settings: TrainingSettings,
  { seed, signal }: FitContext,
  steps = 100,
): Promise<RateSweep> {
  const setup = { shape, rows, ...settings };
  const runner = new LocalShards(setup);
  const trainer = new EncoderTrainer(setup, settings, runner, deriveSeed(seed, 1));
  const count = rows.tokens.offsets.length - 1;
  const order = Int32Array.from({ length: count }, (_, row) => row);
  const rates: number[] = [];
  const losses: number[] = [];
  let smoothed = 0;
  for (let step = 0; step < steps && count > 0; step++) {
    await pause();
    throwIfAborted(signal);
    new SeededRandom(deriveSeed(seed, 2 + step)).shuffle(order);
    const rate = HIGHEST * power(LOWEST / HIGHEST, 1 - step / Math.max(1, steps - 1));
    const batch = order.slice(0, settings.batchSize);
    const { loss } = await trainer.learn(batch, rate / settings.learningRate, deriveSeed(seed, step));
    smoothed = SMOOTHING * smoothed + (1 - SMOOTHING) * loss;
    rates.push(rate);
    losses.push(smoothed / (1 - power(SMOOTHING, step + 1)));
    if (!(losses.at(-1)! <= BLOWN_UP * Math.min(...losses))) break;
  }
  const least = rates[losses.indexOf(Math.min(...losses))];
  return { rates, losses, suggestion: least === undefined ? settings.learningRate : least / 10 };
}
