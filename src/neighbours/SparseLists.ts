/**
 * Sparse lists of numbers in single precision: the entries of list `i` are `places[k]`, `values[k]` for
 * `offsets[i] <= k < offsets[i + 1]`, places ascending. The lists of a table's rows name columns; turned, the lists of
 * its columns name rows.
 */
export interface SparseLists {
  readonly offsets: Int32Array;
  readonly places: Int32Array;
  readonly values: Float32Array;
}

/**
 * Turns the lists of rows into lists of columns, or back; places are ascending afterwards.
 *
 * @param lists - not changed
 * @param placeCount - number of lists to make: the number of places
 * @returns the same numbers, the other way round
 */
export function turned({ offsets, places, values }: SparseLists, placeCount: number): SparseLists {
  const turnedOffsets = new Int32Array(placeCount + 1);
  for (let k = 0; k < places.length; k++) turnedOffsets[places[k]! + 1]!++;
  for (let place = 0; place < placeCount; place++) turnedOffsets[place + 1]! += turnedOffsets[place]!;
  const next = turnedOffsets.slice();
  const turnedPlaces = new Int32Array(places.length);
  const turnedValues = new Float32Array(places.length);
  for (let list = 0; list < offsets.length - 1; list++) {
    for (let k = offsets[list]!; k < offsets[list + 1]!; k++) {
      const at = next[places[k]!]!++;
      turnedPlaces[at] = list;
      turnedValues[at] = values[k]!;
    }
  }
  return { offsets: turnedOffsets, places: turnedPlaces, values: turnedValues };
}
