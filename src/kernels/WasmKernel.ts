import { assembleModule } from './assembleModule.ts';
import type { Block, MatrixKernel, Numbers, ProductSize, Transposed } from './MatrixKernel.ts';
import { PlainKernel } from './PlainKernel.ts';
import { productFunction } from './productFunction.ts';
import { tanhFunction } from './tanhFunction.ts';

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

/** Adds rows of a product to C; see `productFunction`. */
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

/** What the module exports: products by four rows or one, by eight columns or four, and tangents. */
interface Functions {
  readonly add4x8: AddRows;
  readonly add4x4: AddRows;
  readonly add1x8: AddRows;
  readonly add1x4: AddRows;
  readonly tanh: (at: number, end: number) => void;
}

const PAGE_BYTES = 65_536;
const LANES = 4;
/** So many rows share each number read of B. */
const TILE_ROWS = 4;
/** So deep a slice of both factors stays in the nearest cache. */
const SLICE = 256;
/** Below this many multiplications, copying into the memory of the module costs more than it saves. */
const MIN_MULTIPLICATIONS = 3_000;
/** The same for tangents. */
const MIN_TANGENTS = 16;
/** Vectors are read whole, past the end of what lies last. */
const SLACK = 8;

/**
 * Single precision by vector instructions of WebAssembly, four by eight elements at a time, about ten times as fast as
 * plain JavaScript. Multiplications and additions are IEEE's and not fused, in the same order, so the bits are the same.
 */
export class WasmKernel implements MatrixKernel {
  private readonly plain = new PlainKernel();
  private view = new Float32Array(0);
  private kept: Numbers | undefined;
  /** Where memory that is free begins: behind what is kept. */
  private free = 0;

  private constructor(
    private readonly memory: WebAssemblyMemory,
    private readonly functions: Functions,
  ) {}

  /** @returns a kernel with a memory of its own, or `undefined` where the host has no WebAssembly or forbids compiling */
  static create(): WasmKernel | undefined {
    const wasm = (globalThis as { readonly WebAssembly?: WebAssemblyHost }).WebAssembly;
    if (wasm === undefined) return undefined;
    try {
      const memory = new wasm.Memory({ initial: 1 });
      const { exports } = new wasm.Instance(new wasm.Module(kernelModule()), { host: { memory } });
      return new WasmKernel(memory, exports as Functions);
    } catch {
      return undefined; // some hosts and content security policies forbid compiling
    }
  }

  zeros(length: number): Float32Array {
    return new Float32Array(length);
  }

  keep(data: Numbers): void {
    this.free = roundUp(data.length, LANES);
    this.kept = this.reserve(0) ? data : undefined;
    if (this.kept === undefined) this.free = 0;
    else this.view.set(data);
  }

  tanh(data: Numbers): void {
    const { length } = data;
    if (length < MIN_TANGENTS || !this.reserve(length)) {
      this.plain.tanh(data);
      return;
    }
    const { free, view } = this;
    view.set(data, free);
    this.functions.tanh(free * 4, (free + length) * 4);
    data.set(view.subarray(free, free + length));
  }

