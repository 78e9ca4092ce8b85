import { describe, expect, it } from 'vitest';
import type { Features } from '../../features/Features.ts';
import { LabelMatrix } from '../../labels/LabelMatrix.ts';
import { csrFromDense } from '../../math/csrFromDense.ts';
import { SeededRandom } from '../../math/SeededRandom.ts';
import { readOracle } from '../../testing/oracles.ts';
import { createStrategy } from '../registry.ts';
import type { Strategy, StrategyState } from '../Strategy.ts';
import type { DecisionTreeOptions } from './DecisionTreeOptions.ts';
import { decisionTree, decisionTreeKit } from './decisionTree.ts';

interface TreeOracle {
  readonly cases: readonly {
    readonly name: string;
    readonly X: number[][];
    readonly Y: number[][];
    readonly sampleWeights: number[] | null;
    readonly options: DecisionTreeOptions;
    readonly features: number[];
    readonly thresholds: number[];
    readonly query: number[][];
    readonly shares: number[][];
  }[];
}

const code = (value: string) => expect.objectContaining({ code: value });
const sparse = (rows: readonly (readonly number[])[], width?: number): Features => ({
  kind: 'sparse',
  matrix: csrFromDense(rows, width),
});

async function fitted(options: DecisionTreeOptions, X: number[][], Y: number[][], context = {}) {
  const tree = createStrategy(decisionTree(options));
  await tree.fit(sparse(X), LabelMatrix.fromRows(Y), { seed: 1, ...context });
  return tree;
}

const random = new SeededRandom(8);
const X = Array.from({ length: 90 }, () =>
  Array.from({ length: 7 }, () => (random.float() < 0.5 ? 0 : random.float())),
);
const Y = X.map((row) => [row[0]! > 0.3 ? 1 : 0, row[1]! + row[2]! > 0.6 ? 1 : 0, random.integer(2)]);
const valuesOf = (tree: Strategy, rows = X) => [...tree.scores(sparse(rows)).values];

const oracle = readOracle<TreeOracle>('tree');

describe.skipIf(oracle === undefined)('the oracle tree.json', () => {
  it.each(oracle?.cases ?? [])('asks what it asks and answers what it answers: $name', async (answer) => {
    const { options, query, shares, features, thresholds } = answer;
    const sampleWeights = answer.sampleWeights === null ? undefined : Float64Array.from(answer.sampleWeights);
    const tree = await fitted({ ...options, smoothing: 0 }, answer.X, answer.Y, { sampleWeights });
    const { arrays } = tree.state();
    expect([...arrays.features!]).toEqual(features);
    thresholds.forEach((threshold, node) => {
      expect(arrays.thresholds![node]).toBeCloseTo(threshold, 12);
    });
    shares.flat().forEach((share, cell) => {
      expect(valuesOf(tree, query)[cell]).toBeCloseTo(share, 6);
    });
  });
});

describe('a decision tree', () => {
  it('lets the shares of a node count in those of its children', async () => {
    const rows = [[1], [1], [1], [0], [0], [0], [0], [0]];
    const has = [[1], [1], [0], [0], [0], [0], [0], [0]];
    const tree = await fitted({ smoothing: 2, minSamplesLeaf: 2 }, rows, has);
    // The root has 2 of 8; 2 samples of that in the leaf of 2 of 3 make (2 + 2 * 0.25) / 5, in that of 0 of 5 0.5 / 7.
    const [first, , , last] = valuesOf(tree, rows);
    expect(first).toBeCloseTo(0.5, 6);
    expect(last).toBeCloseTo(0.5 / 7, 6);
  });

  it('for each label is the tree that is fitted on that label alone', async () => {
    const each = valuesOf(await fitted({ isPerLabel: true }, X, Y));
    for (let label = 0; label < 3; label++) {
      const alone = await fitted(
        {},
        X,
        Y.map((row) => [row[label]!]),
      );
      expect(valuesOf(alone)).toEqual(each.filter((_, cell) => cell % 3 === label));
    }
  });

  it('many times over, each of samples of its own, is the mean of different trees', async () => {
    const forest = await fitted({ count: 3, hasBootstrap: true }, X, Y);
    const { settings, arrays } = forest.state();
    expect(arrays.roots).toHaveLength(3);
    const starts = [...arrays.roots!, arrays.features!.length];
    const means = new Float64Array(90 * 3);
    for (let tree = 0; tree < 3; tree++) {
      const [start, end] = [starts[tree]!, starts[tree + 1]!];
      const features = arrays.features!.slice(start, end);
      const first = arrays.features!.slice(0, start).filter((feature) => feature < 0).length;
      const leafCount = features.filter((feature) => feature < 0).length;
      const moved = (name: string) =>
        Int32Array.from(
          arrays[name]!.slice(start, end),
          (next, i) => next - (features[i]! < 0 ? first : start),
        );
      const own = {
        ...{ roots: Int32Array.of(0), features, thresholds: arrays.thresholds!.slice(start, end) },
        ...{ lefts: moved('lefts'), rights: moved('rights') },
        shares: arrays.shares!.slice(first * 3, (first + leafCount) * 3),
      };
      const single = {
        id: 'decision-tree',
        settings: { ...settings, count: 1 },
        arrays: own,
      } as StrategyState;
      const { labels } = LabelMatrix.fromRows(Y);
      valuesOf(decisionTreeKit.restore(single, { labels, featureCount: 7 })).forEach((share, cell) => {
        means[cell]! += share / 3;
      });
    }
    expect(valuesOf(forest)).toEqual([...means]);
    const one = await fitted({}, X, Y);
    expect(valuesOf(forest)).not.toEqual(valuesOf(one));
    expect(valuesOf(await fitted({ count: 2 }, X, Y))).toEqual(valuesOf(one));
  });

  it('looks at a part of the features when told to', async () => {
    const all = (await fitted({}, X, Y)).state();
    expect((await fitted({ maxFeatures: 7 }, X, Y)).state().arrays).toEqual(all.arrays);
    expect((await fitted({ maxFeatures: 'sqrt' }, X, Y)).state().arrays).toEqual(
      (await fitted({ maxFeatures: 2 }, X, Y)).state().arrays,
    );
  });

  it.each([
    { maxDepth: 0 },
    { maxDepth: 1.5 },
    { minSamplesLeaf: -1 },
    { minSamplesSplit: Number.NaN },
    { maxFeatures: 'log2' },
    { maxFeatures: 0 },
    { minImpurityDecrease: '0' },
    { smoothing: Number.POSITIVE_INFINITY },
    { isPerLabel: 1 },
    { count: 0 },
    { hasBootstrap: 'yes' },
    { criterion: 'gini' },
  ])('refuses %o', (options) => {
    expect(() => decisionTree(options as never)).toThrow(code('invalid-option'));
  });
});

