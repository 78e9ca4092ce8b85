import { describe, expect, it } from 'vitest';
import { createKernel } from '../kernels/createKernel.ts';
import type { Checkpoint, Progress } from '../learners/FitContext.ts';
import { SeededRandom } from '../math/SeededRandom.ts';
import { Encoder } from './Encoder.ts';
import { EncoderScorer } from './EncoderScorer.ts';
import type { EncoderShape } from './EncoderShape.ts';
import { EncoderTrainer } from './EncoderTrainer.ts';
import { findLearningRate } from './findLearningRate.ts';
import { judgeScores } from './judgeScores.ts';
import { LocalShards } from './LocalShards.ts';
import { lossSettings } from './Loss.ts';
import type { Weights } from './Pass.ts';
import type { TrainingSettings } from './TrainingOptions.ts';
import { topicRows, topicSettings, topicShape } from './testing/topics.ts';
import { trainEncoder } from './trainEncoder.ts';

const rows = topicRows(300);
const unseen = topicRows(100, 2);
const all = Int32Array.from({ length: 100 }, (_, i) => i);
const bce = lossSettings({ kind: 'bce' });

function microF1(shape: EncoderShape, weights: Weights): number {
  const scorer = new EncoderScorer(new Encoder(shape), createKernel(), weights);
  return judgeScores(scorer.scores(unseen.tokens), unseen, all, bce).microF1;
}

async function train(
  shape: Partial<EncoderShape> = {},
  settings: Partial<TrainingSettings> = {},
  context = {},
) {
  return trainEncoder(
    { ...topicShape, ...shape },
    rows,
    { ...topicSettings, ...settings },
    { seed: 3, ...context },
  );
}

