import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { LabelMatrix } from '../../labels/LabelMatrix.ts';
import { csrFromDense } from '../../math/csrFromDense.ts';
import { SeededRandom } from '../../math/SeededRandom.ts';
import { sortColumns } from './ColumnEntries.ts';
import { growTree } from './growTree.ts';
import { createGauge } from './SplitGauge.ts';
import type { TreeGrowth } from './TreeGrowth.ts';
import { type TreeArrays, TreeNodes } from './TreeNodes.ts';

const unlimited: TreeGrowth = {
  ...{ maxDepth: 1000, minSamplesSplit: 2, minSamplesLeaf: 1, maxFeatures: 1000 },
  ...{ minImpurityDecrease: 0, smoothing: 0 },
};

interface Table {
  readonly X: readonly (readonly number[])[];
  readonly labels: LabelMatrix;
  readonly weights: Float64Array;
}

async function grown({ X, labels, weights }: Table, growth: TreeGrowth, seed = 1): Promise<TreeArrays> {
  const nodes = new TreeNodes();
  const problem = {
    entries: sortColumns(csrFromDense(X, X[0]?.length ?? 0), new Uint8Array(X.length).fill(1)),
    rows: Int32Array.from(X.keys()).filter((row) => weights[row]! > 0),
    gauge: createGauge(labels, weights),
    ...{ weights, labelCount: labels.labelCount, growth, random: new SeededRandom(seed) },
  };
  await growTree(problem, nodes, () => undefined);
  return nodes.arrays();
}

/** The same tree as text, by trying every split of every node on copies of its rows. */
function naive({ X, labels, weights }: Table, growth: TreeGrowth): string[] {
  const all = [...X.keys()].filter((row) => weights[row]! > 0);
  const width = labels.labelCount;
  const isKnown = (row: number, label: number) => labels.known?.[row * width + label] !== 0;
  const isMasked = labels.known?.includes(0) === true;
  const weigh = (rows: number[]) => rows.reduce((sum, row) => sum + weights[row]!, 0);
  const each = <T>(of: (label: number) => T) => labels.labels.names.map((_, label) => of(label));
  const shown = (rows: number[], label: number) => weigh(rows.filter((row) => isKnown(row, label)));
  const having = (rows: number[], label: number) =>
    weigh(rows.filter((row) => isKnown(row, label) && labels.values[row * width + label] === 1));
  const add = (a: number, b: number) => a + b;
  const squares = (rows: number[], label: number) =>
    having(rows, label) === 0 ? 0 : having(rows, label) ** 2 / shown(rows, label);
  const purityOf = (left: number[], right: number[]) =>
    isMasked
      ? each((label) => squares(left, label) + squares(right, label)).reduce(add, 0)
      : [left, right]
          .filter((rows) => rows.length > 0)
          .map((rows) => each((label) => having(rows, label) ** 2).reduce(add, 0) / weigh(rows))
          .reduce(add, 0);
  const whole = weigh(all);
  const lines: string[] = [];
  const grow = (rows: number[], depth: number, parent: number[]) => {
    const m = depth === 0 ? 0 : growth.smoothing;
    const shares = each((label) => {
      const weight = shown(rows, label) + m;
      return weight === 0 ? parent[label]! : (having(rows, label) + m * parent[label]!) / weight;
    });
    let best: { column: number; cut: number; purity: number; sides: number[][] } | undefined;
    const isPure = each((label) => [0, shown(rows, label)].includes(having(rows, label))).every(Boolean);
    for (let column = 0; column < X[0]!.length && !isPure; column++) {
      const levels = [...new Set(rows.map((row) => X[row]![column]!))].sort((a, b) => a - b);
      for (let i = 1; i < levels.length; i++) {
        const cut = (levels[i - 1]! + levels[i]!) / 2;
        const sides = [true, false].map((isLeft) => rows.filter((row) => X[row]![column]! <= cut === isLeft));
        if (sides.some((side) => weigh(side) < growth.minSamplesLeaf)) continue;
        const purity = purityOf(sides[0]!, sides[1]!);
        if (best === undefined || purity > best.purity) best = { column, cut, purity, sides };
      }
    }
    const isAllowed = depth < growth.maxDepth && weigh(rows) >= growth.minSamplesSplit;
    const decrease = best ? (2 * (best.purity - purityOf(rows, []))) / (width * whole) : 0;
    if (best === undefined || !isAllowed || decrease + 1e-12 < growth.minImpurityDecrease) {
      lines.push(`leaf ${shares.map((share) => Math.fround(share).toFixed(5)).join(' ')}`);
      return;
    }
    lines.push(`${best.column} <= ${best.cut}`);
    for (const side of best.sides) grow(side, depth + 1, shares);
  };
  grow(
    all,
    0,
    each(() => 0),
  );
  return lines;
}

