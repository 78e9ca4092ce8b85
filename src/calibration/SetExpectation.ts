import type { SetTree } from './growSetTree.ts';

/** How many samples are expected to have sets of each size, and the set of each node if it counted as its size says. */
export interface ExpectedSets {
  readonly sizes: Float64Array;
  readonly nodes: Float64Array;
}

/** What the probabilities of labels make of sets, for many samples at once. */
export class SetExpectation {
  /** What the sets of each size come to when every set counts 1: samples x sizes. */
  private readonly bySize: Float64Array;

  /**
   * @param odds - of the labels: samples x labels
   * @param labelCount - its width
   * @param largest - the largest size
   * @param tree - sets with weights of their own
   */
  constructor(
    private readonly odds: Float64Array,
    private readonly labelCount: number,
    private readonly largest: number,
    private readonly tree: SetTree,
  ) {
    const width = largest + 1;
    this.bySize = new Float64Array((odds.length / labelCount) * width);
    for (let cell = 0, sample = 0; cell < odds.length; cell += labelCount, sample++) {
      const row = this.bySize.subarray(sample * width, (sample + 1) * width);
      row[0] = 1;
      for (let label = 0; label < labelCount; label++)
        for (let size = largest; size > 0; size--) row[size]! += odds[cell + label]! * row[size - 1]!;
    }
  }

  /**
   * @param sizeWeights - how much sets of each size count
   * @param weights - how much more the set of each node counts
   */
  under(sizeWeights: Float64Array, weights: Float64Array): ExpectedSets {
    const { odds, labelCount, largest, bySize } = this;
    const { depths, members } = this.tree;
    const sizes = new Float64Array(largest + 1);
    const nodes = new Float64Array(depths.length);
    const worth = new Float64Array(depths.length);
    const own = new Float64Array(largest + 1);
    const products = new Float64Array(largest + 1).fill(1);
    for (let cell = 0, first = 0; cell < odds.length; cell += labelCount, first += largest + 1) {
      for (let size = 0; size <= largest; size++) own[size] = bySize[first + size]! * sizeWeights[size]!;
      for (let node = 0; node < depths.length; node++) {
        const depth = depths[node]!;
        products[depth] = products[depth - 1]! * odds[cell + members[node]!]!;
        worth[node] = products[depth]! * sizeWeights[depth]!;
        own[depth]! += worth[node]! * (weights[node]! - 1);
      }
      const total = own.reduce((sum, value) => sum + value, 0);
      if (!(total > 0)) continue;
      for (let size = 0; size <= largest; size++) sizes[size]! += own[size]! / total;
      for (let node = 0; node < depths.length; node++) nodes[node]! += worth[node]! / total;
    }
    return { sizes, nodes };
  }
}
