import type { SeededRandom } from '../../math/SeededRandom.ts';
import type { ColumnEntries } from './ColumnEntries.ts';
import type { SplitGauge } from './SplitGauge.ts';
import type { TreeGrowth } from './TreeGrowth.ts';

/** A question about one column: is its value at most the threshold? */
export interface Split {
  readonly column: number;
  readonly threshold: number;
  /** What the gauge gave for it. */
  readonly purity: number;
  /** Where the column's entries in the node begin and end. */
  readonly start: number;
  readonly end: number;
}

/** The entries of a node, and how many rows it has. */
export interface NodeEntries {
  readonly entries: ColumnEntries;
  readonly start: number;
  readonly end: number;
  readonly rowCount: number;
}

/**
 * Finds the purest split of a node among all columns that it has entries in, or some of them drawn at random. Ties go
 * to the lower column, then to the lower threshold.
 *
 * @param node - its entries by column, ascending by value
 * @param gauge - has entered the node
 * @param growth - `minSamplesLeaf` and `maxFeatures`
 * @param random - draws columns
 * @returns the split, or `undefined` when no column can split the node
 */
export function findSplit(
  node: NodeEntries,
  gauge: SplitGauge,
  { minSamplesLeaf, maxFeatures }: Pick<TreeGrowth, 'minSamplesLeaf' | 'maxFeatures'>,
  random: SeededRandom,
): Split | undefined {
  const { columns } = node.entries;
  const starts: number[] = [];
  for (let k = node.start; k < node.end; k++) {
    if (k === node.start || columns[k] !== columns[k - 1]) starts.push(k);
  }
  const count = starts.length;
  const order = maxFeatures < count ? random.shuffle(Int32Array.from(starts.keys())) : undefined;
  let best: Split | undefined;
  for (let i = 0; i < count; i++) {
    if (i >= maxFeatures && best !== undefined) break;
    const group = order === undefined ? i : order[i]!;
    const end = group + 1 < count ? starts[group + 1]! : node.end;
    best = bestOfColumn(node, starts[group]!, end, gauge, minSamplesLeaf, best);
  }
  return best;
}

/** Rows of positive values move one by one from the top down, those of negative values from the bottom up. */
function bestOfColumn(
  { entries, rowCount }: NodeEntries,
  start: number,
  end: number,
  gauge: SplitGauge,
  minSamplesLeaf: number,
  former: Split | undefined,
): Split | undefined {
  const { rows, values } = entries;
  const column = entries.columns[start]!;
  const hasZeros = end - start < rowCount;
  const most = gauge.weight - minSamplesLeaf;
  let best = former;
  const judge = (below: number, above: number) => {
    if (gauge.movedWeight < minSamplesLeaf || gauge.movedWeight > most) return;
    const purity = gauge.purity();
    if (best !== undefined && purity < best.purity) return;
    const threshold = between(below, above);
    if (best !== undefined && purity === best.purity) {
      if (column > best.column || (column === best.column && threshold > best.threshold)) return;
    }
    best = { column, threshold, purity, start, end };
  };
  let firstPositive = end;
  gauge.reset();
  for (let k = end - 1; k >= start && values[k]! > 0; k--) {
    firstPositive = k;
    gauge.move(rows[k]!);
    const isLast = k === start || values[k - 1]! < 0;
    if (isLast && hasZeros) judge(0, values[k]!);
    else if (k > start && values[k - 1] !== values[k]) judge(values[k - 1]!, values[k]!);
  }
  if (firstPositive === start) return best;
  gauge.reset();
  for (let k = start; k < firstPositive; k++) {
    gauge.move(rows[k]!);
    const isLast = k === firstPositive - 1;
    if (isLast && hasZeros) judge(values[k]!, 0);
    else if (!isLast && values[k + 1] !== values[k]) judge(values[k]!, values[k + 1]!);
  }
  return best;
}

/** The middle of two numbers, or the lower one where there is no number between them. */
function between(below: number, above: number): number {
  const middle = below / 2 + above / 2;
  return middle < above ? middle : below;
}
