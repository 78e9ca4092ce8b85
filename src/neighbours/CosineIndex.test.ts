import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { CsrMatrix } from '../math/CsrMatrix.ts';
import { csrFromDense } from '../math/csrFromDense.ts';
import { readOracle } from '../testing/oracles.ts';
import { CosineIndex } from './CosineIndex.ts';
import type { NeighbourQuery } from './NeighbourIndex.ts';
import { rowDirections } from './rowDirections.ts';

const code = (value: string) => expect.objectContaining({ code: value });

function indexOf(rows: number[][], columnCount?: number, weights?: Float64Array): CosineIndex {
  const matrix = csrFromDense(rows, columnCount);
  return new CosineIndex(rowDirections(matrix), matrix.columnCount, weights);
}

function nearest(index: CosineIndex, query: number[], asked: NeighbourQuery) {
  return index.nearest(csrFromDense([query]), 0, asked);
}

/** The definition, row by row: cosines to 12 decimals, sorted, ties by lower row. */
function bruteForce(rows: number[][], query: number[], count: number, ownRow = -1) {
  const length = (row: number[]) => Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
  const all = rows
    .map((row, i) => {
      const dot = row.reduce((sum, value, j) => sum + value * query[j]!, 0);
      const cosine = dot / (length(row) * length(query) || 1);
      return { row: i, similarity: Math.round(cosine * 1e12) / 1e12 + 0 };
    })
    .filter(({ row }) => row !== ownRow);
  return all.sort((a, b) => b.similarity - a.similarity || a.row - b.row).slice(0, count);
}

/** Whole numbers, so that exact ties and equal directions are frequent; some rows are empty, some repeated. */
const cell = fc.oneof({ weight: 3, arbitrary: fc.constant(0) }, fc.integer({ min: -1, max: 3 }));
const table = fc
  .record({ width: fc.integer({ min: 1, max: 6 }), rowCount: fc.integer({ min: 0, max: 25 }) })
  .chain(({ width, rowCount }) => {
    const row = fc.array(cell, { minLength: width, maxLength: width });
    return fc.record({
      rows: fc.array(row, { minLength: rowCount, maxLength: rowCount }),
      query: row,
      count: fc.integer({ min: 1, max: 30 }),
    });
  });

