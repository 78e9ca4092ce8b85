import type { LabelMatrix } from '../../labels/LabelMatrix.ts';
import { pause, throwIfAborted } from '../../learners/abort.ts';
import type { FitContext } from '../../learners/FitContext.ts';
import { checkRows } from '../../learners/trainLabels.ts';
import { sortColumns } from '../../learners/trees/ColumnEntries.ts';
import { growTree } from '../../learners/trees/growTree.ts';
import { createGauge } from '../../learners/trees/SplitGauge.ts';
import { TreeNodes } from '../../learners/trees/TreeNodes.ts';
import type { CsrMatrix } from '../../math/CsrMatrix.ts';
import { deriveSeed, SeededRandom } from '../../math/SeededRandom.ts';
import { checkSampleWeights } from '../checkSampleWeights.ts';
import type { ResolvedTreeOptions } from './DecisionTreeOptions.ts';
import { TreeTable } from './TreeTable.ts';

/** After so many entries looked at, others may run. */
const WORK_BETWEEN_PAUSES = 4_000_000;

/**
 * Grows the trees of a strategy.
 *
 * @param matrix - samples x features
 * @param labels - samples x labels; unknown cells are left out
 * @param settings - of the strategy
 * @param context - seed, sample weights, signal, progress
 * @throws GenrekitError `shape-mismatch` when rows differ; `aborted` when the signal fires
 */
export async function fitTrees(
  matrix: CsrMatrix,
  labels: LabelMatrix,
  settings: ResolvedTreeOptions,
  { seed, sampleWeights, signal, onProgress }: FitContext,
): Promise<TreeTable> {
  checkRows(matrix, labels);
  checkSampleWeights(sampleWeights, matrix.rowCount);
  await pause();
  throwIfAborted(signal);
  const { count, isPerLabel, hasBootstrap } = settings;
  const entries = sortColumns(matrix, new Uint8Array(matrix.rowCount).fill(1));
  const tables = isPerLabel ? labels.labels.names.map((name) => labels.selectLabels([name])) : [labels];
  const growth = { ...settings, maxFeatures: featuresOf(settings.maxFeatures, matrix.columnCount) };
  const nodes = new TreeNodes();
  // A step for each row that has found its leaf, and one for each tree.
  const stepsOfTree = matrix.rowCount + 1;
  const total = tables.length * count * stepsOfTree;
  let done = 0;
  let work = 0;
  const report = (steps: number) => {
    if (steps > done) onProgress?.({ stage: 'fitting', done: steps, total });
    done = Math.max(done, steps);
    throwIfAborted(signal);
  };
  for (let tree = 0; tree < tables.length * count; tree++) {
    const table = tables[Math.floor(tree / count)]!;
    const random = new SeededRandom(deriveSeed(seed, tree));
    const weights = knownWeights(table, sampleWeights);
    if (hasBootstrap) drawRows(weights, random);
    const rows = Int32Array.from(weights.keys()).filter((row) => weights[row]! > 0);
    const gauge = createGauge(table, weights);
    const problem = { entries, rows, weights, gauge, labelCount: table.labelCount, growth, random };
    await growTree(problem, nodes, (settled, entryCount) => {
      work += entryCount;
      if (work < WORK_BETWEEN_PAUSES) return undefined;
      work = 0;
      return pause().then(() => report(tree * stepsOfTree + settled));
    });
    report((tree + 1) * stepsOfTree);
  }
  return new TreeTable(labels.labels, matrix.columnCount, nodes.arrays(), settings);
}

function featuresOf(maxFeatures: ResolvedTreeOptions['maxFeatures'], columnCount: number): number {
  if (maxFeatures === 'all') return columnCount;
  return maxFeatures === 'sqrt' ? Math.max(1, Math.floor(Math.sqrt(columnCount))) : maxFeatures;
}

/** A weight for each row; a row that shows no label tells nothing, and has none. */
function knownWeights({ known, sampleCount, labelCount }: LabelMatrix, sampleWeights?: Float64Array) {
  return Float64Array.from({ length: sampleCount }, (_, row) => {
    const isShown = known?.subarray(row * labelCount, (row + 1) * labelCount).includes(1) ?? true;
    return isShown ? (sampleWeights?.[row] ?? 1) : 0;
  });
}

/** Draws as many rows as there are, with replacement: each weight is multiplied by how often its row was drawn. */
function drawRows(weights: Float64Array, random: SeededRandom): void {
  const rows = Int32Array.from(weights.keys()).filter((row) => weights[row]! > 0);
  const times = new Float64Array(weights.length);
  for (let i = 0; i < rows.length; i++) times[rows[random.integer(rows.length)]!]!++;
  for (const row of rows) weights[row]! *= times[row]!;
}
