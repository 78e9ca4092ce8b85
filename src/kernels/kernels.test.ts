import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { SeededRandom } from '../math/SeededRandom.ts';
import { createKernel } from './createKernel.ts';
import { type Block, block, type MatrixKernel, type Numbers, type Transposed } from './MatrixKernel.ts';
import { PlainKernel } from './PlainKernel.ts';
import { ReferenceKernel } from './ReferenceKernel.ts';
import { WasmKernel } from './WasmKernel.ts';

const kinds: readonly Transposed[] = ['plain', 'left', 'right'];
const plain = new PlainKernel();
const wasm = WasmKernel.create()!;

interface Case {
  readonly transposed: Transposed;
  readonly rows: number;
  readonly columns: number;
  readonly depth: number;
  readonly gap: number;
  readonly isAdded: boolean;
  readonly seed: number;
}

/** C after a product, each matrix a slice of a wider one when there is a gap. */
function run(kernel: MatrixKernel, given: Case): Numbers {
  const { transposed, rows, columns, depth, gap, isAdded, seed } = given;
  const random = new SeededRandom(seed);
  const make = (height: number, width: number): Block => {
    const data = kernel.zeros(height * (width + gap) + gap);
    for (let i = 0; i < data.length; i++)
      data[i] = Math.fround((random.float() - 0.5) * 2 ** random.integer(8));
    return block(data, width + gap, gap);
  };
  const a = transposed === 'left' ? make(depth, rows) : make(rows, depth);
  const b = transposed === 'right' ? make(columns, depth) : make(depth, columns);
  const c = make(rows, columns);
  kernel.multiply(transposed, { rows, columns, depth }, c, a, b, isAdded);
  return c.data;
}

const cases = fc.record({
  transposed: fc.constantFrom(...kinds),
  rows: fc.integer({ min: 0, max: 41 }),
  columns: fc.integer({ min: 0, max: 41 }),
  depth: fc.oneof(fc.integer({ min: 0, max: 41 }), fc.integer({ min: 255, max: 520 })),
  gap: fc.constantFrom(0, 0, 3),
  isAdded: fc.boolean(),
  seed: fc.integer({ min: 0, max: 1e6 }),
});

describe('matrix kernels', () => {
  afterEach(() => vi.unstubAllGlobals());

  it('gives the same bits in WebAssembly and in JavaScript', () => {
    fc.assert(
      fc.property(cases, (given) => {
        expect(run(wasm, given)).toEqual(run(plain, given));
      }),
      { numRuns: 400 },
    );
  });

  it('gives the same bits from a right factor that it keeps', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const keeping: MatrixKernel = {
          ...{ zeros: (length) => wasm.zeros(length), tanh: () => {}, keep: () => {} },
          multiply(kind, size, c, a, b, isAdded) {
            wasm.keep(b.data);
            wasm.multiply(kind, size, c, a, b, isAdded);
          },
        };
        expect(run(keeping, given)).toEqual(run(plain, given));
      }),
      { numRuns: 200 },
    );
  });

  it('takes tangents with the same bits everywhere, within 4e-7 of the true ones', () => {
    const numbers = fc.array(fc.oneof(fc.float(), fc.float({ min: -10, max: 10 })), { maxLength: 50 });
    fc.assert(
      fc.property(numbers, (given) => {
        const [here, there, exact] = [wasm, plain, new ReferenceKernel()].map((kernel) => {
          const data = kernel.zeros(given.length);
          data.set(given);
          kernel.tanh(data);
          return data;
        }) as [Numbers, Numbers, Numbers];
        expect(here).toEqual(there);
        here.forEach((value, i) => {
          expect(Math.abs(value)).not.toBeGreaterThan(1);
          const truth = Math.tanh(given[i]!);
          if (!Number.isNaN(truth))
            expect(Math.abs(value - truth)).toBeLessThanOrEqual(4e-7 * Math.abs(truth));
          expect(exact[i]).toBeCloseTo(truth, 14);
        });
      }),
    );
  });

  it('sums each element in the order of the depth, rounding every step', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const { transposed, rows, columns, depth, gap, isAdded } = given;
        const naive: MatrixKernel = {
          ...{ zeros: (length) => new Float32Array(length), tanh: () => {}, keep: () => {} },
          multiply(_kind, _size, c, a, b) {
            for (let i = 0; i < rows; i++) {
              for (let j = 0; j < columns; j++) {
                let sum = isAdded ? c.data[gap + i * (columns + gap) + j]! : 0;
                for (let k = 0; k < depth; k++) {
                  const left = transposed === 'left' ? k * (rows + gap) + i : i * (depth + gap) + k;
                  const right = transposed === 'right' ? j * (depth + gap) + k : k * (columns + gap) + j;
                  sum = Math.fround(sum + Math.fround(a.data[gap + left]! * b.data[gap + right]!));
                }
                c.data[gap + i * (columns + gap) + j] = sum;
              }
            }
          },
        };
        expect(run(plain, given)).toEqual(run(naive, given));
      }),
    );
  });

  it('agrees with double precision within rounding', () => {
    fc.assert(
      fc.property(cases, (given) => {
        const exact = run(new ReferenceKernel(), given);
        run(wasm, given).forEach((value, i) => {
          expect(Math.abs(value - exact[i]!)).toBeLessThan(1);
        });
      }),
    );
  });

  it('computes in plain JavaScript where the host has no WebAssembly or forbids compiling', () => {
    expect(createKernel()).toBeInstanceOf(WasmKernel);
    expect(createKernel('float64')).toBeInstanceOf(ReferenceKernel);
    vi.stubGlobal('WebAssembly', undefined);
    expect(createKernel()).toBeInstanceOf(PlainKernel);
    vi.stubGlobal('WebAssembly', {
      Memory: class {},
      Module: class {
        constructor() {
          throw new Error('Wasm code generation disallowed by embedder');
        }
      },
    });
    expect(createKernel()).toBeInstanceOf(PlainKernel);
  });
});
