import { afterEach, describe, expect, it, vi } from 'vitest';
import { CsrMatrix } from '../math/CsrMatrix.ts';
import { csrFromDense } from '../math/csrFromDense.ts';
import { SeededRandom } from '../math/SeededRandom.ts';
import { fitTogether } from './fitBinary.ts';
import { linearSvm } from './linearSvm.ts';
import { logisticRegression } from './logisticRegression.ts';
import { PlainRowLanes } from './PlainRowLanes.ts';
import { checkedSquaredNorms, prepareRows } from './prepareRows.ts';
import { LANE_COUNT } from './RowLanes.ts';
import { assembleModule, createWasmRowLanes } from './wasmRowLanes.ts';

function randomMatrix(
  rowCount: number,
  columnCount: number,
  density: number,
  random: SeededRandom,
): CsrMatrix {
  const rows = Array.from({ length: rowCount }, () =>
    Float64Array.from({ length: columnCount }, () => (random.float() < density ? random.float() - 0.3 : 0)),
  );
  return csrFromDense(rows, columnCount);
}

describe('createWasmRowLanes', () => {
  afterEach(() => vi.unstubAllGlobals());
  const random = new SeededRandom(5);
  const matrix = randomMatrix(120, 40, 0.25, random);
  const squaredNorms = checkedSquaredNorms(matrix);
  const plain = new PlainRowLanes(matrix, squaredNorms);
  const fast = createWasmRowLanes(matrix, squaredNorms)!;

  it('writes a module that the host accepts', () => {
    const wasm = Reflect.get(globalThis, 'WebAssembly') as { validate(bytes: Uint8Array): boolean };
    expect(wasm.validate(assembleModule())).toBe(true);
  });

  it('multiplies and adds as a naive loop does', () => {
    const naive = Array.from({ length: LANE_COUNT }, () => new Float64Array(matrix.columnCount));
    for (const rows of [plain, fast]) {
      rows.weights.fill(0);
      for (const weights of naive) weights.fill(0);
      for (let row = 0; row < matrix.rowCount; row++) {
        for (let lane = 0; lane < LANE_COUNT; lane++) rows.steps[lane] = (lane - 1.5) / (row + 1);
        rows.add(row);
        rows.dot(row);
        naive.forEach((weights, lane) => {
          let sum = 0;
          for (let k = matrix.rowOffsets[row]!; k < matrix.rowOffsets[row + 1]!; k++) {
            weights[matrix.columns[k]!]! += rows.steps[lane]! * matrix.values[k]!;
          }
          for (let k = matrix.rowOffsets[row]!; k < matrix.rowOffsets[row + 1]!; k++) {
            sum += weights[matrix.columns[k]!]! * matrix.values[k]!;
          }
          expect(rows.sums[lane]).toBe(sum);
        });
      }
      naive.forEach((weights, lane) => {
        expect([...weights]).toEqual(
          [...weights.keys()].map((column) => rows.weights[column * LANE_COUNT + lane]),
        );
      });
    }
  });

  it.each([linearSvm(), linearSvm({ loss: 'hinge' }), logisticRegression({ c: 3 })])(
    'gives fits the same bits as plain JavaScript: $kind $loss',
    (learner) => {
      const problems = Array.from({ length: 5 }, (_, k) => ({
        targets: Int8Array.from({ length: 120 }, (_, row) => ((row * (k + 2)) % 7 < 3 ? 1 : -1)),
      }));
      expect(fitTogether(fast, problems, learner, { seed: 3 })).toEqual(
        fitTogether(plain, problems, learner, { seed: 3 }),
      );
    },
  );

  it('copes with matrices without rows, columns or entries', () => {
    for (const [rowCount, columnCount] of [
      [0, 0],
      [0, 3],
      [3, 0],
      [3, 3],
    ] as const) {
      const empty = new CsrMatrix(
        rowCount,
        columnCount,
        new Int32Array(rowCount + 1),
        new Int32Array(0),
        new Float64Array(0),
      );
      const rows = createWasmRowLanes(empty, new Float64Array(rowCount))!;
      const targets = new Int8Array(rowCount).map((_, row) => (row === 0 ? 1 : -1));
      expect(fitTogether(rows, [{ targets }], linearSvm(), { seed: 1 })).toEqual(
        fitTogether(empty, [{ targets }], linearSvm(), { seed: 1 }),
      );
    }
  });

  it('gives way to plain JavaScript where the host has no WebAssembly or forbids compiling', () => {
    const large = randomMatrix(100, 250, 0.9, random);
    const targets = Int8Array.from({ length: 100 }, (_, row) => (row % 3 === 0 ? 1 : -1));
    const fitLarge = () => fitTogether(large, [{ targets }], linearSvm(), { seed: 1 });
    const expected = fitLarge();
    expect(prepareRows(large)).not.toBeInstanceOf(PlainRowLanes);
    vi.stubGlobal('WebAssembly', undefined);
    expect(prepareRows(large)).toBeInstanceOf(PlainRowLanes);
    expect(fitLarge()).toEqual(expected);
    vi.stubGlobal('WebAssembly', {
      Memory: class {},
      Module: class {
        constructor() {
          throw new Error('Wasm code generation disallowed by embedder');
        }
      },
    });
    expect(prepareRows(large)).toBeInstanceOf(PlainRowLanes);
    expect(fitLarge()).toEqual(expected);
  });
});
