import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csrFromDense } from '../math/csrFromDense.ts';
import { FewExampleLearner, type Typical } from './FewExampleLearner.ts';

const COLUMNS = 5;
const background = {
  shares: Float64Array.of(0.5, 0.1, 0.2, 0.05, 0.3),
  sizes: Float64Array.of(0.2, 0.5, 0.4, 0.6, 0.3),
};
const weights = Float64Array.of(1, -1, 0.5, 2, -0.25, 0, 1, 1, 0, -2);
const meanRow = background.shares.map((share, column) => share * background.sizes[column]!);
const typical: Typical = { row: meanRow, scores: Float64Array.of(0.1, -0.2) };
const none = csrFromDense([[0, 0, 0, 0, 0]]);

const learnerOf = (rows: readonly number[][], negatives = none) =>
  new FewExampleLearner(weights, [2000, 300], background, {
    matrix: csrFromDense(rows),
    typical: rows.map(() => typical),
    negatives,
  });

const anyRow = fc.array(fc.constantFrom(0, 0, 0.3, 0.6, 0.9), { minLength: COLUMNS, maxLength: COLUMNS });
const anyRows = fc.array(anyRow, { minLength: 3, maxLength: 6 });

describe('learning a label from a few rows', () => {
  it('without one of them is what the others alone teach', () => {
    fc.assert(
      fc.property(anyRows, fc.nat(2), (rows, left) => {
        const learned = learnerOf(rows).learn(left);
        const alone = learnerOf(rows.filter((_, row) => row !== left)).learn();
        alone.links.forEach((link, label) => {
          expect(learned.links[label]).toBeCloseTo(link, 6);
        });
        // A column that the left-out row alone has stays in the list, below the background.
        const shared = [...learned.columns].filter((column) => alone.columns.includes(column));
        expect(shared).toEqual([...alone.columns]);
        const byColumn = (one: typeof alone) =>
          new Map(shared.map((column) => [column, one.values[one.columns.indexOf(column)]!]));
        const [a, b] = [byColumn(learned), byColumn(alone)];
        // Scales differ by the columns that only one of them has; directions do not.
        const scale =
          shared.map((column) => Math.abs(b.get(column)! / a.get(column)!)).find(Number.isFinite) ?? 1;
        for (const column of shared) expect(a.get(column)! * scale).toBeCloseTo(b.get(column)!, 4);
      }),
    );
  });

  it('spreads background scores by 1 and a quarter, were terms independent', () => {
    const { links, columns, values } = learnerOf([
      [0.9, 0, 0.6, 0, 0],
      [0, 0.9, 0.6, 0, 0],
    ]).learn();
    const variance = (own: (column: number) => number) =>
      background.shares.reduce(
        (sum, share, column) => sum + share * (1 - share) * background.sizes[column]! ** 2 * own(column) ** 2,
        0,
      );
    expect(
      variance((column) => links[0]! * weights[column * 2]! + links[1]! * weights[column * 2 + 1]!),
    ).toBeCloseTo(1, 9);
    expect(variance((column) => values[columns.indexOf(column)] ?? 0)).toBeCloseTo(0.0625, 6);
    expect([...columns]).toEqual([0, 1, 2]);
  });

  it('listens to negatives', () => {
    const rows = [
      [0.9, 0, 0.6, 0, 0],
      [0.9, 0, 0, 0.6, 0],
    ];
    const weightAgainst = (negatives: typeof none) => {
      const { columns, values } = learnerOf(rows, negatives).learn();
      return values[columns.indexOf(0)]!;
    };
    const contrary = csrFromDense(Array.from({ length: 30 }, () => [0.9, 0, 0, 0, 0]));
    expect(weightAgainst(contrary)).toBeLessThan(weightAgainst(none));
  });

  it('gives numbers where nothing is known', () => {
    const { links, values } = new FewExampleLearner(new Float64Array(10), [0, 0], background, {
      matrix: none,
      typical: [{ row: new Float64Array(COLUMNS), scores: new Float64Array(2) }],
      negatives: none,
    }).learn();
    expect([...links, ...values].every(Number.isFinite)).toBe(true);
  });
});
