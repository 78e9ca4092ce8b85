import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { csrFromDense } from '../math/csrFromDense.ts';
import { DenseMatrix } from '../math/DenseMatrix.ts';
import { CosineIndex } from './CosineIndex.ts';
import { DenseIndex } from './DenseIndex.ts';
import { rowDirections } from './rowDirections.ts';

const code = (value: string) => expect.objectContaining({ code: value });
const dense = (rows: number[][], width = rows[0]?.length ?? 0) =>
  new DenseMatrix(rows.length, width, Float32Array.from(rows.flat()));

/** The definition, row by row: cosines to 12 decimals, sorted, ties by lower row. */
function naive(rows: number[][], query: number[], count: number, ownRow: number) {
  const length = (row: number[]) => Math.sqrt(row.reduce((sum, value) => sum + value * value, 0));
  return rows
    .map((row, i) => {
      const dot = row.reduce((sum, value, j) => sum + value * query[j]!, 0);
      return { row: i, similarity: Math.round((dot / (length(row) * length(query) || 1)) * 1e12) / 1e12 + 0 };
    })
    .filter(({ row }) => row !== ownRow)
    .sort((a, b) => b.similarity - a.similarity || a.row - b.row)
    .slice(0, count);
}

/** Whole numbers, so that exact ties are frequent, in widths that are and are not multiples of 4. */
const table = fc.integer({ min: 1, max: 9 }).chain((width) => {
  const row = fc.array(fc.integer({ min: -1, max: 2 }), { minLength: width, maxLength: width });
  return fc.record({
    rows: fc.array(row, { maxLength: 25 }),
    query: row,
    count: fc.integer({ min: 1, max: 30 }),
    ownRow: fc.integer({ min: -1, max: 24 }),
    weights: fc.array(fc.nat(3), { minLength: 25, maxLength: 25 }),
  });
});

describe('DenseIndex', () => {
  it('finds what a search by the definition finds', () => {
    fc.assert(
      fc.property(table, ({ rows, query, count, ownRow }) => {
        const index = new DenseIndex(dense(rows, query.length));
        const found = index.nearest(dense([query]), 0, { count, ownRow });
        const expected = naive(rows, query, count, ownRow);
        expect([...found.rows]).toEqual(expected.map(({ row }) => row));
        expected.forEach(({ similarity }, i) => {
          expect(found.similarities[i]).toBeCloseTo(similarity, 11);
        });
      }),
      { numRuns: 500 },
    );
  });

  it('finds what the index of sparse rows finds, weights and own row included', () => {
    fc.assert(
      fc.property(table, ({ rows, query, count, ownRow, weights }) => {
        const given = Float64Array.from(rows, (_, i) => weights[i]! / 2);
        const asked = { count, ownRow };
        const sparse = new CosineIndex(rowDirections(csrFromDense(rows, query.length)), query.length, given);
        expect(new DenseIndex(dense(rows, query.length), given).nearest(dense([query]), 0, asked)).toEqual(
          sparse.nearest(csrFromDense([query]), 0, asked),
        );
      }),
      { numRuns: 300 },
    );
  });

  it('does not change the query or the table', () => {
    const [rows, queries] = [dense([[3, 4]]), dense([[1, 1]])];
    new DenseIndex(rows).nearest(queries, 0, { count: 1 });
    expect([...rows.values, ...queries.values]).toEqual([3, 4, 1, 1]);
  });

  it('refuses what is no table', () => {
    const index = new DenseIndex(dense([[1, 2]]));
    expect(() => index.nearest(dense([[1]]), 0, { count: 1 })).toThrow(code('shape-mismatch'));
    expect(() => new DenseMatrix(2, 2, new Float32Array(3))).toThrow(code('shape-mismatch'));
    expect(() => new DenseIndex(dense([[1]]), new Float64Array(2))).toThrow(code('shape-mismatch'));
    expect(() => new DenseIndex(dense([[Number.NaN]]))).toThrow(code('invalid-value'));
    expect(() => index.nearest(dense([[1, Number.NaN]]), 0, { count: 1 })).toThrow(code('invalid-value'));
    for (const count of [0, -1, Number.NaN]) {
      expect(() => index.nearest(dense([[1, 2]]), 0, { count })).toThrow(code('invalid-value'));
    }
  });
});