describe('a saved decision tree', () => {
  const { labels } = LabelMatrix.fromRows([[0, 0]]);
  /** One question, two leaves. */
  const arrays = {
    roots: Int32Array.of(0),
    features: Int32Array.of(1, -1, -1),
    thresholds: Float64Array.of(0.5, 0, 0),
    lefts: Int32Array.of(1, 0, 1),
    rights: Int32Array.of(2, 0, 1),
    shares: Float32Array.of(0.25, 0.5, 0.75, 1),
  };
  const open = (damage: object, settings: object = {}) =>
    decisionTreeKit.restore(
      { id: 'decision-tree', settings: { ...settings }, arrays: { ...arrays, ...damage } },
      { labels, featureCount: 3 },
    );

  it('answers', () => {
    const rows = [
      [9, 0.5, 9],
      [0, 0.6, 0],
    ];
    expect(valuesOf(open({}), rows)).toEqual([0.25, 0.5, 0.75, 1]);
  });

  it.each([
    ['a node that leads to itself', { lefts: Int32Array.of(0, 0, 1) }],
    ['a node that leads nowhere', { rights: Int32Array.of(3, 0, 1) }],
    ['a node that leads back', { lefts: Int32Array.of(-1, 0, 1) }],
    ['two ways to a node', { rights: Int32Array.of(1, 0, 1) }],
    ['a root that is no node', { roots: Int32Array.of(7) }],
    ['a root below another node', { roots: Int32Array.of(1) }],
    ['two roots', { roots: Int32Array.of(0, 1) }],
    ['no root', { roots: new Int32Array(0) }],
    ['no node', { features: new Int32Array(0), thresholds: new Float64Array(0) }],
    ['a feature that is not there', { features: Int32Array.of(3, -1, -1) }],
    ['a feature below none', { features: Int32Array.of(-2, -1, -1) }],
    ['shares of another leaf', { lefts: Int32Array.of(1, 1, 0) }],
    ['shares of no leaf', { rights: Int32Array.of(2, 0, 2) }],
    ['a share that is no number', { shares: Float32Array.of(0.25, Number.NaN, 0.75, 1) }],
    ['a share above 1', { shares: Float32Array.of(0.25, 1.5, 0.75, 1) }],
    ['too few shares', { shares: Float32Array.of(0.25) }],
    ['a threshold that is no number', { thresholds: Float64Array.of(Number.NaN, 0, 0) }],
    ['thresholds of another type', { thresholds: Float32Array.of(0.5, 0, 0) }],
  ])('with %s is refused', (_, damage) => {
    expect(() => open(damage)).toThrow(code('invalid-model'));
  });

  it('with settings of another number of trees, or bad ones, is refused', () => {
    expect(() => open({}, { count: 2 })).toThrow(code('invalid-model'));
    expect(() => open({}, { isPerLabel: true })).toThrow(code('invalid-model'));
    expect(() => open({}, { maxDepth: 0 })).toThrow(code('invalid-model'));
  });
});
