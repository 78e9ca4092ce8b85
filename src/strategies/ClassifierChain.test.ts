import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Features } from '../features/Features.ts';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { LabelSet } from '../labels/LabelSet.ts';
import { fitBinary } from '../learners/fitBinary.ts';
import { linearSvm } from '../learners/linearSvm.ts';
import { logisticRegression } from '../learners/logisticRegression.ts';
import type { CsrMatrix } from '../math/CsrMatrix.ts';
import { csrFromDense } from '../math/csrFromDense.ts';
import { SeededRandom } from '../math/SeededRandom.ts';
import { sigmoid } from '../math/transcendental.ts';
import { readOracle } from '../testing/oracles.ts';
import { BinaryRelevance, binaryRelevance } from './BinaryRelevance.ts';
import { ChainEnsemble, ensembleOfChains } from './ChainEnsemble.ts';
import type { ChainOptions } from './ChainOptions.ts';
import { ClassifierChain, classifierChain } from './ClassifierChain.ts';

interface ChainOracle {
  readonly cases: readonly {
    readonly X: number[][];
    readonly Y: number[][];
    readonly Q: number[][];
    readonly C: number;
    readonly order: number[];
    readonly probabilities: number[][];
    readonly labels: number[][];
  }[];
}

const code = (value: string) => expect.objectContaining({ code: value });
const exact = { tolerance: 1e-10, maxIterations: 1_000_000 };
const sparse = (rows: readonly (readonly number[])[], width?: number): Features => ({
  kind: 'sparse',
  matrix: csrFromDense(rows, width),
});

/** Rows of which label 1 is the opposite of label 0, and label 2 is a coin; one feature hints at label 0. */
function companions(count: number, seed = 5) {
  const random = new SeededRandom(seed);
  const X: number[][] = [];
  const Y: number[][] = [];
  for (let row = 0; row < count; row++) {
    const has = random.integer(2);
    X.push([has * 0.8 + random.float(), random.float(), random.float()]);
    Y.push([has, 1 - has, random.integer(2)]);
  }
  return { X, Y };
}

async function fitted(options: ChainOptions, X: number[][], labels: LabelMatrix, seed = 1) {
  const chain = new ClassifierChain(classifierChain(options));
  await chain.fit(sparse(X), labels, { seed });
  return chain;
}

