import fc from 'fast-check';
import { DenseIndex, DenseMatrix } from 'genrekit/toolkit';
import { describe, expect, it } from 'vitest';
import { KdTreeIndex } from './KdTreeIndex.ts';

const dense = (rows: number[][], width: number) =>
  new DenseMatrix(rows.length, width, Float32Array.from(rows.flat()));

const table = fc.integer({ min: 1, max: 5 }).chain((width) => {
  const row = fc.array(fc.integer({ min: -2, max: 3 }), { minLength: width, maxLength: width });
  return fc.record({
    rows: fc.array(row, { maxLength: 60 }),
    query: row,
    count: fc.integer({ min: 1, max: 12 }),
    ownRow: fc.integer({ min: -1, max: 59 }),
  });
});

describe('the k-d tree of ml-knn behind our interface', () => {
  it('finds what looking at all rows finds', () => {
    fc.assert(
      fc.property(table, ({ rows, query, count, ownRow }) => {
        const matrix = dense(rows, query.length);
        const asked = { count, ownRow: ownRow < rows.length ? ownRow : -1 };
        const queries = dense([query], query.length);
        const found = new KdTreeIndex(matrix).nearest(queries, 0, asked);
        const expected = new DenseIndex(matrix).nearest(queries, 0, asked);
        expect([...found.rows]).toEqual([...expected.rows]);
        expect([...found.weights]).toEqual([...expected.weights]);
        expected.similarities.forEach((similarity, i) => {
          expect(found.similarities[i]).toBeCloseTo(similarity, 11);
        });
      }),
      { numRuns: 300 },
    );
  });

  it('leaves branches out', () => {
    const rows = Array.from({ length: 400 }, (_, i) => [1, (i * 7919) % 400]);
    const index = new KdTreeIndex(dense(rows, 2));
    index.nearest(dense([[1, 50]], 2), 0, { count: 3 });
    expect(index.distanceCount).toBeLessThan(300);
  });
});
