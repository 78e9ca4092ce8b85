import { type WasmFunction, wasm } from './assembleModule.ts';

/**
 * Writes a function that adds a few rows of a product to C, a tile of columns at a time:
 *
 * ```
 * name(a, aRow, aStep, b, bStep, bEnd, c, cRow, depth):
 *   do
 *     load rows x columns sums from c
 *     repeat depth times: sums[i][j] += a[i] * b[j]; every a[i] goes on by aStep, b by bStep
 *     store the sums; b and c go on by the columns of a tile
 *   while b < bEnd
 * ```
 *
 * All arguments but `depth` are addresses or distances in bytes; `depth` is at least 1.
 *
 * @param name - of the function
 * @param rowCount - rows of a tile, 1 to 4
 * @param vectorCount - columns of a tile, in fours: 1 or 2
 */
export function productFunction(name: string, rowCount: number, vectorCount: number): WasmFunction {
  const { get, set, tee, integer, add, subtract, isLess, repeat, load, store, times, plus } = wasm;
  const [a, aRow, aStep, b, bStep, bEnd, c, cRow, depth] = [0, 1, 2, 3, 4, 5, 6, 7, 8];
  const upTo = (count: number, first = 0) => Array.from({ length: count }, (_, i) => first + i);
  const aAt = upTo(rowCount, 9); // addresses
  const [bAt, cAt, left] = [9 + rowCount, 10 + rowCount, 11 + rowCount]; // and how many steps are left
  const sums = 12 + rowCount;
  const right = upTo(vectorCount, sums + rowCount * vectorCount);
  const factor = sums + (rowCount + 1) * vectorCount;
  const rows = upTo(rowCount);
  const vectors = upTo(vectorCount);
  const advance = (local: number, by: number) => [...get(local), ...get(by), add, ...set(local)];
  const skip = (local: number, bytes: number) => [...get(local), ...integer(bytes), add, ...set(local)];
  const eachSum = (body: (sum: number, byteOffset: number) => readonly number[]) =>
    rows.flatMap((row) => [
      ...vectors.flatMap((vector) => body(sums + row * vectorCount + vector, vector * 16)),
      ...(row < rowCount - 1 ? advance(cAt, cRow) : []),
    ]);
  const step = [
    ...vectors.flatMap((vector) => [...get(bAt), ...load(vector * 16), ...set(right[vector]!)]),
    ...rows.flatMap((row) => [
      ...[...get(aAt[row]!), ...wasm.loadIntoAllLanes, ...set(factor)],
      ...vectors.flatMap((vector) => {
        const sum = sums + row * vectorCount + vector;
        // Two instructions, each rounding: not a fused one.
        return [...get(sum), ...get(factor), ...get(right[vector]!), ...times, ...plus, ...set(sum)];
      }),
      ...advance(aAt[row]!, aStep),
    ]),
    ...advance(bAt, bStep),
    ...[...get(left), ...integer(1), subtract, ...tee(left)],
  ];
  const body = repeat([
    ...[...get(a), ...set(aAt[0]!)],
    ...rows.slice(1).flatMap((row) => [...get(aAt[row - 1]!), ...get(aRow), add, ...set(aAt[row]!)]),
    ...[...get(b), ...set(bAt), ...get(depth), ...set(left)],
    ...[...get(c), ...set(cAt)],
    ...eachSum((sum, byteOffset) => [...get(cAt), ...load(byteOffset), ...set(sum)]),
    ...repeat(step),
    ...[...get(c), ...set(cAt)],
    ...eachSum((sum, byteOffset) => [...get(cAt), ...get(sum), ...store(byteOffset)]),
    ...[...skip(b, 16 * vectorCount), ...skip(c, 16 * vectorCount)],
    ...[...get(b), ...get(bEnd), isLess],
  ]);
  return {
    name,
    parameterCount: 9,
    integers: 3 + rowCount,
    vectors: (rowCount + 1) * vectorCount + 1,
    body,
  };
}