describe('ClassifierChain', () => {
  const oracle = readOracle<ChainOracle>('chain');
  it.skipIf(oracle === undefined)('matches every case of the oracle chain.json', async () => {
    for (const { X, Y, Q, C, order, probabilities, labels } of oracle!.cases) {
      const truth = LabelMatrix.fromRows(Y);
      const options = {
        learner: logisticRegression({ c: C, ...exact }),
        order: order.map((label) => truth.labels.names[label]!),
        chainFeatures: 'trueLabels',
        chainValues: 'labels',
      } as const;
      // The scale of 0 and 1 in the columns changes what regularisation does, so only 1 is what scikit-learn fits.
      const chain = await fitted({ ...options, chainScale: 1 }, X, truth);
      const { values } = chain.scores(sparse(Q, X[0]!.length));
      probabilities.flat().forEach((probability, cell) => {
        expect(Math.abs(sigmoid(values[cell]!) - probability)).toBeLessThan(1e-5);
        expect(values[cell]! > 0 ? 1 : 0).toBe(labels.flat()[cell]);
      });
    }
  });

  it.each([
    ['labels', 1],
    ['labels', 0.5],
    ['probabilities', 2],
  ] as const)('is the naive chain on true labels: told %s at scale %d', async (chainValues, chainScale) => {
    const { X, Y } = companions(40);
    const learner = logisticRegression({ c: 2, ...exact });
    const truth = LabelMatrix.fromRows(Y, new LabelSet(['a', 'b', 'c']));
    const order = [2, 0, 1];
    const names = order.map((label) => truth.labels.names[label]!);
    const chain = await fitted(
      { learner, order: names, chainFeatures: 'trueLabels', chainValues, chainScale },
      X,
      truth,
    );
    const naive = order.map((label, place) =>
      fitBinary(
        csrFromDense(
          X.map((row, i) => [...row, ...order.slice(0, place).map((told) => Y[i]![told]! * chainScale)]),
        ),
        Int8Array.from(Y, (row) => (row[label] === 1 ? 1 : -1)),
        learner,
        { seed: 9 },
      ),
    );
    const scores = chain.scores(sparse(X));
    X.forEach((row, i) => {
      const told: number[] = [];
      order.forEach((label, place) => {
        const { weights, bias } = naive[place]!;
        const score = [...row, ...told].reduce((sum, value, j) => sum + value * weights[j]!, bias);
        expect(scores.values[i * 3 + label]).toBeCloseTo(score, 5);
        told.push((chainValues === 'labels' ? Number(score > 0) : sigmoid(score)) * chainScale);
      });
    });
    expect([...chain.order]).toEqual(order);
  });

  it('learns from out-of-fold scores which labels exclude each other', async () => {
    const { X, Y } = companions(200);
    const chain = await fitted({ order: 'given', chainScale: 1 }, X, LabelMatrix.fromRows(Y));
    expect(chain.linkOf(0, 1)).toBeLessThan(-0.1);
    expect(chain.linkOf(1, 0)).toBe(0); // later labels tell earlier ones nothing
    expect(Math.abs(chain.linkOf(0, 2))).toBeLessThan(Math.abs(chain.linkOf(0, 1)) / 2);
  });

  it('gives its first label the scores of binary relevance', async () => {
    const { X, Y } = companions(60);
    const truth = LabelMatrix.fromRows(Y);
    const learner = linearSvm({ c: 0.5, ...exact });
    const chain = await fitted({ learner, order: 'given' }, X, truth);
    const alone = new BinaryRelevance(binaryRelevance({ learner }));
    await alone.fit(sparse(X), truth, { seed: 1 });
    const scores = chain.scores(sparse(X)).column(0);
    alone
      .scores(sparse(X))
      .column(0)
      .forEach((score, row) => {
        expect(scores[row]).toBeCloseTo(score, 6);
      });
    expect(chain.weightOf(0, 0)).toBeCloseTo(alone.weightOf(0, 0), 6);
    expect(chain.biasOf(0)).toBeCloseTo(alone.biasOf(0), 6);
  });

  it('asks frequent labels first, by the weight of the rows known to have them', async () => {
    const labels = new LabelSet(['rare', 'common', 'alike', 'unknown']);
    const truth = new LabelMatrix(
      labels,
      4,
      Uint8Array.of(1, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1, 0, 1),
      Uint8Array.of(1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0, 1, 1, 1, 0),
    );
    const X = [[1], [2], [3], [4]];
    expect([...(await fitted({}, X, truth)).order]).toEqual([1, 0, 2, 3]);
    const weighted = new ClassifierChain(classifierChain());
    await weighted.fit(sparse(X), truth, { seed: 1, sampleWeights: Float64Array.of(9, 1, 1, 1) });
    expect([...weighted.order]).toEqual([0, 2, 1, 3]);
  });

  it('shuffles by the seed', async () => {
    const truth = LabelMatrix.fromRows([[1, 0, 1, 0, 1, 0, 1, 0]]);
    const orders = await Promise.all(
      [1, 2, 3, 4].map(async (seed) => [...(await fitted({ order: 'random' }, [[1]], truth, seed)).order]),
    );
    expect(new Set(orders.map(String)).size).toBeGreaterThan(1);
    for (const order of orders) expect([...order].sort()).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
  });

  it('takes an earlier label that is unknown as absent when it is told true labels', async () => {
    const { X, Y } = companions(30);
    const labels = new LabelSet(['a', 'b', 'c']);
    const known = Uint8Array.from({ length: 90 }, (_, cell) => (cell % 3 === 0 && cell < 45 ? 0 : 1));
    const masked = new LabelMatrix(labels, 30, Uint8Array.from(Y.flat()), known);
    const absent = new LabelMatrix(
      labels,
      30,
      Uint8Array.from(Y.flat(), (value, cell) => value * known[cell]!),
    );
    const options = { order: 'given', chainFeatures: 'trueLabels' } as const;
    const [one, other] = [await fitted(options, X, masked), await fitted(options, X, absent)];
    expect(one.linkOf(0, 1)).toBe(other.linkOf(0, 1));
    expect(one.linkOf(0, 1)).not.toBe(0);
  });

  it('lets the trainer of the context fit, and refuses links that overflow', async () => {
    const truth = LabelMatrix.fromRows([
      [1, 0],
      [0, 1],
    ]);
    const trainerOf = (weight: number) => ({
      trainLabels: async (matrix: CsrMatrix, { labelCount }: LabelMatrix) =>
        Array.from({ length: labelCount }, () => ({
          weights: new Float64Array(matrix.columnCount).fill(weight),
          bias: 0,
          iterations: 1,
          isConverged: true,
          dual: new Float64Array(2),
        })),
    });
    const chain = new ClassifierChain(classifierChain({ order: 'given', chainScale: 1000 }));
    await chain.fit(sparse([[1], [2]]), truth, { seed: 1, trainer: trainerOf(3) });
    expect([chain.weightOf(0, 1), chain.linkOf(0, 1)]).toEqual([3, 3000]);
    const huge = chain.fit(sparse([[1], [2]]), truth, { seed: 1, trainer: trainerOf(1e37) });
    await expect(huge).rejects.toThrow(code('invalid-value'));
  });

  it('refuses an order that does not fit the labels', async () => {
    const truth = LabelMatrix.fromNames([['Drama'], ['War']]);
    const X = [[1], [2]];
    await expect(fitted({ order: ['Drama'] }, X, truth)).rejects.toThrow(code('invalid-option'));
    await expect(fitted({ order: ['Drama', 'War', 'Noir'] }, X, truth)).rejects.toThrow(
      code('unknown-label'),
    );
  });

  it('works wherever the data are few or strange', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(fc.tuple(fc.constantFrom(0, 1, 5), fc.constantFrom(0, 1), fc.constantFrom(0, 1)), {
          maxLength: 8,
        }),
        fc.constantFrom('outOfFold', 'trueLabels'),
        fc.constantFrom('probabilities', 'labels'),
        async (rows, chainFeatures, chainValues) => {
          const truth = LabelMatrix.fromRows(
            rows.map(([, a, b]) => [a, b]),
            new LabelSet(['a', 'b']),
          );
          const features = sparse(
            rows.map(([value]) => [value]),
            1,
          );
          const chain = new ClassifierChain(classifierChain({ chainFeatures, chainValues }));
          await chain.fit(features, truth, { seed: 1 });
          expect(chain.scores(features).values.every(Number.isFinite)).toBe(true);
        },
      ),
      { numRuns: 30 },
    );
  });
});

