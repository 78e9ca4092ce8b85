import { GenrekitError } from '../../errors.ts';
import type { LabelSet } from '../../labels/LabelSet.ts';
import { ScoreMatrix } from '../../labels/ScoreMatrix.ts';
import type { TreeArrays } from '../../learners/trees/TreeNodes.ts';
import type { CsrMatrix } from '../../math/CsrMatrix.ts';
import { requireArray } from '../requireArray.ts';
import type { StateArray } from '../Strategy.ts';
import type { ResolvedTreeOptions } from './DecisionTreeOptions.ts';

type Plan = Pick<ResolvedTreeOptions, 'count' | 'isPerLabel'>;

/** Fitted trees: those of the first label come first where labels have their own. */
export class TreeTable {
  /**
   * @param labels - the columns of the scores
   * @param featureCount - number of features
   * @param arrays - the nodes
   * @param plan - how many trees there are for all labels, or for each
   */
  constructor(
    readonly labels: LabelSet,
    private readonly featureCount: number,
    readonly arrays: TreeArrays,
    private readonly plan: Plan,
  ) {}

  /**
   * @param matrix - samples x features
   * @returns samples x labels: mean shares of the leaves
   * @throws GenrekitError `shape-mismatch` when the matrix has another number of features
   */
  scores({ rowCount, columnCount, rowOffsets, columns, values }: CsrMatrix): ScoreMatrix {
    const { labels, featureCount } = this;
    if (columnCount !== featureCount) {
      throw new GenrekitError(
        'shape-mismatch',
        `The features must have the ${featureCount} columns of the fit; got ${columnCount}.`,
      );
    }
    const scores = new Float64Array(rowCount * labels.size);
    const sample = new Float64Array(columnCount);
    for (let row = 0; row < rowCount; row++) {
      for (let k = rowOffsets[row]!; k < rowOffsets[row + 1]!; k++) sample[columns[k]!] = values[k]!;
      this.addShares(sample, scores.subarray(row * labels.size, (row + 1) * labels.size));
      for (let k = rowOffsets[row]!; k < rowOffsets[row + 1]!; k++) sample[columns[k]!] = 0;
    }
    return new ScoreMatrix(labels, rowCount, scores);
  }

  private addShares(sample: Float64Array, scores: Float64Array): void {
    const { roots, features, thresholds, lefts, rights, shares } = this.arrays;
    const { count, isPerLabel } = this.plan;
    const width = isPerLabel ? 1 : scores.length;
    for (let tree = 0; tree < roots.length; tree++) {
      let node = roots[tree]!;
      while (features[node]! >= 0) {
        node = sample[features[node]!]! <= thresholds[node]! ? lefts[node]! : rights[node]!;
      }
      const first = isPerLabel ? Math.floor(tree / count) : 0;
      const leaf = lefts[node]! * width;
      for (let i = 0; i < width; i++) scores[first + i]! += shares[leaf + i]! / count;
    }
  }

  /**
   * @param arrays - of a saved state
   * @param labels - the columns of the scores
   * @param featureCount - number of features
   * @param plan - how many trees there must be
   * @throws GenrekitError `invalid-model` when an array is missing, of the wrong type or length, or when the nodes are not
   * the trees they should be
   */
  static fromArrays(
    arrays: Readonly<Record<string, StateArray>>,
    labels: LabelSet,
    featureCount: number,
    plan: Plan,
  ): TreeTable {
    const nodeCount = arrays.features?.length ?? 0;
    const features = requireArray(arrays, 'features', Int32Array, nodeCount);
    const leafCount = features.reduce((count, feature) => count + (feature < 0 ? 1 : 0), 0);
    const width = plan.isPerLabel ? 1 : labels.size;
    const nodes: TreeArrays = {
      roots: requireArray(arrays, 'roots', Int32Array, plan.count * (plan.isPerLabel ? labels.size : 1)),
      features,
      thresholds: requireArray(arrays, 'thresholds', Float64Array, nodeCount),
      lefts: requireArray(arrays, 'lefts', Int32Array, nodeCount),
      rights: requireArray(arrays, 'rights', Int32Array, nodeCount),
      shares: requireArray(arrays, 'shares', Float32Array, leafCount * width),
    };
    checkNodes(nodes, featureCount, leafCount);
    return new TreeTable(labels, featureCount, nodes, plan);
  }
}

/** Children have higher numbers than their node, so no walk goes on for ever, and each node but a root has one parent. */
function checkNodes(
  { roots, features, lefts, rights, shares }: TreeArrays,
  featureCount: number,
  leafCount: number,
): void {
  const nodeCount = features.length;
  const uses = new Uint8Array(nodeCount);
  const reach = (node: number, from: number) => {
    if (!(node > from && node < nodeCount)) throw malformed(`node ${from} leads to node ${node}`);
    if (uses[node]! > 0) throw malformed(`node ${node} is reached on two ways`);
    uses[node] = 1;
  };
  for (const root of roots) reach(root, -1);
  let leaf = 0;
  for (let node = 0; node < nodeCount; node++) {
    if (uses[node] === 0) throw malformed(`node ${node} is in no tree`);
    if (features[node]! >= featureCount || features[node]! < -1) {
      throw malformed(`node ${node} asks for feature ${features[node]!} of ${featureCount}`);
    }
    if (features[node]! >= 0) {
      reach(lefts[node]!, node);
      reach(rights[node]!, node);
    } else if (lefts[node] !== leaf || rights[node] !== leaf++) {
      throw malformed(`leaf ${node} has the shares ${lefts[node]!} of ${leafCount}`);
    }
  }
  if (!shares.every((share) => share >= 0 && share <= 1)) throw malformed('it has shares outside 0 to 1');
}

function malformed(what: string): GenrekitError {
  return new GenrekitError(
    'invalid-model',
    `The saved decision tree is malformed: ${what}. Save the model again.`,
  );
}
