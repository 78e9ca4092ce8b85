import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Features } from '../features/Features.ts';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { numberedLabels } from '../labels/numberedLabels.ts';
import { csrFromDense } from '../math/csrFromDense.ts';
import { readOracle } from '../testing/oracles.ts';
import { MlKnn } from './MlKnn.ts';
import { type MlKnnOptions, mlKnn } from './MlKnnOptions.ts';

const code = (value: string) => expect.objectContaining({ code: value });
const featuresOf = (rows: number[][]): Features => ({ kind: 'sparse', matrix: csrFromDense(rows) });

async function fitted(
  rows: number[][],
  labels: LabelMatrix,
  options: MlKnnOptions,
  sampleWeights?: Float64Array,
): Promise<MlKnn> {
  const strategy = new MlKnn(mlKnn({ weighting: 'none', ...options }));
  await strategy.fit(featuresOf(rows), labels, { seed: 0, sampleWeights });
  return strategy;
}

/** Zhang and Zhou 2007 word by word, for whole neighbours of which everything is known. */
function naive(X: number[][], Y: number[][], query: number[], k: number, s: number): number[] {
  const cosine = (a: number[], b: number[]) => {
    const dot = (u: number[], v: number[]) => u.reduce((sum, value, j) => sum + value * v[j]!, 0);
    const length = Math.sqrt(dot(a, a) * dot(b, b));
    return length === 0 ? 0 : Math.round((dot(a, b) / length) * 1e12);
  };
  const neighboursOf = (row: number[], self: number) =>
    [...X.keys()]
      .filter((i) => i !== self)
      .sort((a, b) => cosine(row, X[b]!) - cosine(row, X[a]!) || a - b)
      .slice(0, k);
  return Y[0]!.map((_, label) => {
    const countOf = (row: number[], self: number) =>
      neighboursOf(row, self).reduce((sum, i) => sum + Y[i]![label]!, 0);
    const having = new Array<number>(k + 1).fill(0);
    const lacking = new Array<number>(k + 1).fill(0);
    X.forEach((row, i) => {
      (Y[i]![label] === 1 ? having : lacking)[countOf(row, i)]!++;
    });
    const total = (counts: number[]) => counts.reduce((sum, count) => sum + count, 0);
    const prior = (s + total(having)) / (2 * s + X.length);
    const count = countOf(query, -1);
    const yes = (prior * (s + having[count]!)) / (s * (k + 1) + total(having));
    const no = ((1 - prior) * (s + lacking[count]!)) / (s * (k + 1) + total(lacking));
    return yes / (yes + no);
  });
}

const table = fc
  .record({ width: fc.integer({ min: 1, max: 4 }), labelCount: fc.integer({ min: 1, max: 3 }) })
  .chain(({ width, labelCount }) =>
    fc.record({
      samples: fc.array(
        fc.record({
          row: fc.array(fc.nat(3), { minLength: width, maxLength: width }),
          labels: fc.array(fc.nat(1), { minLength: labelCount, maxLength: labelCount }),
        }),
        { minLength: 5, maxLength: 20 },
      ),
      k: fc.integer({ min: 1, max: 4 }),
      smoothing: fc.constantFrom(0.25, 1, 3),
    }),
  );