describe('ChainEnsemble', () => {
  const { X, Y } = companions(80);
  const truth = LabelMatrix.fromRows(Y);
  const learner = logisticRegression();

  async function ensemble(options: Parameters<typeof ensembleOfChains>[0]) {
    const strategy = new ChainEnsemble(ensembleOfChains({ learner, ...options }));
    await strategy.fit(sparse(X), truth, { seed: 3 });
    return strategy;
  }

  it('has the probabilities of its chain when it is one', async () => {
    const alone = await ensemble({ count: 1, order: 'given', isBagged: false });
    const chain = await fitted({ learner: learner, order: 'given', chainFeatures: 'outOfFold' }, X, truth, 3);
    const expected = chain.scores(sparse(X)).values;
    alone.scores(sparse(X)).values.forEach((score, cell) => {
      expect(score).toBeCloseTo(expected[cell]!, 9);
    });
  });

  it('lies between its chains, and differs from each', async () => {
    const three = await ensemble({ count: 3 });
    const state = three.state();
    const { weights, biases, orders, links, slope } = state.arrays;
    const chains = [0, 1, 2].map((chain) => {
      const columns = (values: ArrayLike<number>, width: number) =>
        Array.from(values).filter((_, i) => Math.floor((i % (3 * width)) / width) === chain);
      const part = (values: ArrayLike<number>) =>
        Array.from(values).slice((chain * values.length) / 3, ((chain + 1) * values.length) / 3);
      const arrays = {
        weights: Float32Array.from(columns(weights!, 3)),
        biases: Float64Array.from(part(biases!)),
        orders: Int32Array.from(part(orders!)),
        links: Float32Array.from(part(links!)),
        slope: slope!,
      };
      const settings = { ...state.settings, count: 1 };
      return ChainEnsemble.fromState({ ...state, settings, arrays }, truth.labels, 3).scores(sparse(X))
        .values;
    });
    three.scores(sparse(X)).values.forEach((score, cell) => {
      const mean = chains.reduce((sum, values) => sum + sigmoid(values[cell]!), 0) / 3;
      expect(sigmoid(score)).toBeCloseTo(mean, 9);
    });
    expect(new Set(chains.map((values) => values[0])).size).toBe(3);
  });

  it('draws another bag for each chain', async () => {
    const bagged = await ensemble({ count: 2, order: 'given' });
    const whole = await ensemble({ count: 2, order: 'given', isBagged: false, chainFeatures: 'trueLabels' });
    const biases = (strategy: ChainEnsemble) => strategy.state().arrays.biases!;
    expect(biases(bagged)[0]).not.toBe(biases(bagged)[3]);
    expect(biases(whole)[0]).toBeCloseTo(biases(whole)[3]!, 1);
  });
});

