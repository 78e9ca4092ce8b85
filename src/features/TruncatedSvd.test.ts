import fc from 'fast-check';
import { Matrix, SingularValueDecomposition } from 'ml-matrix';
import { describe, expect, it } from 'vitest';
import { CsrMatrix } from '../math/CsrMatrix.ts';
import { csrFromDense } from '../math/csrFromDense.ts';
import { SeededRandom } from '../math/SeededRandom.ts';
import { fitTruncatedSvd } from './fitTruncatedSvd.ts';
import { gramOf, orthonormalise } from './orthonormalise.ts';
import { resolveSvd, type SvdOptions } from './SvdOptions.ts';

const code = (value: string) => expect.objectContaining({ code: value });

function decompose(
  rows: number[][],
  options: SvdOptions,
  sampleWeights?: Float64Array,
  columnCount?: number,
) {
  const matrix = csrFromDense(rows, columnCount);
  return fitTruncatedSvd(matrix, resolveSvd('svd', options), { seed: 3, sampleWeights });
}

/** The full decomposition of a library, largest singular value first. */
function exact(rows: number[][]) {
  const isTall = rows.length >= rows[0]!.length;
  const matrix = new Matrix(rows);
  const svd = new SingularValueDecomposition(isTall ? matrix : matrix.transpose(), { autoTranspose: false });
  return {
    values: svd.diagonal,
    vectors: isTall ? svd.rightSingularVectors : svd.leftSingularVectors,
  };
}

/** Rows whose singular values fall by a third each, so that the leading ones are well apart. */
function fading(rowCount: number, columnCount: number, seed: number): number[][] {
  const random = new SeededRandom(seed);
  const draw = () => 2 * random.float() - 1;
  const factors = Array.from({ length: Math.min(rowCount, columnCount) }, (_, k) => ({
    left: Array.from({ length: rowCount }, draw),
    right: Array.from({ length: columnCount }, draw),
    scale: (2 / 3) ** k,
  }));
  return Array.from({ length: rowCount }, (_, i) =>
    Array.from({ length: columnCount }, (_, j) =>
      factors.reduce((sum, { left, right, scale }) => sum + scale * left[i]! * right[j]!, 0),
    ),
  );
}

const size = fc.integer({ min: 1, max: 30 });