describe('MlKnn', () => {
  it('gives the posteriors of the paper', async () => {
    await fc.assert(
      fc.asyncProperty(table, async ({ samples, k, smoothing }) => {
        const X = samples.map(({ row }) => row);
        const Y = samples.map(({ labels }) => labels);
        const strategy = await fitted(X, LabelMatrix.fromRows(Y), { k, smoothing });
        const scores = strategy.scores(featuresOf(X)).values;
        const expected = X.flatMap((query) => naive(X, Y, query, k, smoothing));
        scores.forEach((score, cell) => {
          expect(score).toBeCloseTo(expected[cell]!, 12);
        });
      }),
    );
  });

  // Four rows on two axes, one neighbour each: rows 0 and 1 find each other, rows 2 and 3 too.
  const rows = [
    [1, 0],
    [2, 0],
    [0, 1],
    [0, 5],
  ];

  it('has the values that are reckoned by hand', async () => {
    const strategy = await fitted(rows, LabelMatrix.fromRows([[1], [1], [0], [1]]), { k: 1 });
    // Prior 4/6. Of the 3 rows with the label 2 have a neighbour with it; of the 1 without it, 1.
    const yes = (4 / 6) * (3 / 5);
    const no = (2 / 6) * (2 / 3);
    const yes0 = (4 / 6) * (2 / 5);
    const no0 = (2 / 6) * (1 / 3);
    const scores = strategy.scores(
      featuresOf([
        [7, 1],
        [1, 7],
      ]),
    ).values;
    expect(scores[0]).toBeCloseTo(yes / (yes + no), 12);
    expect(scores[1]).toBeCloseTo(yes0 / (yes0 + no0), 12);
  });

  it('shows the rows that a score rests on', async () => {
    const strategy = await fitted(rows, LabelMatrix.fromRows([[1], [1], [0], [1]]), { k: 3 });
    expect(
      strategy.neighboursOf(
        featuresOf([
          [3, 4],
          [0, 1],
        ]),
      ),
    ).toEqual([
      {
        rows: Int32Array.of(2, 3, 0),
        similarities: Float64Array.of(0.8, 0.8, 0.6),
        weights: Float64Array.of(1, 1, 1),
      },
      {
        rows: Int32Array.of(2, 3, 0),
        similarities: Float64Array.of(1, 1, 0),
        weights: Float64Array.of(1, 1, 1),
      },
    ]);
  });

  it('leaves unknown cells out of priors, counts and neighbours', async () => {
    const known = Uint8Array.of(1, 1, 1, 1, 0);
    const labels = new LabelMatrix(numberedLabels(1), 5, Uint8Array.of(1, 1, 0, 0, 1), known);
    const more = [...rows, [1, 1]];
    const strategy = await fitted(more, labels, { k: 1 });
    const without = await fitted(rows, LabelMatrix.fromRows([[1], [1], [0], [0]]), { k: 1 });
    const seen = featuresOf([
      [1, 0.1],
      [0.1, 1],
    ]);
    expect(strategy.scores(seen).values).toEqual(without.scores(seen).values);
    // Its only neighbour is the row of which nothing is known: the prior, (1 + 2) / (2 + 4).
    expect([...strategy.scores(featuresOf([[1, 1]])).values]).toEqual([0.5]);
  });

  it('scales the neighbours of which a label is known up to k', async () => {
    const values = Uint8Array.of(1, 0, 1, 0, 1, 0);
    const known = Uint8Array.of(1, 1, 1, 1, 1, 0);
    const six = [
      [9, 1],
      [9, 2],
      [9, 3],
      [1, 9],
      [2, 9],
      [3, 9],
    ];
    const strategy = await fitted(six, new LabelMatrix(numberedLabels(1), 6, values, known), { k: 3 });
    const { posteriors } = strategy.state().arrays;
    // Rows 4, 3 and 5 are near; of the two that are known one has it: 1.5 of 3.
    const [score] = strategy.scores(featuresOf([[2, 9]])).values;
    expect(score).toBeCloseTo((posteriors![1]! + posteriors![2]!) / 2, 12);
  });

  it('counts each neighbour by its similarity when asked to', async () => {
    const labels = LabelMatrix.fromRows([[1], [1], [0], [0]]);
    const strategy = await fitted(rows, labels, { k: 3, weighting: 'similarity' });
    const { posteriors } = strategy.state().arrays;
    // Similarities 0.8 and 0.8 without the label, 0.6 with it: 0.6 / 2.2 of 3.
    const part = (3 * 0.6) / 2.2;
    const [score] = strategy.scores(featuresOf([[3, 4]])).values;
    expect(score).toBeCloseTo(posteriors![0]! + part * (posteriors![1]! - posteriors![0]!), 7);
  });

  it.each([
    { k: 0 },
    { k: 1.5 },
    { k: '3' },
    { smoothing: 0 },
    { weighting: 'uniform' },
    { neighbours: 3 },
    5,
  ])('refuses %o', (options) => {
    expect(() => mlKnn(options as never)).toThrow(code('invalid-option'));
  });
});

interface MlKnnOracle {
  readonly cases: readonly {
    readonly X: number[][];
    readonly Y: number[][];
    readonly Q: number[][];
    readonly k: number;
    readonly smoothing: number;
    readonly neighbours: number[][];
    readonly priors: number[];
    readonly posteriors: number[][];
  }[];
}
const oracle = readOracle<MlKnnOracle>('mlknn');

describe.skipIf(oracle === undefined)('MlKnn against the oracle (skipped where the file is absent)', () => {
  it.each((oracle?.cases ?? []).map((one, number) => [number, one] as const))(
    'agrees with oracle case %i within 1e-9',
    async (_, { X, Y, Q, k, smoothing, neighbours, priors, posteriors }) => {
      const strategy = await fitted(X, LabelMatrix.fromRows(Y), { k, smoothing });
      const queries = featuresOf(Q);
      expect(strategy.neighboursOf(queries).map(({ rows }) => [...rows])).toEqual(neighbours);
      const differences = (found: ArrayLike<number>, expected: number[]) =>
        expected.map((value, i) => Math.abs(value - found[i]!));
      expect(Math.max(...differences(strategy.state().arrays.priors!, priors))).toBeLessThan(1e-9);
      const scores = strategy.scores(queries).values;
      expect(scores).toHaveLength(posteriors.flat().length);
      expect(Math.max(...differences(scores, posteriors.flat()))).toBeLessThan(1e-9);
    },
  );
});
