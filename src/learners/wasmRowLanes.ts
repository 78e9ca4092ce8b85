import type { CsrMatrix } from '../math/CsrMatrix.ts';
import { LANE_COUNT, type RowLanes } from './RowLanes.ts';

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
}

/** A function of the module: from the first to the end of a row's columns, its first value, and the lanes' numbers. */
type RowFunction = (columnAt: number, endAt: number, valueAt: number, lanesAt: number) => void;

const PAGE_BYTES = 65_536;
const MEMORY_LIMIT = 4_000_000_000;
const LANE_BYTES = LANE_COUNT * 8;

/**
 * Copies a matrix into the memory of a small WebAssembly module that multiplies and adds its rows, two lanes at once.
 *
 * The vector instructions used are plain IEEE multiplications and additions in the same order as in plain JavaScript,
 * so results have the same bits. A fit takes less than half the time, because engines recheck the type, address and
 * length of a typed array at every access.
 *
 * @param matrix - rows x columns, already checked
 * @param squaredNorms - |x|² of each row
 * @returns the rows, or `undefined` where the host has no such WebAssembly, refuses to compile, or lacks the memory
 */
export function createWasmRowLanes(matrix: CsrMatrix, squaredNorms: Float64Array): RowLanes | undefined {
  const wasm = (globalThis as { readonly WebAssembly?: WebAssemblyHost }).WebAssembly;
  const { rowCount, columnCount, rowOffsets, entryCount } = matrix;
  // The weights lie at address 0, so that a column can be stored as the address of its weights.
  const sumsAt = columnCount * LANE_BYTES;
  const stepsAt = sumsAt + LANE_BYTES;
  const valuesAt = stepsAt + LANE_BYTES;
  const columnsAt = valuesAt + entryCount * 8;
  const byteCount = columnsAt + entryCount * 4;
  if (wasm === undefined || byteCount > MEMORY_LIMIT) return undefined;

  let memory: WebAssemblyMemory;
  let functions: { readonly dot: RowFunction; readonly add: RowFunction };
  try {
    memory = new wasm.Memory({ initial: Math.ceil(byteCount / PAGE_BYTES) });
    const instance = new wasm.Instance(new wasm.Module(assembleModule()), { host: { memory } });
    functions = instance.exports as typeof functions;
  } catch {
    return undefined; // some hosts and content security policies forbid compiling
  }

  new Float64Array(memory.buffer, valuesAt, entryCount).set(matrix.values);
  const addresses = new Uint32Array(memory.buffer, columnsAt, entryCount);
  for (let k = 0; k < entryCount; k++) addresses[k] = matrix.columns[k]! * LANE_BYTES;

  const { dot, add } = functions;
  return {
    rowCount,
    columnCount,
    squaredNorms,
    weights: new Float64Array(memory.buffer, 0, columnCount * LANE_COUNT),
    sums: new Float64Array(memory.buffer, sumsAt, LANE_COUNT),
    steps: new Float64Array(memory.buffer, stepsAt, LANE_COUNT),
    dot(row) {
      const start = rowOffsets[row]!;
      dot(columnsAt + start * 4, columnsAt + rowOffsets[row + 1]! * 4, valuesAt + start * 8, sumsAt);
    },
    add(row) {
      const start = rowOffsets[row]!;
      add(columnsAt + start * 4, columnsAt + rowOffsets[row + 1]! * 4, valuesAt + start * 8, stepsAt);
    },
  };
}

/**
 * Writes the module in WebAssembly's binary format (W3C WebAssembly Core Specification 2.0, chapter 5). It imports one
 * memory and exports two functions, which differ in what they do with an entry:
 *
 * ```
 * dot: for each entry: sums[lane] += weights[lane] * value, and at last store the sums at lanesAt
 * add: load the steps from lanesAt, and for each entry: weights[lane] += steps[lane] * value
 * ```
 *
 * @returns the bytes of the module
 */
export function assembleModule(): Uint8Array {
  const [columnAt, endAt, valueAt, lanesAt, weightsAt, value, firstPair] = [0, 1, 2, 3, 4, 5, 6];
  const pairs = [0, 1]; // lanes 0 and 1, lanes 2 and 3
  const [addInt32, isAtLeastUnsigned, end, emptyBlock] = [0x6a, 0x4f, 0x0b, 0x40];
  const get = (local: number) => [0x20, local];
  const set = (local: number) => [0x21, local];
  const loadInt32 = [0x28, 2, 0];
  const loadPair = (pair: number) => [0xfd, 0x00, 3, pair * 16];
  const storePair = (pair: number) => [0xfd, 0x0b, 3, pair * 16];
  const loadIntoBothLanes = [0xfd, 0x0a, 3, 0];
  const multiplyAdd = [0xfd, 0xf2, 0x01, 0xfd, 0xf0, 0x01]; // two instructions, each rounding: not a fused one
  const advance = (local: number, bytes: number) => [...get(local), 0x41, bytes, addInt32, ...set(local)];
  const eachPair = (body: (pair: number) => readonly number[]) => pairs.flatMap(body);
  const eachEntry = (body: readonly number[]) => [
    ...[0x02, emptyBlock, 0x03, emptyBlock], // block loop
    ...[...get(columnAt), ...get(endAt), isAtLeastUnsigned, 0x0d, 1], // leave at the end
    ...[
      ...get(columnAt),
      ...loadInt32,
      ...set(weightsAt),
      ...get(valueAt),
      ...loadIntoBothLanes,
      ...set(value),
    ],
    ...body,
    ...[...advance(columnAt, 4), ...advance(valueAt, 8), 0x0c, 0, end, end], // go on
  ];
  const dot = [
    ...eachEntry(
      eachPair((pair) => [
        ...[...get(firstPair + pair), ...get(weightsAt), ...loadPair(pair), ...get(value), ...multiplyAdd],
        ...set(firstPair + pair),
      ]),
    ),
    ...eachPair((pair) => [...get(lanesAt), ...get(firstPair + pair), ...storePair(pair)]),
    end,
  ];
  const add = [
    ...eachPair((pair) => [...get(lanesAt), ...loadPair(pair), ...set(firstPair + pair)]),
    ...eachEntry(
      eachPair((pair) => [
        ...[...get(weightsAt), ...get(weightsAt), ...loadPair(pair)],
        ...[...get(firstPair + pair), ...get(value), ...multiplyAdd, ...storePair(pair)],
      ]),
    ),
    end,
  ];

  const [int32, vector, functionType] = [0x7f, 0x7b, 0x60];
  const locals = [2, 1, int32, 3, vector]; // weightsAt; value and two pairs
  const sized = (bytes: readonly number[]) => [...unsignedLeb128(bytes.length), ...bytes];
  const name = (text: string) => sized(Array.from(text, (character) => character.charCodeAt(0)));
  const section = (id: number, items: readonly (readonly number[])[]) => [
    id,
    ...sized([items.length, ...items.flat()]),
  ];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [[functionType, 4, int32, int32, int32, int32, 0]]),
    ...section(2, [[...name('host'), ...name('memory'), 2, 0, 1]]),
    ...section(3, [[0], [0]]),
    ...section(7, [
      [...name('dot'), 0, 0],
      [...name('add'), 0, 1],
    ]),
    ...section(10, [sized([...locals, ...dot]), sized([...locals, ...add])]),
  ]);
}

/** A length in WebAssembly's variable-length form: seven bits a byte, lowest first. */
function unsignedLeb128(length: number): number[] {
  return length < 128 ? [length] : [(length & 127) | 128, ...unsignedLeb128(length >>> 7)];
}
