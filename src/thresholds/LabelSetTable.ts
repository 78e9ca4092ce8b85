import { GenrekitError } from '../errors.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
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

  /**
   * Collects the label sets of samples whose every label is known; others do not show their whole set.
   *
   * @param truth - samples x labels
   * @param minimumCount - sets of fewer samples are left out
   * @throws GenrekitError `invalid-data` when no set is left; `invalid-labels` for more labels than a saved table can
   * number
   */
  static collect(truth: LabelMatrix, minimumCount = 1): LabelSetTable {
    if (truth.labelCount > LARGEST_LABEL_COUNT) {
      throw new GenrekitError(
        'invalid-labels',
        `Label sets can be learned for up to ${LARGEST_LABEL_COUNT} labels; got ${truth.labelCount}.`,
      );
    }
    const counts = new Map<string, number>();
    const sets = new Map<string, readonly number[]>();
    for (let sample = 0; sample < truth.sampleCount; sample++) {
      const members = membersOf(truth, sample);
      if (members === undefined) continue;
      const key = members.join(' ');
      sets.set(key, members);
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    const kept = [...sets].filter(([key]) => counts.get(key)! >= minimumCount);
    if (kept.length === 0) {
      throw new GenrekitError(
        'invalid-data',
        `No label set occurs in at least ${minimumCount} samples of which every label is known; give more samples.`,
      );
    }
    kept.sort(([keyA, a], [keyB, b]) => counts.get(keyB)! - counts.get(keyA)! || compareSets(a, b));
    const offsets = new Uint32Array(kept.length + 1);
    kept.forEach(([, members], set) => {
      offsets[set + 1] = offsets[set]! + members.length;
    });
    return new LabelSetTable(
      truth.labels,
      offsets,
      Uint32Array.from(kept.flatMap(([, members]) => members)),
      Uint32Array.from(kept, ([key]) => counts.get(key)!),
    );
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

/**
 * @param truth - samples x labels
 * @param sample - row number
 * @returns the labels of the sample, ascending; `undefined` when some label of it is unknown
 */
export function membersOf(truth: LabelMatrix, sample: number): number[] | undefined {
  const members: number[] = [];
  const start = sample * truth.labelCount;
  for (let label = 0; label < truth.labelCount; label++) {
    if (truth.known?.[start + label] === 0) return undefined;
    if (truth.values[start + label] === 1) members.push(label);
  }
  return members;
}

function compareSets(a: readonly number[], b: readonly number[]): number {
  for (let i = 0; i < a.length && i < b.length; i++) {
    if (a[i] !== b[i]) return a[i]! - b[i]!;
  }
  return a.length - b.length;
}

const LARGEST_LABEL_COUNT = 65535; // saved as 16 bits a label
