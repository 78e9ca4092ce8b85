import type { DenseMatrix, NeighbourIndex, NeighbourQuery } from 'genrekit/toolkit';
import KNN from 'ml-knn';

type Neighbours = ReturnType<NeighbourIndex['nearest']>;

/** How many points beyond those asked for are looked at, so that ties at the end are seen. */
const SLACK = 4;

/**
 * The k-d tree of ml-knn behind the interface of our own indexes, with the same answers. Rows become points on the unit
 * sphere, where the nearest by distance is the nearest by angle; row numbers are the labels. The distance has a fixed
 * length: with its default one the tree never leaves a branch out, since it measures the way to a splitting plane
 * between objects that have no length.
 */
export class KdTreeIndex implements NeighbourIndex<DenseMatrix> {
  readonly rowCount: number;
  /** How many distances to points were measured so far. */
  distanceCount = 0;
  private readonly width: number;
  private readonly tree: KNN['kdTree'] | undefined;

  /** @param table - the rows; without weights */
  constructor(table: DenseMatrix) {
    this.rowCount = table.rowCount;
    this.width = table.columnCount;
    const size = this.width + 1;
    const distance = (a: readonly number[], b: readonly number[]) => {
      if (Array.isArray(a)) this.distanceCount++;
      let sum = 0;
      for (let j = 0; j < size; j++) {
        const difference = a[j]! - b[j]!;
        sum += difference * difference;
      }
      return sum;
    };
    const rows = Array.from({ length: table.rowCount }, (_, row) => pointOf(table, row));
    // An empty list of points is more than the package can take.
    this.tree = rows.length === 0 ? undefined : new KNN(rows, [...rows.keys()], { distance }).kdTree;
  }

  nearest(queries: DenseMatrix, query: number, { count, ownRow = -1 }: NeighbourQuery): Neighbours {
    const point = pointOf(queries, query);
    const isZero = point[this.width] === 1;
    const wanted = ownRow < 0 ? count : count + 1;
    for (let asked = isZero ? this.rowCount : wanted + SLACK; ; asked *= 2) {
      const found = (this.tree?.nearest(point, asked) ?? [])
        .map(([own]) => ({
          row: own[this.width + 1]!,
          score: isZero ? 0 : Math.round(productOf(own, point, this.width) * 1e12),
        }))
        .sort((a, b) => b.score - a.score || a.row - b.row);
      // A tie that reaches beyond what was found may hold lower rows; a rounding error of a distance too.
      const isCut = found.length < this.rowCount && !(found[wanted - 1]!.score - found.at(-1)!.score > 10);
      if (isCut) continue;
      const kept = found.filter(({ row }) => row !== ownRow).slice(0, count);
      return {
        rows: Int32Array.from(kept, ({ row }) => row),
        similarities: Float64Array.from(kept, ({ score }) => Math.max(-1, Math.min(1, score / 1e12)) + 0),
        weights: new Float64Array(kept.length).fill(1),
      };
    }
  }
}

/** A row on the unit sphere; a row of zeros gets a direction of its own, across all others. */
function pointOf({ columnCount, values }: DenseMatrix, row: number): number[] {
  const cells = Array.from(values.subarray(row * columnCount, (row + 1) * columnCount));
  const length = Math.sqrt(cells.reduce((sum, value) => sum + value * value, 0));
  return length === 0 ? [...cells, 1] : [...cells.map((value) => value / length), 0];
}

function productOf(a: readonly number[], b: readonly number[], width: number): number {
  let sum = 0;
  for (let j = 0; j < width; j++) sum += a[j]! * b[j]!;
  return sum;
}
