import type { SeededRandom } from '../../math/SeededRandom.ts';
import type { ColumnEntries } from './ColumnEntries.ts';
import { findSplit, type Split } from './findSplit.ts';
import type { SplitGauge } from './SplitGauge.ts';
import type { TreeGrowth } from './TreeGrowth.ts';
import type { TreeNodes } from './TreeNodes.ts';

/** What a tree grows from. */
export interface TreeProblem {
  /** Copied, since nodes sort their entries apart. */
  readonly entries: ColumnEntries;
  /** The rows that the tree is for, all of which have a weight. */
  readonly rows: Int32Array;
  /** One for each row of the matrix, 0 for those that the tree is not for. */
  readonly weights: Float64Array;
  readonly gauge: SplitGauge;
  readonly labelCount: number;
  readonly growth: TreeGrowth;
  readonly random: SeededRandom;
}

/** A part of the rows and of the entries that waits to become a node. */
interface Branch {
  readonly depth: number;
  readonly rowStart: number;
  readonly rowEnd: number;
  readonly start: number;
  readonly end: number;
  readonly parent: number;
  readonly side: 'left' | 'right';
  readonly parentShares: Float64Array;
}

/** Impurities closer to 0 than this are 0, but for rounding. */
const NEGLIGIBLE = 1e-12;

/**
 * Grows one tree for all labels: each node takes the split that lessens the mean Gini impurity of the labels most
 * (CART: Breiman, Friedman, Olshen and Stone 1984). Nodes are numbered in pre-order.
 *
 * @param problem - rows, labels, limits
 * @param nodes - where the tree is added
 * @param tick - awaited after each node, with the rows that have found their leaf and the entries looked at
 */
export async function growTree(
  problem: TreeProblem,
  nodes: TreeNodes,
  tick: (settledRows: number, work: number) => Promise<void> | undefined,
): Promise<void> {
  const { gauge, growth, random, labelCount } = problem;
  const parts = new TreeParts(problem);
  const { rows, entries } = parts;
  let wholeWeight = 0;
  let settled = 0;
  const waiting: Branch[] = [
    {
      ...{ depth: 0, rowStart: 0, rowEnd: rows.length, start: 0, end: parts.entryCount },
      ...{ parent: -1, side: 'left', parentShares: new Float64Array(labelCount) },
    },
  ];
  nodes.beginTree();
  for (let branch = waiting.pop(); branch !== undefined; branch = waiting.pop()) {
    const { depth, rowStart, rowEnd, start, end, parent, side } = branch;
    gauge.enter(rows, rowStart, rowEnd);
    const isRoot = parent < 0;
    if (isRoot) wholeWeight = gauge.weight;
    const shares = gauge.shares(branch.parentShares, isRoot ? 0 : growth.smoothing);
    const purity = gauge.purity();
    const unit = labelCount * wholeWeight;
    const isPure = 2 * (gauge.limit() - purity) <= NEGLIGIBLE * unit;
    const isSplit = !isPure && depth < growth.maxDepth && gauge.weight >= growth.minSamplesSplit;
    const found = isSplit
      ? findSplit({ entries, start, end, rowCount: rowEnd - rowStart }, gauge, growth, random)
      : undefined;
    // The decrease of the mean impurity, as a share of all: 2 (purity after - before) / (labels * weight of the tree).
    const decrease = found === undefined ? 0 : (2 * (found.purity - purity)) / unit;
    if (found === undefined || decrease + NEGLIGIBLE < growth.minImpurityDecrease) {
      const leaf = nodes.addLeaf(shares);
      if (!isRoot) nodes.setChild(parent, side, leaf);
      settled += rowEnd - rowStart;
    } else {
      const node = nodes.addQuestion(found.column, found.threshold);
      if (!isRoot) nodes.setChild(parent, side, node);
      const { rowMiddle, middle, last } = parts.divide(branch, found);
      const shared = { depth: depth + 1, parent: node, parentShares: shares };
      waiting.push(
        { ...shared, rowStart: rowMiddle, rowEnd, start: middle, end: last, side: 'right' },
        { ...shared, rowStart, rowEnd: rowMiddle, start, end: middle, side: 'left' },
      );
    }
    await tick(settled, end - start);
  }
}

