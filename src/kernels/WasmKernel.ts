import { assembleProduct } from './assembleProduct.ts';
import type { Block, MatrixKernel, ProductSize, Transposed } from './MatrixKernel.ts';
import { PlainKernel } from './PlainKernel.ts';

/** What is used of the host's WebAssembly, which TypeScript declares for browsers only. */
interface WebAssemblyHost {
  readonly Memory: new (size: { readonly initial: number }) => WebAssemblyMemory;
  readonly Module: new (bytes: Uint8Array) => object;
  readonly Instance: new (
    module: object,
    imports: { readonly host: { readonly memory: WebAssemblyMemory } },
  ) => { readonly exports: unknown };
}

interface WebAssemblyMemory {
  readonly buffer: ArrayBuffer;
  grow(pages: number): number;
}

/** Adds four rows of a product to C; see {@link assembleProduct}. */
type AddRows = (
  a: number,
  aRow: number,
  aStep: number,
  b: number,
  bStep: number,
  bEnd: number,
  c: number,
  cRow: number,
  depth: number,
) => void;

const PAGE_BYTES = 65_536;
const TILE_ROWS = 4;
const TILE_COLUMNS = 8;
/** So deep a slice of both factors stays in the nearest cache. */
const SLICE = 256;
/** Below this many multiplications, copying into the memory of the module costs more than it saves. */
const MIN_MULTIPLICATIONS = 6_000;

/**
 * Single precision by vector instructions of WebAssembly, four by eight elements at a time, about ten times as fast as
 * plain JavaScript. Multiplications and additions are IEEE's and not fused, in the same order, so the bits are the same.
 */
export class WasmKernel implements MatrixKernel {
  private readonly plain = new PlainKernel();
  private view = new Float32Array(0);

  private constructor(
    private readonly memory: WebAssemblyMemory,
    private readonly addRows: AddRows,
  ) {}

  /** @returns a kernel with a memory of its own, or `undefined` where the host has no WebAssembly or forbids compiling */
  static create(): WasmKernel | undefined {
    const wasm = (globalThis as { readonly WebAssembly?: WebAssemblyHost }).WebAssembly;
    if (wasm === undefined) return undefined;
    try {
      const memory = new wasm.Memory({ initial: 1 });
      const { exports } = new wasm.Instance(new wasm.Module(assembleProduct()), { host: { memory } });
      return new WasmKernel(memory, (exports as { readonly addRows: AddRows }).addRows);
    } catch {
      return undefined; // some hosts and content security policies forbid compiling
    }
  }

  zeros(length: number): Float32Array {
    return new Float32Array(length);
  }

  multiply(transposed: Transposed, size: ProductSize, c: Block, a: Block, b: Block, isAdded = false): void {
    const { rows, columns, depth } = size;
    const isSmall =
      rows * columns * depth < MIN_MULTIPLICATIONS || (rows < TILE_ROWS && transposed !== 'right');
    const width = roundUp(columns, TILE_COLUMNS);
    const height = roundUp(rows, TILE_ROWS);
    const isLeft = transposed === 'left';
    const [aHeight, aWidth] = isLeft ? [depth, height] : [height, depth];
    const aAt = height * width;
    const bAt = aAt + aHeight * aWidth;
    if (isSmall || !this.reserve(bAt + depth * width)) {
      this.plain.multiply(transposed, size, c, a, b, isAdded);
      return;
    }
    const { view, addRows } = this;
    if (isAdded) copyIn(view, 0, width, c, rows, columns);
    else view.fill(0, 0, aAt);
    copyIn(view, aAt, aWidth, a, isLeft ? depth : rows, isLeft ? rows : depth);
    if (transposed === 'right') copyTransposed(view, bAt, width, b, columns, depth);
    else copyIn(view, bAt, width, b, depth, columns);
    const [aRow, aStep] = isLeft ? [1, aWidth] : [aWidth, 1];
    for (let k = 0; k < depth; k += SLICE) {
      const end = Math.min(depth, k + SLICE);
      for (let row = 0; row < rows; row += TILE_ROWS) {
        addRows(
          (aAt + row * aRow + k * aStep) * 4,
          aRow * 4,
          aStep * 4,
          (bAt + k * width) * 4,
          width * 4,
          (bAt + k * width + width) * 4,
          row * width * 4,
          width * 4,
          end - k,
        );
      }
    }
    copyOut(view, width, c, rows, columns);
  }

  /** Makes room for so many numbers; false when the host has no more memory. */
  private reserve(length: number): boolean {
    const missing = Math.ceil((length * 4 - this.memory.buffer.byteLength) / PAGE_BYTES);
    try {
      if (missing > 0) this.memory.grow(missing);
    } catch {
      return false;
    }
    // Growing leaves a view of the old memory without length.
    if (this.view.length < length) this.view = new Float32Array(this.memory.buffer);
    return true;
  }
}

function roundUp(count: number, step: number): number {
  return Math.ceil(count / step) * step;
}

/** Cells beyond the matrix keep what was there: they meet no cell of the result. */
function copyIn(to: Float32Array, at: number, width: number, from: Block, rows: number, columns: number) {
  const { data, start, stride } = from;
  if (width === stride && width === columns) {
    to.set(data.subarray(start, start + rows * columns), at);
    return;
  }
  for (let row = 0; row < rows; row++) {
    const first = start + row * stride;
    const other = at + row * width;
    for (let column = 0; column < columns; column++) to[other + column] = data[first + column]!;
  }
}

/** Writes the transpose: what is rows x columns in `from` becomes columns x rows. */
function copyTransposed(
  to: Float32Array,
  at: number,
  width: number,
  from: Block,
  rows: number,
  columns: number,
) {
  const { data, start, stride } = from;
  for (let row = 0; row < rows; row++) {
    const first = start + row * stride;
    for (let column = 0; column < columns; column++) to[at + column * width + row] = data[first + column]!;
  }
}

function copyOut(from: Float32Array, width: number, to: Block, rows: number, columns: number) {
  const { data, start, stride } = to;
  if (width === stride && width === columns) {
    data.set(from.subarray(0, rows * columns), start);
    return;
  }
  for (let row = 0; row < rows; row++) {
    const first = row * width;
    const other = start + row * stride;
    for (let column = 0; column < columns; column++) data[other + column] = from[first + column]!;
  }
}