/** A tree as text, walked from its root. */
function read({ features, thresholds, lefts, rights, shares }: TreeArrays, width: number): string[] {
  const walk = (node: number): string[] => {
    if (features[node]! >= 0) {
      return [`${features[node]} <= ${thresholds[node]}`, ...walk(lefts[node]!), ...walk(rights[node]!)];
    }
    const own = shares.subarray(lefts[node]! * width, (lefts[node]! + 1) * width);
    return [`leaf ${Array.from(own, (share) => share.toFixed(5)).join(' ')}`];
  };
  return walk(0);
}

/** Few different values, many zeros, and both signs, so that all kinds of ties come up. */
const tables = fc
  .record({
    rowCount: fc.integer({ min: 1, max: 14 }),
    columnCount: fc.integer({ min: 1, max: 4 }),
    labelCount: fc.integer({ min: 1, max: 3 }),
    isMasked: fc.boolean(),
    isWeighted: fc.boolean(),
  })
  .chain(({ rowCount, columnCount, labelCount, isMasked, isWeighted }) => {
    const cells = rowCount * labelCount;
    const bits = fc.array(fc.integer({ min: 0, max: 1 }), { minLength: cells, maxLength: cells });
    const row = fc.array(fc.constantFrom(0, 0, 0, 1, 2, 3, -1, -2), {
      minLength: columnCount,
      maxLength: columnCount,
    });
    return fc.record({
      X: fc.array(row, { minLength: rowCount, maxLength: rowCount }),
      labels: fc.tuple(bits, bits).map(([values, known]) => {
        const { labels } = LabelMatrix.fromRows([Array.from({ length: labelCount }, () => 0)]);
        const mask = isMasked ? Uint8Array.from(known) : undefined;
        return new LabelMatrix(labels, rowCount, Uint8Array.from(values), mask);
      }),
      weights: fc
        .array(isWeighted ? fc.constantFrom(0, 0.5, 1, 2, 3) : fc.constant(1), {
          minLength: rowCount,
          maxLength: rowCount,
        })
        .map((weights) => Float64Array.from(weights)),
    });
  });

const growths: fc.Arbitrary<TreeGrowth> = fc.record({
  maxDepth: fc.integer({ min: 1, max: 6 }),
  minSamplesSplit: fc.integer({ min: 2, max: 5 }),
  minSamplesLeaf: fc.constantFrom(1, 1, 2, 3),
  maxFeatures: fc.constant(1000),
  minImpurityDecrease: fc.constantFrom(0, 0, 0.01, 0.1),
  smoothing: fc.constantFrom(0, 1, 7.5),
});

describe('growTree', () => {
  it('grows the tree that trying every split grows', async () => {
    await fc.assert(
      fc.asyncProperty(tables, growths, async (table, growth) => {
        expect(read(await grown(table, growth), table.labels.labelCount)).toEqual(naive(table, growth));
      }),
      { numRuns: 400 },
    );
  });

  const random = new SeededRandom(12);
  const X = Array.from({ length: 80 }, () => Array.from({ length: 6 }, () => random.float()));
  const table: Table = {
    X,
    labels: LabelMatrix.fromRows(X.map((row) => [row[1]! > 0.6 ? 1 : 0, row[2]! + row[4]! > 1 ? 1 : 0])),
    weights: new Float64Array(80).fill(1),
  };

  it('tells training rows apart when nothing limits it', async () => {
    const { features, shares } = await grown(table, unlimited);
    expect([...shares].every((share) => share === 0 || share === 1)).toBe(true);
    expect(features[0]).toBe(1);
  });

  it('looks at as many columns as it may, drawn by the seed', async () => {
    const few = { ...unlimited, maxFeatures: 2 };
    expect(await grown(table, few, 3)).toEqual(await grown(table, few, 3));
    expect(await grown(table, few, 3)).not.toEqual(await grown(table, few, 4));
    expect(await grown(table, few, 3)).not.toEqual(await grown(table, unlimited, 3));
  });

  it('looks at more columns where those drawn cannot split', async () => {
    const dull = X.map((row) => [1, 1, 1, 1, 1, row[1]!]);
    const { features } = await grown({ ...table, X: dull }, { ...unlimited, maxFeatures: 1 });
    expect(features[0]).toBe(5);
    expect([...features].every((feature) => feature === 5 || feature === -1)).toBe(true);
  });

  it('takes the lower number where there is none between two', async () => {
    const next = 1 + Number.EPSILON;
    const close: Table = {
      X: [[1], [next]],
      labels: LabelMatrix.fromRows([[0], [1]]),
      weights: Float64Array.of(1, 1),
    };
    expect((await grown(close, unlimited)).thresholds[0]).toBe(1);
  });
});