  multiply(transposed: Transposed, size: ProductSize, c: Block, a: Block, b: Block, isAdded = false): void {
    const { rows, columns, depth } = size;
    const isTurned = transposed === 'right';
    const isKept = b.data === this.kept && !isTurned;
    const isSmall =
      rows * columns * depth < MIN_MULTIPLICATIONS || (rows < TILE_ROWS && !isTurned && !isKept);
    const width = roundUp(columns, LANES);
    const [aHeight, aWidth] = transposed === 'left' ? [depth, rows] : [rows, depth];
    const cAt = this.free;
    const aAt = cAt + rows * width;
    const bCopy = aAt + aHeight * aWidth;
    if (isSmall || !this.reserve(rows * width + aHeight * aWidth + (isKept ? 0 : depth * columns))) {
      this.plain.multiply(transposed, size, c, a, b, isAdded);
      return;
    }
    const { view } = this;
    if (isAdded) copyIn(view, cAt, width, c, rows, columns);
    else view.fill(0, cAt, aAt);
    copyIn(view, aAt, aWidth, a, aHeight, aWidth);
    // Rows of B have no padding: what is read past the end of one meets only cells of C that are not copied back.
    if (isTurned) copyTransposed(view, bCopy, b, columns, depth);
    else if (!isKept) copyIn(view, bCopy, columns, b, depth, columns);
    const [bAt, bStep] = isKept ? [b.start, b.stride] : [bCopy, columns];
    const [aRow, aStep] = transposed === 'left' ? [1, aWidth] : [aWidth, 1];
    for (let k = 0; k < depth; k += SLICE) {
      const steps = Math.min(depth - k, SLICE);
      this.addSlice(rows, width, aAt + k * aStep, aRow, aStep, bAt + k * bStep, bStep, cAt, steps);
    }
    copyOut(view, cAt, width, c, rows, columns);
  }

  /** Adds up so many steps of the depth; places and distances in numbers. */
  private addSlice(
    rows: number,
    width: number,
    aAt: number,
    aRow: number,
    aStep: number,
    bAt: number,
    bStep: number,
    cAt: number,
    steps: number,
  ): void {
    const { add4x8, add4x4, add1x8, add1x4 } = this.functions;
    const whole = width - (width % 8);
    const [b, bEnd, cRow] = [bAt * 4, (bAt + whole) * 4, width * 4];
    for (let row = 0; row < rows; ) {
      const isTile = row + TILE_ROWS <= rows;
      const a = (aAt + row * aRow) * 4;
      const c = (cAt + row * width) * 4;
      const [addEight, addFour] = isTile ? [add4x8, add4x4] : [add1x8, add1x4];
      if (whole > 0) addEight(a, aRow * 4, aStep * 4, b, bStep * 4, bEnd, c, cRow, steps);
      if (whole < width)
        addFour(a, aRow * 4, aStep * 4, bEnd, bStep * 4, bEnd + 4, c + whole * 4, cRow, steps);
      row += isTile ? TILE_ROWS : 1;
    }
  }

  /** Makes room for so many numbers behind what is kept; false when the host has no more memory. */
  private reserve(length: number): boolean {
    const needed = this.free + length + SLACK;
    const missing = Math.ceil((needed * 4 - this.memory.buffer.byteLength) / PAGE_BYTES);
    try {
      if (missing > 0) this.memory.grow(missing);
    } catch {
      return false;
    }
    // Growing leaves a view of the old memory without length.
    if (this.view.length < needed) this.view = new Float32Array(this.memory.buffer);
    return true;
  }
}

function kernelModule(): Uint8Array {
  return assembleModule([
    productFunction('add4x8', 4, 2),
    productFunction('add4x4', 4, 1),
    productFunction('add1x8', 1, 2),
    productFunction('add1x4', 1, 1),
    tanhFunction(),
  ]);
}

function roundUp(count: number, step: number): number {
  return Math.ceil(count / step) * step;
}

/** Cells between `columns` and `width` keep what was there: they meet no cell of the result. */
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
function copyTransposed(to: Float32Array, at: number, from: Block, rows: number, columns: number) {
  const { data, start, stride } = from;
  for (let row = 0; row < rows; row++) {
    const first = start + row * stride;
    for (let column = 0; column < columns; column++) to[at + column * rows + row] = data[first + column]!;
  }
}

function copyOut(from: Float32Array, at: number, width: number, to: Block, rows: number, columns: number) {
  const { data, start, stride } = to;
  if (width === stride && width === columns) {
    data.set(from.subarray(at, at + rows * columns), start);
    return;
  }
  for (let row = 0; row < rows; row++) {
    const first = at + row * width;
    const other = start + row * stride;
    for (let column = 0; column < columns; column++) data[other + column] = from[first + column]!;
  }
}
