/** A function of a module in WebAssembly's binary format; all its parameters are 32-bit integers, and it returns none. */
export interface WasmFunction {
  readonly name: string;
  readonly parameterCount: number;
  /** How many locals it has besides: integers first, then vectors. */
  readonly integers: number;
  readonly vectors: number;
  /** Instructions, without the final `end`. */
  readonly body: readonly number[];
}

const [INT32, VECTOR, FUNCTION_TYPE] = [0x7f, 0x7b, 0x60];

/** Instructions (W3C WebAssembly Core Specification 2.0, section 5.4). Vectors are four numbers of single precision. */
export const wasm = /* @__PURE__ */ Object.freeze({
  get: (local: number) => [0x20, local],
  set: (local: number) => [0x21, local],
  tee: (local: number) => [0x22, local],
  /** An integer from 0 to 63. */
  integer: (value: number) => [0x41, value],
  add: 0x6a,
  subtract: 0x6b,
  isLess: 0x49,
  /** Repeats instructions while they leave a number other than 0. */
  repeat: (body: readonly number[]) => [0x03, 0x40, ...body, 0x0d, 0, 0x0b],
  load: (byteOffset: number) => [0xfd, 0x00, 2, byteOffset],
  loadIntoAllLanes: [0xfd, 0x09, 2, 0],
  store: (byteOffset: number) => [0xfd, 0x0b, 2, byteOffset],
  /** The same number four times. */
  vector: (value: number) => [
    0xfd,
    0x0c,
    ...new Uint8Array(Float32Array.of(value, value, value, value).buffer),
  ],
  plus: [0xfd, 0xe4, 0x01],
  times: [0xfd, 0xe6, 0x01],
  over: [0xfd, 0xe7, 0x01],
  least: [0xfd, 0xe8, 0x01],
  most: [0xfd, 0xe9, 0x01],
});

/**
 * Writes a module in WebAssembly's binary format (same specification, chapter 5), which imports one memory.
 *
 * @param functions - what it exports
 * @returns the bytes of the module
 */
export function assembleModule(functions: readonly WasmFunction[]): Uint8Array {
  const list = (items: readonly (readonly number[])[]) => [...unsignedLeb128(items.length), ...items.flat()];
  const sized = (bytes: readonly number[]) => [...unsignedLeb128(bytes.length), ...bytes];
  const name = (text: string) => sized(Array.from(text, (character) => character.charCodeAt(0)));
  const section = (id: number, items: readonly (readonly number[])[]) => [id, ...sized(list(items))];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(
      1,
      functions.map(({ parameterCount }) => [
        FUNCTION_TYPE,
        ...list(Array.from({ length: parameterCount }, () => [INT32])),
        0,
      ]),
    ),
    ...section(2, [[...name('host'), ...name('memory'), 2, 0, 1]]),
    ...section(
      3,
      functions.map((_, i) => [i]),
    ),
    ...section(
      7,
      functions.map((each, i) => [...name(each.name), 0, i]),
    ),
    ...section(
      10,
      functions.map(({ integers, vectors, body }) =>
        sized([2, integers, INT32, vectors, VECTOR, ...body, 0x0b]),
      ),
    ),
  ]);
}

/** A length in WebAssembly's variable-length form: seven bits a byte, lowest first. */
function unsignedLeb128(length: number): number[] {
  return length < 128 ? [length] : [(length & 127) | 128, ...unsignedLeb128(length >>> 7)];
}
