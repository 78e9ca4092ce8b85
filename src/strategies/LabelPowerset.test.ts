import { describe, expect, it } from 'vitest';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { LabelSet } from '../labels/LabelSet.ts';
import { linearSvm } from '../learners/linearSvm.ts';
import { logisticRegression } from '../learners/logisticRegression.ts';
import { trainLabels } from '../learners/trainLabels.ts';
import { csrFromDense } from '../math/csrFromDense.ts';
import { SeededRandom } from '../math/SeededRandom.ts';
import { caught } from '../testing/caught.ts';
import { LabelPowerset } from './LabelPowerset.ts';
import { labelPowerset } from './LabelPowersetOptions.ts';

const labels = new LabelSet(['a', 'b', 'c', 'd']);
const random = new SeededRandom(31);

/** Rows of four columns, one a label, with noise, and the labels that they have. */
function table(sets: readonly (readonly number[])[]) {
  const rows = sets.map((set) =>
    Array.from({ length: 6 }, (_, j) => (set.includes(j) ? 1 : 0) + 0.3 * random.float()),
  );
  const values = Uint8Array.from(
    sets.flatMap((set) => [0, 1, 2, 3].map((label) => (set.includes(label) ? 1 : 0))),
  );
  return { matrix: csrFromDense(rows), labels: new LabelMatrix(labels, sets.length, values) };
}

const repeat = (count: number, set: readonly number[]) => Array.from({ length: count }, () => set);

async function fitted(
  { matrix, labels: truth }: ReturnType<typeof table>,
  options: Parameters<typeof labelPowerset>[0],
  context = {},
) {
  const strategy = new LabelPowerset(labelPowerset(options));
  await strategy.fit({ kind: 'sparse', matrix }, truth, { seed: 1, ...context });
  return strategy;
}

describe('label powerset', () => {
  const sets = [...repeat(30, [0]), ...repeat(25, [0, 1]), ...repeat(20, [2]), ...repeat(3, [0, 1, 3]), [3]];
  const given = table(sets);
  const features = { kind: 'sparse', matrix: given.matrix } as const;

  it('keeps the sets that are frequent enough, or the most frequent when none is', async () => {
    expect((await fitted(given, { minCount: 1 })).setCount).toBe(5);
    expect((await fitted(given, { minCount: 10 })).setCount).toBe(3);
    expect((await fitted(given, { minCount: 1000 })).setCount).toBe(1);
    const sampleWeights = Float64Array.from(sets, (set) => (set.length === 3 ? 5 : 1));
    expect((await fitted(given, { minCount: 15 }, { sampleWeights })).setCount).toBe(4);
  });

  it('counts a row of a pruned set for its largest subsets, as relabelling it by hand does', async () => {
    const byHand = table(sets);
    sets.forEach((set, row) => {
      if (set.length === 3) byHand.labels.values[row * 4 + 3] = 0;
      if (set.join() === '3') byHand.labels.values[row * 4 + 3] = 0;
    });
    const options = { minCount: 10 };
    const pruned = await fitted(given, options);
    // By hand the row of label 3 alone has the empty set, which is pruned too.
    const relabelled = await fitted({ matrix: given.matrix, labels: byHand.labels }, options);
    expect(relabelled.state()).toEqual(pruned.state());
  });

  it('sums a softmax over the sets into the log-odds of each label', async () => {
    const seen: Float64Array[][] = [];
    const trainer: { trainLabels: typeof trainLabels } = {
      trainLabels: async (...args) => {
        const fits = await trainLabels(...args);
        seen.push(fits.map(({ weights, bias }) => Float64Array.of(...weights.map(Math.fround), bias)));
        return fits;
      },
    };
    const options = { minCount: 10, sharpness: 2, learner: logisticRegression({ c: 3 }) };
    const scores = (await fitted(given, options, { trainer })).scores(features);
    const frequent = [[0], [0, 1], [2]];
    expect(seen).toHaveLength(1);
    const { rowOffsets, columns, values } = given.matrix;
    for (let row = 0; row < sets.length; row += 7) {
      const shares = seen[0]!.map((weights) => {
        let sum = weights[6]!;
        for (let k = rowOffsets[row]!; k < rowOffsets[row + 1]!; k++)
          sum += values[k]! * weights[columns[k]!]!;
        return Math.exp(2 * sum);
      });
      const total = shares.reduce((sum, share) => sum + share, 0);
      [0, 1, 2].forEach((label) => {
        const probability =
          frequent.reduce((sum, set, i) => sum + (set.includes(label) ? shares[i]! : 0), 0) / total;
        const expected = Math.log(probability / (1 - probability));
        expect(scores.values[row * 4 + label]).toBeCloseTo(Math.max(-10, Math.min(10, expected)), 6);
      });
      expect(scores.values[row * 4 + 3]).toBe(-10);
    }
  });

  it('tells labels that come together from those that come alone', async () => {
    const strategy = await fitted(given, { minCount: 10, learner: linearSvm({ c: 1 }) });
    const predicted = strategy.scores(features);
    sets.slice(0, 75).forEach((set, row) => {
      for (const label of [0, 1, 2]) expect(predicted.values[row * 4 + label]! > 0).toBe(set.includes(label));
    });
  });

  it('leaves out rows that do not show their whole set', async () => {
    const known = new Uint8Array(sets.length * 4).fill(1);
    sets.forEach((set, row) => {
      if (set.join() === '2') known[row * 4 + 3] = 0;
    });
    const masked = new LabelMatrix(labels, sets.length, given.labels.values, known);
    expect((await fitted({ matrix: given.matrix, labels: masked }, { minCount: 10 })).setCount).toBe(2);
    const nothing = new LabelMatrix(
      labels,
      sets.length,
      given.labels.values,
      known.map(() => 0),
    );
    const scores = (await fitted({ matrix: given.matrix, labels: nothing }, {})).scores(features);
    expect(scores.values.every((score) => score === -10)).toBe(true);
  });

  it('refuses options and saved states that make no sense', async () => {
    for (const bad of [{ minCount: 0 }, { sharpness: -1 }, { sets: 3 }, { learner: 'svm' }]) {
      expect(await caught(() => labelPowerset(bad as never))).toMatchObject({ code: 'invalid-option' });
    }
    const state = (await fitted(given, { minCount: 10 })).state();
    for (const sets of [undefined, new Uint8Array(3), new Uint8Array(12).fill(2), new Int8Array(12)]) {
      const arrays = { ...state.arrays, sets } as typeof state.arrays;
      const refused = caught(() => LabelPowerset.fromState({ ...state, arrays }, labels, 6));
      expect(await refused).toMatchObject({ code: 'invalid-model' });
    }
    const { biases: _, ...without } = state.arrays;
    const refused = caught(() => LabelPowerset.fromState({ ...state, arrays: without }, labels, 6));
    expect(await refused).toMatchObject({ code: 'invalid-model' });
  });
});
