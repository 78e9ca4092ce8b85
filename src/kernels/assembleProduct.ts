/**
 * Writes a module in WebAssembly's binary format (W3C WebAssembly Core Specification 2.0, chapter 5). It imports one
 * memory and exports one function, which adds four rows of a product to C, eight columns at a time:
 *
 * ```
 * addRows(a, aRow, aStep, b, bStep, bEnd, c, cRow, depth):
 *   do
 *     load 4 x 8 sums from c
 *     repeat depth times: sums[i][j] += a[i] * b[j]; every a[i] goes on by aStep, b by bStep
 *     store the sums; b and c go on by eight columns
 *   while b < bEnd
 * ```
 *
 * All arguments but `depth` are addresses or distances in bytes; `depth` is at least 1.
 *
 * @returns the bytes of the module
 */
export function assembleProduct(): Uint8Array {
  const [a, aRow, aStep, b, bStep, bEnd, c, cRow, depth] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const [aAt, bAt, cAt, left] = [[9, 10, 11, 12], 13, 14, 15]; // locals: addresses, and how many steps are left
  const sums = 16; // eight vectors: two a row
  const [right, factor] = [[24, 25], 26];
  const rows = [0, 1, 2, 3];
  const halves = [0, 1];
  const get = (local: number) => [0x20, local];
  const set = (local: number) => [0x21, local];
  const constant = (value: number) => [0x41, value]; // below 64
  const [add, subtract, isLessUnsigned] = [0x6a, 0x6b, 0x49];
  const load = (half: number) => [0xfd, 0x00, 2, half * 16];
  const loadIntoAllLanes = [0xfd, 0x09, 2, 0];
  const store = (half: number) => [0xfd, 0x0b, 2, half * 16];
  const multiplyAdd = [0xfd, 0xe6, 0x01, 0xfd, 0xe4, 0x01]; // two instructions, each rounding: not a fused one
  const advance = (local: number, by: number) => [...get(local), ...get(by), add, ...set(local)];
  const skip = (local: number, bytes: number) => [...get(local), ...constant(bytes), add, ...set(local)];
  const [loop, noResult, branchIf, end] = [0x03, 0x40, 0x0d, 0x0b];
  const eachSum = (body: (sum: number, half: number) => readonly number[]) =>
    rows.flatMap((row) => [
      ...halves.flatMap((half) => body(sums + row * 2 + half, half)),
      ...(row < 3 ? advance(cAt, cRow) : []),
    ]);
  const step = [
    ...halves.flatMap((half) => [...get(bAt), ...load(half), ...set(right[half]!)]),
    ...rows.flatMap((row) => [
      ...[...get(aAt[row]!), ...loadIntoAllLanes, ...set(factor)],
      ...halves.flatMap((half) => {
        const sum = sums + row * 2 + half;
        return [...get(sum), ...get(factor), ...get(right[half]!), ...multiplyAdd, ...set(sum)];
      }),
      ...advance(aAt[row]!, aStep),
    ]),
    ...advance(bAt, bStep),
    ...[...get(left), ...constant(1), subtract, 0x22, left, branchIf, 0], // again unless none is left
  ];
  const body = [
    ...[loop, noResult],
    ...[...get(a), ...set(aAt[0]!)],
    ...[1, 2, 3].flatMap((row) => [...get(aAt[row - 1]!), ...get(aRow), add, ...set(aAt[row]!)]),
    ...[...get(b), ...set(bAt), ...get(depth), ...set(left)],
    ...[...get(c), ...set(cAt), ...eachSum((sum, half) => [...get(cAt), ...load(half), ...set(sum)])],
    ...[loop, noResult, ...step, end],
    ...[...get(c), ...set(cAt), ...eachSum((sum, half) => [...get(cAt), ...get(sum), ...store(half)])],
    ...[...skip(b, 32), ...skip(c, 32)],
    ...[...get(b), ...get(bEnd), isLessUnsigned, branchIf, 0, end],
    end,
  ];

  const [int32, vector, functionType] = [0x7f, 0x7b, 0x60];
  const locals = [2, 7, int32, 11, vector];
  const sized = (bytes: readonly number[]) => [...unsignedLeb128(bytes.length), ...bytes];
  const name = (text: string) => sized(Array.from(text, (character) => character.charCodeAt(0)));
  const section = (id: number, item: readonly number[]) => [id, ...sized([1, ...item])];
  return Uint8Array.from([
    ...[0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    ...section(1, [functionType, 9, ...new Array<number>(9).fill(int32), 0]),
    ...section(2, [...name('host'), ...name('memory'), 2, 0, 1]),
    ...section(3, [0]),
    ...section(7, [...name('addRows'), 0, 0]),
    ...section(10, sized([...locals, ...body])),
  ]);
}

/** A length in WebAssembly's variable-length form: seven bits a byte, lowest first. */
function unsignedLeb128(length: number): number[] {
  return length < 128 ? [length] : [(length & 127) | 128, ...unsignedLeb128(length >>> 7)];
}