describe('classifierChain and ensembleOfChains', () => {
  it.each([
    { learner: 'svm' },
    { order: 'best' },
    { order: ['Drama', 'Drama'] },
    { order: [7] },
    { order: [undefined] },
    { chainFeatures: 'guesses' },
    { chainValues: 'scores' },
    { chainScale: 0 },
    { foldCount: 1 },
    { foldCount: 101 },
    { folds: 3 },
    7,
  ])('refuse %o', (options) => {
    expect(() => classifierChain(options as never)).toThrow(code('invalid-option'));
    expect(() => ensembleOfChains(options as never)).toThrow(code('invalid-option'));
  });

  it.each([{ count: 0 }, { count: 1.5 }, { count: 1001 }, { isBagged: 1 }])(
    'the ensemble refuses %o',
    (options) => {
      expect(() => ensembleOfChains(options as never)).toThrow(code('invalid-option'));
    },
  );

  it('keep their settings, frozen', () => {
    const order = ['b', 'a'];
    const settings = classifierChain({ order, chainScale: 2 });
    order.push('c');
    expect(settings).toMatchObject({ id: 'classifier-chain', order: ['b', 'a'], chainScale: 2 });
    expect(Object.isFrozen(settings) && Object.isFrozen(settings.order)).toBe(true);
  });

  it('refuse a damaged state', async () => {
    const { X, Y } = companions(20);
    const truth = LabelMatrix.fromRows(Y);
    const chain = await fitted({}, X, truth);
    const state = chain.state();
    const damaged = (damage: object) => () =>
      ClassifierChain.fromState({ ...state, ...damage }, truth.labels, 3);
    const arrays = (part: object) => ({ arrays: { ...state.arrays, ...part } });
    expect(damaged({})().scores(sparse(X))).toEqual(chain.scores(sparse(X)));
    for (const damage of [
      { settings: { order: 1 } },
      arrays({ orders: Int32Array.of(0, 1, 1) }),
      arrays({ orders: Int32Array.of(0, 1, 3) }),
      arrays({ links: new Float32Array(8) }),
      arrays({ links: new Float32Array(9).fill(Number.NaN) }),
      arrays({ slope: undefined }),
      arrays({ weights: new Float32Array(3) }),
    ]) {
      expect(damaged(damage)).toThrow(code('invalid-model'));
    }
  });
});
