import type { LabelSet } from '../labels/LabelSet.ts';
import { log } from '../math/transcendental.ts';
import type { LabelSetTable } from './LabelSetTable.ts';
import type { RowDecoder } from './RowDecoder.ts';

/**
 * Gives each sample the best of the label sets that occur in training, where the worth of a set is
 *
 *   sum over its labels of ln p + sum over the others of ln(1 - p) + weight * companionship of the set.
 *
 * With weight 0 labels are independent; with weight 1 the training frequency of the set takes the place of the product
 * of its labels' frequencies.
 */
export class LabelSetDecoder implements RowDecoder {
  private readonly worth: LabelSetWorth;
  private readonly bonus: Float64Array;

  /**
   * @param table - the label sets
   * @param weight - from 0: how much the company of labels counts
   */
  constructor(
    private readonly table: LabelSetTable,
    weight: number,
  ) {
    this.worth = new LabelSetWorth(table);
    this.bonus = table.companionship.map((value) => weight * value);
  }

  /** The columns. */
  get labels(): LabelSet {
    return this.table.labels;
  }

  decodeRow(probabilities: Float64Array, start: number, chosen: Uint8Array): void {
    const { offsets, members, labels } = this.table;
    const worth = this.worth.ofSets(probabilities, start);
    let best = 0;
    let bestWorth = Number.NEGATIVE_INFINITY;
    for (let set = 0; set < worth.length; set++) {
      const total = worth[set]! + this.bonus[set]!;
      if (total <= bestWorth) continue;
      best = set;
      bestWorth = total;
    }
    chosen.fill(0, start, start + labels.size);
    for (let i = offsets[best]!; i < offsets[best + 1]!; i++) chosen[start + members[i]!] = 1;
  }
}

/** Weighs label sets by the probabilities of their labels alone. */
export class LabelSetWorth {
  private readonly logOdds: Float64Array;
  private readonly worth: Float64Array;

  /** @param table - the label sets */
  constructor(private readonly table: LabelSetTable) {
    this.logOdds = new Float64Array(table.labels.size);
    this.worth = new Float64Array(table.setCount);
  }

  /**
   * @param probabilities - rows of probabilities
   * @param start - where the row starts
   * @returns for each set the sum of its labels' log-odds, which is its worth short of a term that all sets share;
   * valid until the next call
   */
  ofSets(probabilities: Float64Array, start: number): Float64Array {
    const { offsets, members } = this.table;
    const { logOdds, worth } = this;
    for (let label = 0; label < logOdds.length; label++) {
      // Isotonic calibration says 0 and 1 outright; no label may be that sure against all the others.
      const probability = Math.min(1 - DOUBT, Math.max(DOUBT, probabilities[start + label]!));
      logOdds[label] = log(probability / (1 - probability));
    }
    for (let set = 0, i = 0; set < worth.length; set++) {
      let sum = 0;
      for (const end = offsets[set + 1]!; i < end; i++) sum += logOdds[members[i]!]!;
      worth[set] = sum;
    }
    return worth;
  }
}

const DOUBT = 1e-6;
