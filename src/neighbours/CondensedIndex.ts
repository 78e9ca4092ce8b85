import { CsrMatrix } from '../math/CsrMatrix.ts';
import { exp } from '../math/transcendental.ts';
import { CosineIndex } from './CosineIndex.ts';
import type { NeighbourQuery, SavableIndex } from './NeighbourIndex.ts';
import type { Neighbours } from './Neighbours.ts';
import { turned } from './SparseLists.ts';

/** A table of few, roughly written numbers, made to be small in a file: for each column, the rows that have it. */
export interface CondensedTable {
  readonly rowCount: number;
  readonly columnCount: number;
  /** How many rows have each column, then the ways from one such row to the next, as numbers of 7 bits a byte. */
  readonly counts: Uint8Array;
  readonly gaps: Uint8Array;
  /** A number from 1 to 255 for each row of a column. */
  readonly values: Uint8Array;
  /** What the numbers of a column are multiplied with: 2 to the power of this eighths. */
  readonly scales: Int8Array;
  /** What queries are multiplied with, column by column, likewise. */
  readonly weights: Int8Array;
}

/** Finds the rows of a {@link CondensedTable} nearest to a query, exactly: by the cosine with the weighed query. */
export class CondensedIndex implements SavableIndex {
  readonly rowCount: number;
  private readonly index: CosineIndex;
  private readonly factors: Float64Array;

  /**
   * @param table - the rows
   * @param weights - how often each row counts; absent = once
   * @throws RangeError for a table whose numbers do not fit each other
   */
  constructor(
    private readonly table: CondensedTable,
    readonly weights?: Float64Array,
  ) {
    this.rowCount = table.rowCount;
    this.index = new CosineIndex(rowsOf(table), table.columnCount, weights);
    this.factors = Float64Array.from(table.weights, powerOf);
  }

  nearest(queries: CsrMatrix, query: number, asked: NeighbourQuery): Neighbours {
    const first = queries.rowOffsets[query]!;
    const columns = queries.columns.subarray(first, queries.rowOffsets[query + 1]!);
    const values = Float64Array.from(
      columns,
      (column, k) => queries.values[first + k]! * this.factors[column]!,
    );
    const weighed = new CsrMatrix(
      ...([1, queries.columnCount, Int32Array.of(0, columns.length), columns, values] as const),
    );
    return this.index.nearest(weighed, 0, asked);
  }

  /** The table, as a saved model has it. */
  arrays() {
    const { rowCount, counts, gaps, values, scales, weights } = this.table;
    return {
      rowCount: Int32Array.of(rowCount),
      ...{ columnCounts: counts, rowGaps: gaps, values, columnScales: scales, columnWeights: weights },
    };
  }
}

/** @returns what a code for a scale or a weight stands for */
export function powerOf(code: number): number {
  return exp((code * Math.LN2) / 8);
}

/** Appends a number, 7 bits a byte, the low ones first; all bytes but the last have their highest bit set. */
export function writeNumber(bytes: number[], number: number): void {
  let rest = number;
  for (; rest > 127; rest >>>= 7) bytes.push((rest & 127) | 128);
  bytes.push(rest);
}

function rowsOf({ rowCount, columnCount, counts, gaps, values, scales }: CondensedTable) {
  const offsets = new Int32Array(columnCount + 1);
  const places = new Int32Array(values.length);
  const products = new Float32Array(values.length);
  const [nextCount, nextGap] = [readerOf(counts), readerOf(gaps)];
  let at = 0;
  for (let column = 0; column < columnCount; column++) {
    const count = nextCount();
    if (count > values.length - at) throw new RangeError('it has more rows of columns than numbers');
    const scale = powerOf(scales[column]!);
    for (let i = 0, row = -1; i < count; i++, at++) {
      row += nextGap() + 1;
      if (row >= rowCount) throw new RangeError('a column has a row beyond the last');
      places[at] = row;
      products[at] = values[at]! * scale;
    }
    offsets[column + 1] = at;
  }
  if (at !== values.length || nextCount.hasMore() || nextGap.hasMore())
    throw new RangeError('it has numbers of no column');
  return turned({ offsets, places, values: products }, rowCount);
}

/** Reads numbers that {@link writeNumber} wrote. */
function readerOf(bytes: Uint8Array) {
  let at = 0;
  const next = () => {
    let number = 0;
    for (let shift = 0; shift <= 21; shift += 7) {
      if (at >= bytes.length) break;
      const byte = bytes[at++]!;
      number |= (byte & 127) << shift;
      if (byte < 128) return number;
    }
    throw new RangeError('a number ends too early, or is too long');
  };
  return Object.assign(next, { hasMore: () => at < bytes.length });
}