describe('CosineIndex', () => {
  it('finds what a search through all rows finds', () => {
    fc.assert(
      fc.property(table, fc.nat(24), ({ rows, query, count }, ownRow) => {
        const index = indexOf(rows, query.length);
        for (const own of [undefined, ownRow]) {
          const expected = bruteForce(rows, query, count, own);
          const found = nearest(index, query, { count, ownRow: own });
          expect([...found.rows]).toEqual(expected.map(({ row }) => row));
          expected.forEach(({ similarity }, i) => {
            expect(found.similarities[i]).toBeCloseTo(similarity, 11);
          });
          expect([...found.weights]).toEqual(expected.map(() => 1));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('does the same where queries are short and rows many', () => {
    const wide = fc.array(fc.array(fc.integer({ min: 0, max: 39 }), { maxLength: 3 }), { minLength: 60 });
    fc.assert(
      fc.property(wide, fc.integer({ min: 1, max: 8 }), (lists, count) => {
        const rows = lists.map((list) =>
          Array.from({ length: 40 }, (_, j) => (list.includes(j) ? 1 + (j % 3) : 0)),
        );
        const index = indexOf(rows, 40);
        for (const query of rows.slice(0, 10)) {
          const expected = bruteForce(rows, query, count);
          expect([...nearest(index, query, { count }).rows]).toEqual(expected.map(({ row }) => row));
        }
      }),
      { numRuns: 50 },
    );
  });

  it('takes a row of weight w as w equal rows', () => {
    fc.assert(
      fc.property(
        table,
        fc.array(fc.nat(3), { minLength: 25, maxLength: 25 }),
        ({ rows, query, count }, times) => {
          const weights = Float64Array.from(rows, (_, i) => times[i]!);
          const origin = rows.flatMap((_, i) => Array.from({ length: times[i]! }, () => i));
          const repeated = indexOf(
            origin.map((i) => rows[i]!),
            query.length,
          );
          const found = nearest(indexOf(rows, query.length, weights), query, { count });
          const expanded = [...found.rows].flatMap((row, i) =>
            Array.from({ length: found.weights[i]! }, () => row),
          );
          expect(expanded).toEqual([...nearest(repeated, query, { count }).rows].map((row) => origin[row]!));
        },
      ),
      { numRuns: 300 },
    );
  });

  it('cuts the weight of the last neighbour short', () => {
    const index = indexOf(
      [
        [1, 0],
        [1, 1],
        [0, 1],
      ],
      2,
      Float64Array.of(0.5, 0.75, 4),
    );
    const { rows, similarities, weights } = nearest(index, [1, 0], { count: 1 });
    expect([...rows]).toEqual([0, 1]);
    expect(similarities[0]).toBe(1);
    expect(similarities[1]).toBeCloseTo(Math.SQRT1_2, 7);
    expect([...weights]).toEqual([0.5, 0.5]);
  });

  it('takes 1 off the weight of the own row', () => {
    const index = indexOf([[1], [1], [1]], 1, Float64Array.of(0.5, 2, 1));
    const { rows, weights } = nearest(index, [1], { count: 9, ownRow: 1 });
    expect([...rows]).toEqual([0, 1, 2]);
    expect([...weights]).toEqual([0.5, 1, 1]);
    expect([...nearest(index, [1], { count: 9, ownRow: 0 }).rows]).toEqual([1, 2]);
  });

  it('fills up with unrelated rows in order, before opposite ones', () => {
    const index = indexOf([
      [-1, 0],
      [0, 1],
      [0, 0],
      [2, 0],
    ]);
    const { rows, similarities } = nearest(index, [3, 0], { count: 9 });
    expect([...rows]).toEqual([3, 1, 2, 0]);
    expect([...similarities]).toEqual([1, 0, 0, -1]);
    expect([...nearest(index, [0, 0], { count: 2 }).rows]).toEqual([0, 1]);
  });

  it('gives its rows back, and can be built of them again', () => {
    fc.assert(
      fc.property(table, ({ rows, query }) => {
        const index = indexOf(rows, query.length);
        expect(index.rows()).toEqual(rowDirections(csrFromDense(rows, query.length)));
        expect(new CosineIndex(index.rows(), query.length)).toEqual(index);
      }),
    );
  });

  it('takes rows of the same direction as equal, whatever their length', () => {
    const ray = fc.array(fc.double({ min: 0.01, max: 1, noNaN: true }), { minLength: 3, maxLength: 3 });
    const lengths = fc.array(fc.double({ min: 0.1, max: 10, noNaN: true }), { minLength: 2, maxLength: 9 });
    fc.assert(
      fc.property(ray, ray, lengths, (direction, query, factors) => {
        const index = indexOf(factors.map((factor) => direction.map((value) => value * factor)));
        const { rows, similarities } = nearest(index, query, { count: 9 });
        expect([...rows]).toEqual([...factors.keys()]);
        expect(new Set(similarities).size).toBe(1);
      }),
    );
  });

  it('measures rows whose squares leave the range of a double', () => {
    const index = indexOf([
      [1e200, 1e200],
      [0, 3e-200],
    ]);
    const { rows, similarities } = nearest(index, [0, 5e-300], { count: 2 });
    expect([...rows]).toEqual([1, 0]);
    expect(similarities[0]).toBe(1);
    expect(similarities[1]).toBeCloseTo(Math.SQRT1_2, 7);
  });

  it('refuses what is no table', () => {
    const index = indexOf([[1, 2]]);
    expect(() => nearest(index, [1], { count: 1 })).toThrow(code('shape-mismatch'));
    expect(() => indexOf([[1]], 1, new Float64Array(2))).toThrow(code('shape-mismatch'));
    for (const weight of [-1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => indexOf([[1]], 1, Float64Array.of(weight))).toThrow(code('invalid-value'));
    }
    for (const count of [0, -1, Number.NaN, Number.POSITIVE_INFINITY]) {
      expect(() => nearest(index, [1, 0], { count })).toThrow(code('invalid-value'));
    }
    expect(() => indexOf([[Number.NaN]])).toThrow(code('invalid-value'));
    const columns = (...places: number[]) =>
      new CsrMatrix(1, 2, Int32Array.of(0, 2), Int32Array.from(places), Float64Array.of(1, 2));
    expect(() => index.nearest(columns(0, 2), 0, { count: 1 })).toThrow(code('shape-mismatch'));
    expect(() => index.nearest(columns(-1, 0), 0, { count: 1 })).toThrow(code('shape-mismatch'));
    expect(() => rowDirections(columns(1, 1))).toThrow(code('shape-mismatch'));
    expect([...nearest(index, [1, 0], { count: 1 }).rows]).toEqual([0]); // and none of it has stuck
  });
});

interface NeighbourOracle {
  readonly cases: readonly { X: number[][]; Q: number[][]; k: number; neighbours: number[][] }[];
}
const oracle = readOracle<NeighbourOracle>('mlknn');

describe.skipIf(oracle === undefined)(
  'CosineIndex against the oracle (skipped where the file is absent)',
  () => {
    it.each((oracle?.cases ?? []).map((one, number) => [number, one] as const))(
      'finds the neighbours of oracle case %i',
      (_, { X, Q, k, neighbours }) => {
        const index = indexOf(X);
        expect(Q.map((query) => [...nearest(index, query, { count: k }).rows])).toEqual(neighbours);
      },
    );
  },
);
