/**
 * Puts numbers where all threads see them.
 *
 * @param array - any numbers
 * @returns a copy in shared memory; the array itself where it is shared already
 */
export function shareArray<T extends Int32Array | Uint8Array | Float32Array | Float64Array>(array: T): T {
  if (array.buffer instanceof SharedArrayBuffer) return array;
  const shared = new (array.constructor as new (buffer: SharedArrayBuffer) => T)(
    new SharedArrayBuffer(array.byteLength),
  );
  shared.set(array);
  return shared;
}