/**
 * The rows and entries of a tree, which each node sorts into those that go left and those that go right. A column with
 * less weight in a node than a leaf must have can split no node from there on, since one side of a split has no zeros: it
 * is dropped.
 */
class TreeParts {
  readonly rows: Int32Array;
  readonly entries: ColumnEntries;
  readonly entryCount: number;
  private readonly weights: Float64Array;
  private readonly minSamplesLeaf: number;
  private readonly goesRight: Uint8Array;
  private readonly spareRows: Int32Array;
  private readonly spare: ColumnEntries;

  constructor({ entries, rows, weights, growth }: TreeProblem) {
    this.rows = rows.slice();
    this.weights = weights;
    this.minSamplesLeaf = growth.minSamplesLeaf;
    this.goesRight = new Uint8Array(weights.length);
    this.entries = emptyEntries(entries.rows.length);
    this.spare = emptyEntries(entries.rows.length);
    this.spareRows = new Int32Array(rows.length);
    let count = 0;
    for (let k = 0; k < entries.rows.length; ) {
      const column = entries.columns[k]!;
      const former = count;
      let weight = 0;
      for (; entries.columns[k] === column; k++) {
        const own = weights[entries.rows[k]!]!;
        if (own > 0) count = copyEntry(entries, k, this.entries, count);
        weight += own;
      }
      if (weight < growth.minSamplesLeaf) count = former;
    }
    this.entryCount = count;
  }

  /**
   * Sorts a node's rows and entries apart, keeping their order, and drops columns that are too light as above.
   *
   * @returns where the right part of the rows begins, that of the entries, and where that ends
   */
  divide({ rowStart, rowEnd, start, end }: Branch, split: Split) {
    const { rows, goesRight, spareRows, entries, spare, weights, minSamplesLeaf } = this;
    const areZerosRight = split.threshold < 0 ? 1 : 0;
    for (let i = rowStart; i < rowEnd; i++) goesRight[rows[i]!] = areZerosRight;
    for (let k = split.start; k < split.end; k++) {
      goesRight[entries.rows[k]!] = entries.values[k]! > split.threshold ? 1 : 0;
    }
    let rowMiddle = rowStart;
    let spareCount = 0;
    for (let i = rowStart; i < rowEnd; i++) {
      const row = rows[i]!;
      if (goesRight[row] === 1) spareRows[spareCount++] = row;
      else rows[rowMiddle++] = row;
    }
    rows.set(spareRows.subarray(0, spareCount), rowMiddle);

    let middle = start;
    let right = 0;
    for (let k = start; k < end; ) {
      const column = entries.columns[k]!;
      const formerMiddle = middle;
      const formerRight = right;
      let leftWeight = 0;
      let rightWeight = 0;
      for (; k < end && entries.columns[k] === column; k++) {
        const row = entries.rows[k]!;
        if (goesRight[row] === 1) {
          rightWeight += weights[row]!;
          right = copyEntry(entries, k, spare, right);
        } else {
          leftWeight += weights[row]!;
          middle = copyEntry(entries, k, entries, middle);
        }
      }
      if (leftWeight < minSamplesLeaf) middle = formerMiddle;
      if (rightWeight < minSamplesLeaf) right = formerRight;
    }
    for (let k = 0; k < right; k++) copyEntry(spare, k, entries, middle + k);
    return { rowMiddle, middle, last: middle + right };
  }
}

function emptyEntries(count: number): ColumnEntries {
  return { columns: new Int32Array(count), rows: new Int32Array(count), values: new Float64Array(count) };
}

/** @returns the place after the copy */
function copyEntry(from: ColumnEntries, k: number, to: ColumnEntries, place: number): number {
  to.columns[place] = from.columns[k]!;
  to.rows[place] = from.rows[k]!;
  to.values[place] = from.values[k]!;
  return place + 1;
}