describe('trainEncoder', () => {
  it.each<[string, Partial<EncoderShape>, Partial<TrainingSettings>]>([
    ['one layer', {}, {}],
    ['pooling alone', { layers: 0, hasPlaces: false }, {}],
    ['four layers with eight heads', { layers: 4, heads: 8 }, { epochs: 20 }],
    ['focal loss', {}, { loss: lossSettings({ kind: 'focal' }) }],
    ['asymmetric loss', {}, { loss: lossSettings({ kind: 'asymmetric' }) }],
    ['an average of the weights', {}, { averageDecay: 0.9 }],
    ['one cycle', {}, { schedule: 'oneCycle' }],
    ['label smoothing', {}, { labelSmoothing: 0.1 }],
    ['early stopping', {}, { earlyStopping: { share: 0.2, patience: 2, metric: 'microF1' }, epochs: 20 }],
  ])(
    'learns with %s',
    async (_, shape, settings) => {
      const { weights, epochs } = await train(shape, settings);
      expect(microF1({ ...topicShape, ...shape }, weights)).toBeGreaterThan(0.9);
      expect(epochs.at(-1)!.loss).toBeLessThan(epochs[0]!.loss);
    },
    30_000,
  );

  it('gives the same bits for the same seed, others for another, and none to settings that do not matter', async () => {
    const first = await train();
    expect(await train()).toEqual(first);
    expect((await train({}, {}, { seed: 4 })).weights).not.toEqual(first.weights);
  });

  it('starts from given rows of the embedding, and draws those of zeros', async () => {
    const { vocabularySize, width } = topicShape;
    const given = new Float32Array(vocabularySize * width).fill(0.5, 5 * width, 6 * width);
    const still = { epochs: 1, embeddingLearningRate: 1e-12 };
    const drawn = await train({}, still);
    const started = await train({}, still, { initialEmbedding: given });
    const rowOf = (numbers: ArrayLike<number>, row: number) =>
      Array.from(numbers).slice(row * width, (row + 1) * width);
    expect(rowOf(started.weights.embedding, 5)).toEqual(new Array(width).fill(0.5));
    expect(rowOf(started.weights.embedding, 6)).toEqual(rowOf(drawn.weights.embedding, 6));
  });

  it.each<[string, Partial<TrainingSettings>]>([
    ['plainly', {}],
    ['with an average', { averageDecay: 0.95 }],
    ['judged', { earlyStopping: { share: 0.2, patience: 3, metric: 'loss' } }],
  ])('goes on from a checkpoint as if it had never stopped: %s', async (_, settings) => {
    const checkpoints: Checkpoint[] = [];
    const whole = await train({}, settings, { onCheckpoint: (c: Checkpoint) => checkpoints.push(c) });
    expect(checkpoints).toHaveLength(whole.epochs.length);
    for (const checkpoint of [checkpoints[0]!, checkpoints[3]!, checkpoints.at(-1)!]) {
      const stored = { ...checkpoint, settings: JSON.parse(JSON.stringify(checkpoint.settings)) };
      expect(await train({}, settings, { resumeFrom: stored })).toEqual(whole);
    }
  });

  it('refuses a checkpoint of another training, or a damaged one', async () => {
    const checkpoints: Checkpoint[] = [];
    await train({}, { epochs: 1 }, { onCheckpoint: (c: Checkpoint) => checkpoints.push(c) });
    const [checkpoint] = checkpoints as [Checkpoint];
    const refused = { code: 'invalid-model' };
    await expect(train({}, { epochs: 2 }, { resumeFrom: checkpoint })).rejects.toMatchObject(refused);
    for (const weightsDense of [
      undefined,
      new Float32Array(3),
      checkpoint.arrays.weightsDense!.map(() => Number.NaN),
    ]) {
      const arrays = { ...checkpoint.arrays, weightsDense };
      const damaged = train({}, { epochs: 1 }, { resumeFrom: { ...checkpoint, arrays } });
      await expect(damaged).rejects.toMatchObject(refused);
    }
  });

  it('stops when asked to, and when nothing gets better', async () => {
    const controller = new AbortController();
    const onProgress = () => controller.abort();
    await expect(train({}, {}, { signal: controller.signal, onProgress })).rejects.toMatchObject({
      code: 'aborted',
    });
    const earlyStopping = { share: 0.3, patience: 1, metric: 'loss' } as const;
    const { epochs } = await train(
      {},
      { epochs: 60, learningRate: 0.05, schedule: 'constant', earlyStopping },
    );
    expect(epochs.length).toBeLessThan(60);
    const best = Math.min(...epochs.map(({ validLoss }) => validLoss!));
    expect(epochs.at(-2)!.validLoss).toBe(best);
  });

  it('tells its progress to the end', async () => {
    const steps: Progress[] = [];
    await train({}, { epochs: 2 }, { onProgress: (step: Progress) => steps.push(step) });
    expect(steps.map(({ done }) => done)).toEqual(Array.from({ length: 38 }, (_, i) => i + 1));
    for (const { training, total } of steps) {
      expect(total).toBe(38);
      expect(training!.loss).toBeGreaterThan(0);
      expect(training!.tokensPerSecond).toBeGreaterThan(0);
    }
    expect(steps.at(-1)!.training).toMatchObject({ epoch: 2, secondsLeft: 0, lastEpoch: { epoch: 2 } });
  });

  it('learns nothing from cells that are unknown, nor from samples of weight 0', async () => {
    const known = rows.values.map((_, cell) => (cell % 7 === 0 ? 0 : 1));
    const weights = Float64Array.from({ length: 300 }, (_, row) => (row % 5 === 0 ? 0 : 1));
    const flipped = rows.values.map((value, cell) =>
      cell % 7 === 0 || Math.floor(cell / 3) % 5 === 0 ? 1 - value : value,
    );
    const run = (values: Uint8Array) =>
      trainEncoder(topicShape, { ...rows, values, known, weights }, topicSettings, { seed: 1 });
    expect((await run(flipped)).weights).toEqual((await run(rows.values)).weights);
  });

  it('copes with no samples, and with samples without tokens', async () => {
    const none = {
      tokens: { ids: new Int32Array(0), offsets: Int32Array.of(0) },
      labelCount: 3,
      values: new Uint8Array(0),
    };
    const empty = {
      tokens: { ids: new Int32Array(0), offsets: new Int32Array(21) },
      labelCount: 3,
      values: rows.values.slice(0, 60),
    };
    for (const given of [none, empty]) {
      const { weights } = await trainEncoder(topicShape, given, topicSettings, { seed: 1 });
      expect(weights.dense.every(Number.isFinite)).toBe(true);
    }
  });

  it('lets a domain have scores of its own', async () => {
    const domains = Int32Array.from({ length: 300 }, (_, row) => row % 2);
    const values = rows.values.map((value, cell) =>
      domains[Math.floor(cell / 3)] === 1 && cell % 3 === 0 ? 1 : value,
    );
    const shape = { ...topicShape, domainCount: 2 };
    const { weights } = await trainEncoder(shape, { ...rows, values, domains }, topicSettings, { seed: 1 });
    const means = [0, 1].map((domain) => {
      const scores = new EncoderScorer(new Encoder(shape), createKernel(), weights, domain).scores(
        unseen.tokens,
      );
      return scores.filter((_, cell) => cell % 3 === 0).reduce((sum, score) => sum + score, 0) / 100;
    });
    expect(means[1]! - means[0]!).toBeGreaterThan(1);
  });
});

