import { GrowableFloat64, GrowableInt32 } from '../../math/growable.ts';

/**
 * Trees in flat arrays. A node is a question (`features[node] >= 0`): samples whose feature is at most the threshold go
 * to the left node, others to the right one; both have higher numbers. Or it is a leaf (`features[node] === -1`), whose
 * `lefts` and `rights` are the number of its row of shares.
 */
export interface TreeArrays {
  /** The first node of each tree. */
  readonly roots: Int32Array;
  readonly features: Int32Array;
  readonly thresholds: Float64Array;
  readonly lefts: Int32Array;
  readonly rights: Int32Array;
  /** Leaves x labels: the share of each label. */
  readonly shares: Float32Array;
}

/** Trees that grow node by node. */
export class TreeNodes {
  private readonly roots = new GrowableInt32();
  private readonly features = new GrowableInt32();
  private readonly thresholds = new GrowableFloat64();
  private readonly lefts = new GrowableInt32();
  private readonly rights = new GrowableInt32();
  private readonly shares = new GrowableFloat64();
  private leafCount = 0;

  /** Begins a tree with the node that is added next. */
  beginTree(): void {
    this.roots.push(this.features.length);
  }

  /** @returns the number of the new node, whose children are to be set */
  addQuestion(feature: number, threshold: number): number {
    return this.add(feature, threshold, 0);
  }

  /** @returns the number of the new node */
  addLeaf(shares: Float64Array): number {
    for (const share of shares) this.shares.push(share);
    return this.add(-1, 0, this.leafCount++);
  }

  /** Says where samples of a question go. */
  setChild(parent: number, side: 'left' | 'right', child: number): void {
    (side === 'left' ? this.lefts : this.rights).array[parent] = child;
  }

  /** @returns the trees so far */
  arrays(): TreeArrays {
    const { roots, features, thresholds, lefts, rights, shares } = this;
    return {
      roots: roots.array.slice(0, roots.length),
      features: features.array.slice(0, features.length),
      thresholds: thresholds.array.slice(0, thresholds.length),
      lefts: lefts.array.slice(0, lefts.length),
      rights: rights.array.slice(0, rights.length),
      shares: Float32Array.from(shares.array.subarray(0, shares.length)),
    };
  }

  private add(feature: number, threshold: number, next: number): number {
    this.features.push(feature);
    this.thresholds.push(threshold);
    this.lefts.push(next);
    this.rights.push(next);
    return this.features.length - 1;
  }
}
