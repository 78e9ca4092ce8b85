import { describe, expect, it } from 'vitest';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { numberedLabels } from '../labels/numberedLabels.ts';
import { csrFromDense } from '../math/csrFromDense.ts';
import { SeededRandom } from '../math/SeededRandom.ts';
import { fitBinary } from './fitBinary.ts';
import { linearSvm } from './linearSvm.ts';
import { labelGroups, targetsOf, trainLabels } from './trainLabels.ts';

const random = new SeededRandom(8);
const sampleCount = 60;
const labelCount = 6;
const matrix = csrFromDense(
  Array.from({ length: sampleCount }, () => Float64Array.from({ length: 10 }, () => random.float() - 0.5)),
);
const cells = () => new Uint8Array(sampleCount * labelCount).map(() => random.integer(2));
const labels = new LabelMatrix(numberedLabels(labelCount), sampleCount, cells(), cells());
const learner = linearSvm();

describe('trainLabels', () => {
  it('fits each label as fitBinary would alone', async () => {
    const sampleWeights = Float64Array.from({ length: sampleCount }, () => random.float());
    const fits = await trainLabels(matrix, labels, learner, { seed: 4, sampleWeights });
    const alone = fits.map((_, label) =>
      fitBinary(matrix, targetsOf(labels, label), learner, { seed: 4, sampleWeights }),
    );
    expect(fits).toHaveLength(labelCount);
    expect(fits).toEqual(alone);
  });

  it('tells its progress label by label', async () => {
    const seen: string[] = [];
    const onProgress = (step: { stage: string; done: number; total: number }) =>
      seen.push(`${step.stage} ${step.done}/${step.total}`);
    await trainLabels(matrix, labels, learner, { seed: 4, onProgress });
    expect(seen).toEqual([1, 2, 3, 4, 5, 6].map((done) => `fitting ${done}/6`));
  });

  it('stops before it starts, and between labels', async () => {
    const aborted = { code: 'aborted', cause: 'enough' };
    const before = AbortSignal.abort('enough');
    await expect(trainLabels(matrix, labels, learner, { seed: 4, signal: before })).rejects.toMatchObject(
      aborted,
    );
    const controller = new AbortController();
    let done = 0;
    const onProgress = () => {
      done++;
      setTimeout(() => controller.abort('enough'), 0);
    };
    const fit = trainLabels(matrix, labels, learner, { seed: 4, signal: controller.signal, onProgress });
    await expect(fit).rejects.toMatchObject(aborted);
    expect(done).toBeLessThan(labelCount);
  });

  it('refuses tables of different lengths', async () => {
    const fewer = labels.selectRows([0, 1]);
    await expect(trainLabels(matrix, fewer, learner, { seed: 4 })).rejects.toMatchObject({
      code: 'shape-mismatch',
    });
  });
});

describe('targetsOf', () => {
  it('is +1, -1, or 0 where nothing is known', () => {
    const small = new LabelMatrix(
      numberedLabels(2),
      3,
      Uint8Array.of(1, 0, 0, 1, 1, 1),
      Uint8Array.of(1, 1, 1, 1, 0, 1),
    );
    expect([...targetsOf(small, 0)]).toEqual([1, -1, 0]);
    expect([...targetsOf(small, 1)]).toEqual([-1, 1, 1]);
  });
});

describe('labelGroups', () => {
  it('covers all labels in order', () => {
    for (const count of [0, 1, 4, 5, 22]) {
      expect(labelGroups(count).flat()).toEqual(Array.from({ length: count }, (_, label) => label));
    }
  });
});
