import { afterAll, describe, expect, it } from 'vitest';
import { createKernel } from '../kernels/createKernel.ts';
import type { Checkpoint } from '../learners/FitContext.ts';
import { Encoder } from '../nn/Encoder.ts';
import { initialWeights } from '../nn/initialWeights.ts';
import type { ShardPool, ShardResult } from '../nn/ShardRunner.ts';
import type { TrainingRows } from '../nn/TrainingRows.ts';
import { topicRows, topicSettings, topicShape } from '../nn/testing/topics.ts';
import { trainEncoder } from '../nn/trainEncoder.ts';
import { createWorkerPool, type WorkerPool } from './WorkerPool.ts';

const rows: TrainingRows = {
  ...topicRows(150),
  known: new Uint8Array(450).map((_, i) => (i % 7 === 0 ? 0 : 1)),
  weights: Float64Array.from({ length: 150 }, (_, i) => 0.5 + (i % 3)),
  domains: Int32Array.from({ length: 150 }, (_, i) => (i % 2) - 1),
};
const shape = { ...topicShape, domainCount: 1 };
const settings = {
  ...topicSettings,
  epochs: 3,
  averageDecay: 0.9,
  earlyStopping: { share: 0.2, patience: 5, metric: 'loss' },
} as const;
const train = (trainer?: WorkerPool, context = {}) =>
  trainEncoder(shape, rows, settings, { seed: 1, trainer, ...context });

describe('a pool of threads that computes gradients', () => {
  const pools = [1, 2].map((size) => createWorkerPool({ size }));
  afterAll(() => Promise.all(pools.map((pool) => pool.close())));

  it('gives the bits of one thread, on one or two, twice, and interrupted', async () => {
    const here = await train();
    for (const pool of pools) {
      const checkpoints: Checkpoint[] = [];
      expect(await train(pool, { onCheckpoint: (c: Checkpoint) => checkpoints.push(c) })).toEqual(here);
      const [first] = checkpoints as [Checkpoint];
      expect(await train(pool, { resumeFrom: first })).toEqual(here);
      expect(await train(undefined, { resumeFrom: first })).toEqual(here);
    }
    expect(here.weights.dense.buffer).toBeInstanceOf(ArrayBuffer);
  }, 60_000);

  it('copes with more threads than shards, and with double precision', async () => {
    const exact = { ...settings, epochs: 1, shardCount: 1, precision: 'float64' } as const;
    const there = await trainEncoder(shape, rows, exact, { seed: 2, trainer: pools[1] });
    expect(there).toEqual(await trainEncoder(shape, rows, exact, { seed: 2 }));
  }, 60_000);

  it('stops when asked to, and is ready for the next training', async () => {
    const controller = new AbortController();
    const onProgress = () => controller.abort('enough');
    const stopped = train(pools[1], { signal: controller.signal, onProgress });
    await expect(stopped).rejects.toMatchObject({ code: 'aborted', cause: 'enough' });
    expect((await train(pools[1])).epochs).toHaveLength(3);
  }, 60_000);

  it('passes on what breaks in a thread, and is ready for the next training', async () => {
    const training = (pools[1] as unknown as ShardPool).openShards({ shape, rows, ...settings });
    const weights = initialWeights(new Encoder(shape), createKernel(), 1);
    training.share(weights);
    const shard = { rows: Int32Array.of(3), seed: 1, totalWeight: 1 };
    const results: ShardResult[] = [];
    const take = (result: ShardResult) => results.push(result);
    await training.run([shard, shard], take);
    expect(results[0]).toEqual(results[1]);
    const broken = { ...shard, rows: 'none' as never };
    await expect(training.run([shard, broken, shard], take)).rejects.toThrow();
    await training.run([shard, shard], take);
    training.close();
    await expect(training.run([shard], take)).rejects.toThrow('ended');
    expect((await train(pools[1])).epochs).toHaveLength(3);
  }, 60_000);

  it('fails a training under way, and all later ones, when it is closed', async () => {
    const pool = createWorkerPool({ size: 2 });
    const training = train(pool, { onProgress: () => void pool.close() });
    await expect(training).rejects.toMatchObject({ code: 'aborted' });
    await expect(train(pool)).rejects.toMatchObject({ code: 'aborted' });
  }, 60_000);
});