describe('EncoderTrainer', () => {
  const setup = { shape: topicShape, rows, ...topicSettings };
  const batch = Int32Array.from({ length: 32 }, (_, i) => i);

  it('adds up the same gradient from one shard as from several, but for rounding', async () => {
    const after = await Promise.all(
      [1, 3, 32].map(async (shardCount) => {
        const plain = {
          ...setup,
          shape: { ...topicShape, dropout: 0 },
          wordDropout: 0,
          precision: 'float64' as const,
        };
        const settings = { ...topicSettings, ...plain, shardCount };
        const trainer = new EncoderTrainer(plain, settings, new LocalShards(plain), 1);
        for (let i = 0; i < 3; i++) await trainer.learn(batch, 1, i);
        return trainer.weights.dense;
      }),
    );
    for (const other of after.slice(1))
      other.forEach((value, i) => {
        expect(Math.abs(value - after[0]![i]!)).toBeLessThan(1e-6);
      });
  });

  it('keeps the average that a sweep over all rows after each step would give', async () => {
    const decay = 0.8;
    const settings = { ...topicSettings, averageDecay: decay, precision: 'float64' as const };
    const exact = { ...setup, ...settings };
    const trainer = new EncoderTrainer(exact, settings, new LocalShards(exact), 1);
    const mean = trainer.weights.embedding.map(() => 0);
    const random = new SeededRandom(1);
    for (let step = 0; step < 12; step++) {
      await trainer.learn(Int32Array.of(random.integer(300)), 1, step);
      mean.forEach((value, i) => {
        mean[i] = decay * value + (1 - decay) * trainer.weights.embedding[i]!;
      });
    }
    const found = trainer.average!.weights(trainer.weights, 12).embedding;
    found.forEach((value, i) => {
      expect(value).toBeCloseTo(mean[i]! / (1 - decay ** 12), 12);
    });
  });

  it('touches no row of the embedding that is not in the batch', async () => {
    const trainer = new EncoderTrainer(setup, topicSettings, new LocalShards(setup), 1);
    const before = trainer.weights.embedding.slice();
    await trainer.learn(Int32Array.of(0), 1, 1);
    const { ids, offsets } = rows.tokens;
    const present = new Set(ids.subarray(0, offsets[1]));
    for (let id = 0; id < topicShape.vocabularySize; id++) {
      const isSame = before
        .subarray(id * 8, id * 8 + 8)
        .every((value, i) => value === trainer.weights.embedding[id * 8 + i]);
      if (!present.has(id)) expect(isSame).toBe(true);
    }
  });
});

describe('judgeScores', () => {
  it('finds the best shared threshold, equal scores together', () => {
    const given = {
      tokens: { ids: new Int32Array(0), offsets: new Int32Array(3) },
      labelCount: 2,
      values: Uint8Array.of(1, 0, 1, 0),
      known: Uint8Array.of(1, 1, 1, 0),
    };
    const { microF1: best, loss } = judgeScores(Float64Array.of(2, 0, 0, 9), given, Int32Array.of(0, 1), bce);
    // Both positives and one negative at threshold 0: 2 * 2 / (3 + 2).
    expect(best).toBeCloseTo(0.8, 12);
    expect(loss).toBeCloseTo((Math.log1p(Math.exp(-2)) + 2 * Math.log(2)) / 2, 12);
  });
});

describe('findLearningRate', () => {
  it('suggests a rate between those that do nothing and those that blow up', async () => {
    const sweep = await findLearningRate(topicShape, rows, topicSettings, { seed: 1 }, 60);
    expect(sweep.suggestion).toBeGreaterThan(1e-4);
    expect(sweep.suggestion).toBeLessThan(0.5);
    expect(sweep.rates.length).toBe(sweep.losses.length);
    expect(Math.min(...sweep.losses)).toBeLessThan(sweep.losses[0]!);
  });
});