describe('TruncatedSvd', () => {
  it('finds the leading singular values and vectors', async () => {
    await fc.assert(
      fc.asyncProperty(
        size,
        size,
        fc.integer({ min: 1, max: 8 }),
        fc.nat(999),
        async (m, n, dimensions, seed) => {
          const rows = fading(m, n, seed);
          const { svd, singularValues } = await decompose(rows, { dimensions });
          const { values, vectors } = exact(rows);
          expect(svd.dimensions).toBe(Math.min(dimensions, m, n));
          for (let k = 0; k < svd.dimensions; k++) {
            expect(Math.abs(singularValues[k]! - values[k]!)).toBeLessThan(1e-6 * values[0]!);
            const gap = Math.min((values[k - 1] ?? Infinity) - values[k]!, values[k]! - (values[k + 1] ?? 0));
            if (gap < 0.05 * values[0]!) continue; // such vectors are not told apart
            let cosine = 0;
            for (let j = 0; j < n; j++)
              cosine += vectors.get(j, k) * svd.components.values[j * svd.dimensions + k]!;
            expect(Math.abs(cosine)).toBeCloseTo(1, 5);
          }
        },
      ),
      { numRuns: 150 },
    );
  });

  it('keeps all angles when it keeps all dimensions', async () => {
    await fc.assert(
      fc.asyncProperty(size, size, fc.nat(999), async (m, n, seed) => {
        const rows = fading(m, n, seed);
        const { svd } = await decompose(rows, { dimensions: 30 });
        const reduced = svd.reduce(csrFromDense(rows));
        for (let a = 0; a < m; a += 3) {
          for (let b = 0; b < m; b += 4) {
            const own = rows[a]!.reduce((sum, value, j) => sum + value * rows[b]![j]!, 0);
            let other = 0;
            for (let k = 0; k < svd.dimensions; k++) {
              other += reduced.values[a * svd.dimensions + k]! * reduced.values[b * svd.dimensions + k]!;
            }
            expect(other).toBeCloseTo(own, 4);
          }
        }
      }),
      { numRuns: 60 },
    );
  });

  it('makes the largest number of each component positive, and the same ones for the same seed', async () => {
    const rows = fading(20, 12, 5);
    const { svd } = await decompose(rows, { dimensions: 5 });
    for (let k = 0; k < 5; k++) {
      const column = Array.from({ length: 12 }, (_, j) => svd.components.values[j * 5 + k]!);
      expect(Math.max(...column)).toBe(Math.max(...column.map(Math.abs)));
    }
    expect((await decompose(rows, { dimensions: 5 })).svd).toEqual(svd);
    const inverted = await decompose(
      rows.map((row) => row.map((value) => -value)),
      { dimensions: 5 },
    );
    inverted.svd.components.values.forEach((value, i) => {
      expect(value).toBeCloseTo(svd.components.values[i]!, 6);
    });
  });

  it('takes a row of weight 2 as two rows', async () => {
    const rows = fading(15, 9, 8);
    const weights = Float64Array.from(rows, (_, i) => i % 3);
    const weighted = await decompose(rows, { dimensions: 4 }, weights);
    const repeated = await decompose(
      rows.flatMap((row, i) => Array.from({ length: i % 3 }, () => row)),
      { dimensions: 4 },
    );
    weighted.singularValues.forEach((value, k) => {
      expect(value).toBeCloseTo(repeated.singularValues[k]!, 8);
    });
    weighted.svd.components.values.forEach((value, i) => {
      expect(value).toBeCloseTo(repeated.svd.components.values[i]!, 5);
    });
  });

  it('keeps fewer dimensions when the rows span fewer, and one at least', async () => {
    const ray = [1, 2, 0, 2];
    const { svd, singularValues } = await decompose([ray, ray.map((value) => 2 * value), [0, 0, 0, 0]], {});
    expect(svd.dimensions).toBe(1);
    expect(singularValues[0]).toBeCloseTo(Math.sqrt(45), 10);
    expect([...svd.components.values]).toEqual([1 / 3, 2 / 3, 0, 2 / 3].map(Math.fround));
    for (const nothing of [[], [[0, 0, 0, 0]]]) {
      const empty = await decompose(nothing, {}, undefined, 4);
      expect([...empty.svd.components.values]).toEqual([0, 0, 0, 0]);
      expect([...empty.svd.reduce(csrFromDense([ray])).values]).toEqual([0]);
    }
  });

  it('stops when it is told to', async () => {
    let turns = 0;
    const pause = async () => {
      if (++turns === 4) throw new Error('enough');
    };
    const fitted = fitTruncatedSvd(csrFromDense(fading(9, 9, 1)), resolveSvd('svd', {}), { seed: 1, pause });
    await expect(fitted).rejects.toThrow('enough');
  });

  it('refuses what is no table, and bad options', async () => {
    const { svd } = await decompose([[1, 2]], {});
    expect(() => svd.reduce(csrFromDense([[1]]))).toThrow(code('shape-mismatch'));
    const odd = (column: number, value: number) =>
      new CsrMatrix(1, 2, Int32Array.of(0, 1), Int32Array.of(column), Float64Array.of(value));
    expect(() => svd.reduce(odd(2, 1))).toThrow(code('shape-mismatch'));
    expect(() => svd.reduce(odd(-1, 1))).toThrow(code('shape-mismatch'));
    expect(() => svd.reduce(odd(0, Number.NaN))).toThrow(code('invalid-value'));
    await expect(decompose([[Number.NaN]], {})).rejects.toThrow(code('invalid-value'));
    await expect(decompose([[1e200]], {})).rejects.toThrow(code('invalid-value'));
    for (const bad of [
      { dimensions: 0 },
      { dimensions: 1.5 },
      { powerIterations: -1 },
      { oversampling: 1e9 },
    ]) {
      expect(() => resolveSvd('svd', bad)).toThrow(code('invalid-option'));
    }
    expect(() => resolveSvd('svd', { rank: 3 })).toThrow(code('invalid-option'));
  });
});

describe('orthonormalise', () => {
  it('gives orthogonal columns of length 1, or of 0 where they depend on others', () => {
    const rows = fading(40, 6, 2).map((row) => [row[0]!, row[0]! * 2, ...row.slice(1), row[1]! + row[2]!]);
    const matrix = { rowCount: 40, width: 8, values: Float64Array.from(rows.flat()) };
    orthonormalise(matrix);
    orthonormalise(matrix);
    const kept = [0, 2, 3, 4, 5, 6];
    gramOf(matrix, matrix).forEach((value, at) => {
      const [i, j] = [Math.floor(at / 8), at % 8];
      expect(value).toBeCloseTo(i === j && kept.includes(i) ? 1 : 0, 12);
    });
  });
});
