import { exp } from '../math/transcendental.ts';

/** What a {@link LabelCompany} has learned. */
export interface LabelCompanyArrays {
  /** How much a label set of 0, 1, 2, ... labels counts, in eighths of doublings; larger sets do not occur. */
  readonly sizeSteps: Int8Array;
  /** The label sets that have a weight of their own, as a tree in preorder: the depth of each node, from 1, ... */
  readonly depths: Uint8Array;
  /** ... its label, above that of the node it hangs on, ... */
  readonly members: Uint16Array;
  /** ... and how much the set of the labels down to it counts beyond its size, in eighths of doublings. */
  readonly steps: Int8Array;
}

/** A probability beyond this is held for this one: products of odds must stay numbers. */
const MOST = 1 - 1e-6;

/** Finer weights would take more room in files, and gain nothing. */
export const STEPS_PER_DOUBLING = 8;

/** Sets of more labels are not told apart: products of so many odds would be too large. */
export const LARGEST_SET = 30;

/**
 * How the labels of one sample keep company: sets of some sizes, and some sets, are more usual, others less, than they
 * would be if the labels came independently.
 *
 * A label set S has a probability in proportion to the odds of its labels, times the weight of its size, times its own
 * weight; the probability of a label is that of all sets with it. Sizes are summed over by dynamic programming, sets with
 * a weight of their own one by one.
 */
export class LabelCompany {
  private sums: SetSums | undefined;

  /**
   * @param labelCount - of the labels that keep company; further labels of a row are left as they are
   * @param arrays - what was learned
   */
  constructor(
    readonly labelCount: number,
    readonly arrays: LabelCompanyArrays,
  ) {}

  /**
   * Fits the labels of one sample to each other.
   *
   * @param probabilities - of labels by themselves; the row becomes that of labels in company
   * @param first - where the row begins
   */
  adjustRow(probabilities: Float64Array, first: number): void {
    // A model has one of these for each shape and catalogue, and most programs ask few of them.
    this.sums ??= new SetSums(this.labelCount, this.arrays);
    this.sums.adjustRow(probabilities, first);
  }
}

/** The weights of a {@link LabelCompany} as numbers, and room to sum in. */
class SetSums {
  private readonly sizeWeights: Float64Array;
  private readonly odds: Float64Array;
  /** What the sets of labels before each label come to, by size: labels x sizes. */
  private readonly before: Float64Array;
  private readonly after: Float64Array;
  private readonly sums: Float64Array;
  /** What the set of each node counts beyond its size. */
  private readonly extras: Float64Array;
  /** What the sets of the nodes below each depth come to. */
  private readonly below: Float64Array;
  private readonly products: Float64Array;
  /** What the set of each node comes to beyond its size. */
  private readonly gains: Float64Array;

  constructor(
    private readonly labelCount: number,
    private readonly arrays: LabelCompanyArrays,
  ) {
    const { sizeSteps, depths, steps } = arrays;
    const { length } = sizeSteps;
    const sizeWeights = new Float64Array(length);
    for (let size = 0; size < length; size++) sizeWeights[size] = weightOf(sizeSteps[size]!);
    this.sizeWeights = sizeWeights;
    this.odds = new Float64Array(labelCount);
    this.before = new Float64Array(labelCount * length);
    this.after = new Float64Array(length);
    this.sums = new Float64Array(labelCount);
    this.extras = new Float64Array(steps.length);
    for (let node = 0; node < steps.length; node++)
      this.extras[node] = (weightOf(steps[node]!) - 1) * sizeWeights[depths[node]!]!;
    this.below = new Float64Array(length + 1);
    this.products = new Float64Array(length).fill(1);
    this.gains = new Float64Array(steps.length);
  }

  adjustRow(probabilities: Float64Array, first: number): void {
    const { labelCount, odds, sums } = this;
    for (let label = 0; label < labelCount; label++) odds[label] = oddsOf(probabilities[first + label]!);
    const total = this.sumSizes() + this.sumSets();
    if (!(total > 0)) return;
    for (let label = 0; label < labelCount; label++)
      probabilities[first + label] = Math.max(0, Math.min(1, sums[label]! / total));
  }

  /** Sums the sets with each label as their sizes say; returns the sum of all. */
  private sumSizes(): number {
    const { labelCount, odds, before, after, sums, sizeWeights } = this;
    const { length } = sizeWeights;
    before.fill(0, 0, length);
    before[0] = 1;
    for (let label = 1; label < labelCount; label++) {
      const from = (label - 1) * length;
      const to = label * length;
      before[to] = 1;
      for (let size = 1; size < length; size++)
        before[to + size] = before[from + size]! + odds[label - 1]! * before[from + size - 1]!;
    }
    after.set(sizeWeights);
    for (let label = labelCount - 1; label >= 0; label--) {
      const own = odds[label]!;
      let sum = 0;
      for (let size = 0; size < length - 1; size++) {
        sum += before[label * length + size]! * after[size + 1]!;
        after[size]! += own * after[size + 1]!;
      }
      sums[label] = own * sum;
    }
    return after[0]!;
  }

  /** Adds what sets count beyond their size; returns the sum of that. */
  private sumSets(): number {
    const { odds, sums, extras, products, gains, below } = this;
    const { depths, members } = this.arrays;
    for (let node = 0; node < gains.length; node++) {
      const depth = depths[node]!;
      const product = products[depth - 1]! * odds[members[node]!]!;
      products[depth] = product;
      gains[node] = product * extras[node]!;
    }
    // Backwards, so that the sets with a label are summed when its node is met.
    below.fill(0);
    for (let node = gains.length - 1; node >= 0; node--) {
      const depth = depths[node]!;
      const sum = gains[node]! + below[depth + 1]!;
      below[depth + 1] = 0;
      below[depth]! += sum;
      sums[members[node]!]! += sum;
    }
    return below[1]!;
  }
}

/** @returns the odds of a probability, at most a million */
export function oddsOf(probability: number): number {
  const most = Math.min(probability, MOST);
  return most / (1 - most);
}

/** @returns the weight that a step stands for, -128 to 127 */
export function weightOf(step: number): number {
  return WEIGHTS[step + 128]!;
}

const WEIGHTS = /* @__PURE__ */ weightsOfSteps();

/** One doubling by the exponential function, the others from it: thousands of them are looked up when models open. */
function weightsOfSteps(): Float64Array {
  const weights = new Float64Array(256);
  for (let step = 0; step < STEPS_PER_DOUBLING; step++)
    weights[128 + step] = exp((step * Math.LN2) / STEPS_PER_DOUBLING);
  for (let at = 128 + STEPS_PER_DOUBLING; at < 256; at++) weights[at] = weights[at - STEPS_PER_DOUBLING]! * 2;
  for (let at = 127; at >= 0; at--) weights[at] = weights[at + STEPS_PER_DOUBLING]! / 2;
  return weights;
}
