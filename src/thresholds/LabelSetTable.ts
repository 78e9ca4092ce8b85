import type { LabelSet } from '../labels/LabelSet.ts';
import { log } from '../math/transcendental.ts';

/**
 * The distinct label sets of samples, the most frequent first. The labels of set `s` are
 * `members[offsets[s]] ... members[offsets[s + 1] - 1]`, ascending: flat, and for any number of labels.
 */
export class LabelSetTable {
  private companionshipCache: Float64Array | undefined;

  /**
   * @param labels - the columns
   * @param offsets - one more than there are sets
   * @param members - label numbers
   * @param counts - how many samples have each set; all above 0
   */
  constructor(
    readonly labels: LabelSet,
    readonly offsets: Uint32Array,
    readonly members: Uint32Array,
    readonly counts: Uint32Array,
  ) {}

  /** How many distinct sets there are. */
  get setCount(): number {
    return this.counts.length;
  }

  /**
   * How much more often each set occurs than its labels would make it by chance: ln P(set) - ln of the product over
   * labels of P(label), or P(not label). One number a set.
   */
  get companionship(): Float64Array {
    this.companionshipCache ??= companionshipOf(this);
    return this.companionshipCache;
  }
}

function companionshipOf(table: LabelSetTable): Float64Array {
  const { labels, offsets, members, counts } = table;
  const sampleCount = counts.reduce((sum, count) => sum + count, 0);
  const supports = new Float64Array(labels.size);
  for (let set = 0; set < counts.length; set++) {
    for (let i = offsets[set]!; i < offsets[set + 1]!; i++) supports[members[i]!]! += counts[set]!;
  }
  // The labels that a set lacks enter through the empty set, the labels that it has through their log-odds. A label of
  // all samples is in every set alike: it tells sets apart no more than a label of none.
  let lnEmpty = 0;
  const logOdds = supports.map((support) => {
    if (support === sampleCount || support === 0) return 0;
    lnEmpty += log(1 - support / sampleCount);
    return log(support / (sampleCount - support));
  });
  return Float64Array.from(counts, (count, set) => {
    let byChance = lnEmpty;
    for (let i = offsets[set]!; i < offsets[set + 1]!; i++) byChance += logOdds[members[i]!]!;
    return log(count / sampleCount) - byChance;
  });
}
