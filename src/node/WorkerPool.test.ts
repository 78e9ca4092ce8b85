import { afterAll, describe, expect, it } from 'vitest';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { numberedLabels } from '../labels/numberedLabels.ts';
import { linearSvm } from '../learners/linearSvm.ts';
import { logisticRegression } from '../learners/logisticRegression.ts';
import { trainLabels } from '../learners/trainLabels.ts';
import { CsrMatrix } from '../math/CsrMatrix.ts';
import { csrFromDense } from '../math/csrFromDense.ts';
import { SeededRandom } from '../math/SeededRandom.ts';
import { BinaryRelevance, binaryRelevance } from '../strategies/BinaryRelevance.ts';
import { createWorkerPool } from './WorkerPool.ts';

const random = new SeededRandom(31);
const sampleCount = 150;
const matrix = csrFromDense(
  Array.from({ length: sampleCount }, () =>
    Float64Array.from({ length: 200 }, () => (random.float() < 0.8 ? random.float() - 0.4 : 0)),
  ),
);
const labelCount = 10;
const cells = (zeroShare: number) =>
  new Uint8Array(sampleCount * labelCount).map(() => (random.float() < zeroShare ? 0 : 1));
const labels = new LabelMatrix(numberedLabels(labelCount), sampleCount, cells(0.6), cells(0.1));
const sampleWeights = Float64Array.from({ length: sampleCount }, () => random.float() + 0.1);
const learner = linearSvm({ c: 0.2 });
const slow = linearSvm({ c: 1e6, tolerance: 1e-12, maxIterations: 2_000_000_000 });

describe('createWorkerPool', () => {
  const pool = createWorkerPool({ size: 2 });
  afterAll(() => pool.close());

  it.each([linearSvm({ c: 0.2 }), logisticRegression({ c: 2, classWeight: 'balanced' })])(
    'gives the bits of one thread: $kind',
    async (chosen) => {
      const here = await trainLabels(matrix, labels, chosen, { seed: 5, sampleWeights });
      expect(await pool.trainLabels(matrix, labels, chosen, { seed: 5, sampleWeights })).toEqual(here);
    },
    20_000,
  );

  it('serves several fits at once, and each tells its own progress', async () => {
    const other = labels.selectLabels(['label3', 'label1']);
    const seen: Record<string, string[]> = { first: [], second: [] };
    const tell = (name: string) => (step: { done: number; total: number }) =>
      seen[name]!.push(`${step.done}/${step.total}`);
    const [first, second] = await Promise.all([
      pool.trainLabels(matrix, labels, learner, { seed: 1, onProgress: tell('first') }),
      pool.trainLabels(matrix, other, learner, { seed: 2, onProgress: tell('second') }),
    ]);
    expect(first).toEqual(await trainLabels(matrix, labels, learner, { seed: 1 }));
    expect(second).toEqual(await trainLabels(matrix, other, learner, { seed: 2 }));
    expect(seen.first).toEqual(Array.from({ length: labelCount }, (_, i) => `${i + 1}/${labelCount}`));
    expect(seen.second).toEqual(['1/2', '2/2']);
  }, 20_000);

  it('trains a strategy to the same bytes', async () => {
    const features = { kind: 'sparse', matrix } as const;
    const settings = binaryRelevance({ learner });
    const [here, there] = [new BinaryRelevance(settings), new BinaryRelevance(settings)];
    await here.fit(features, labels, { seed: 3 });
    await there.fit(features, labels, { seed: 3, trainer: pool });
    expect(there.state()).toEqual(here.state());
  });

  it('stops a fit that would take for ever, and is ready for the next', async () => {
    const controller = new AbortController();
    setTimeout(() => controller.abort('enough'), 50);
    const fit = pool.trainLabels(matrix, labels, slow, { seed: 1, signal: controller.signal });
    await expect(fit).rejects.toMatchObject({ code: 'aborted', cause: 'enough' });
    const before = pool.trainLabels(matrix, labels, learner, { seed: 1, signal: AbortSignal.abort() });
    await expect(before).rejects.toMatchObject({ code: 'aborted' });
    expect(await pool.trainLabels(matrix, labels, learner, { seed: 1 })).toHaveLength(labelCount);
  }, 20_000);

  it('passes on what a fit refuses, and is ready for the next', async () => {
    const bad = csrFromDense([[Number.NaN]]);
    const one = new LabelMatrix(numberedLabels(1), 1, Uint8Array.of(1));
    await expect(pool.trainLabels(bad, one, learner, { seed: 1 })).rejects.toMatchObject({
      code: 'invalid-value',
    });
    const short = { seed: 1, sampleWeights: new Float64Array(2) };
    await expect(pool.trainLabels(matrix, labels, learner, short)).rejects.toMatchObject({
      code: 'shape-mismatch',
    });
    await expect(pool.trainLabels(bad, labels, learner, { seed: 1 })).rejects.toMatchObject({
      code: 'shape-mismatch',
    });
    expect(await pool.trainLabels(matrix, labels, learner, { seed: 1 })).toHaveLength(labelCount);
  });

  it('reads a matrix that is shared already, and changes nothing in it', async () => {
    const share = <T extends Int32Array | Float64Array>(array: T, shared: T) => {
      shared.set(array);
      return shared;
    };
    const shared = new CsrMatrix(
      sampleCount,
      matrix.columnCount,
      share(matrix.rowOffsets, new Int32Array(new SharedArrayBuffer(matrix.rowOffsets.byteLength))),
      share(matrix.columns, new Int32Array(new SharedArrayBuffer(matrix.columns.byteLength))),
      share(matrix.values, new Float64Array(new SharedArrayBuffer(matrix.values.byteLength))),
    );
    const fits = await pool.trainLabels(shared, labels, learner, { seed: 5 });
    expect(fits).toEqual(await trainLabels(matrix, labels, learner, { seed: 5 }));
    expect(shared.values).toEqual(matrix.values);
  });

  it('fails what is under way and all that comes later when it is closed', async () => {
    const closing = createWorkerPool({ size: 1 });
    const fits = [1, 2].map((seed) => closing.trainLabels(matrix, labels, slow, { seed }));
    const settled = Promise.allSettled(fits);
    await new Promise((resolve) => setTimeout(resolve, 30));
    await closing.close();
    for (const result of await settled) {
      expect(result).toMatchObject({ status: 'rejected', reason: { code: 'aborted' } });
    }
    await expect(closing.trainLabels(matrix, labels, learner, { seed: 1 })).rejects.toMatchObject({
      code: 'aborted',
    });
    await closing.close();
  });

  it.each([{ size: 0 }, { size: 1.5 }, { threads: 2 }, 4])('refuses %o', (options) => {
    expect(() => createWorkerPool(options as never)).toThrow(
      expect.objectContaining({ code: 'invalid-option' }),
    );
  });
});
