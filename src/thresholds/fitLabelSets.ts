import { checkProbabilities, checkTables } from '../calibration/checkTables.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import { membersOf } from '../labels/membersOf.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { checkNumber, resolveOptions } from '../options.ts';
import { collectLabelSets } from './collectLabelSets.ts';
import { distinctFolds } from './folds.ts';
import { LabelSetWorth } from './LabelSetDecoder.ts';
import { LabelSets } from './LabelSets.ts';
import type { LabelSetTable } from './LabelSetTable.ts';
import { withKnown } from './withKnown.ts';

/** Settings of {@link fitLabelSets}. */
export interface LabelSetOptions {
  /**
   * How much the company of labels counts, from 0; `'crossValidated'` = the one of 0, 0.1, ..., 1 that gets the most
   * samples entirely right.
   * @defaultValue `'crossValidated'`
   */
  readonly weight?: number | 'crossValidated';
  /**
   * Label sets of fewer samples are left out.
   * @defaultValue `1`
   */
  readonly minimumCount?: number;
}

/** The settings of {@link fitLabelSets} when it is given none. */
export const labelSetDefaults: Required<LabelSetOptions> = /* @__PURE__ */ Object.freeze({
  weight: 'crossValidated',
  minimumCount: 1,
});

const WEIGHT_STEPS = 10;
const FOLD_COUNT = 5;

/**
 * Learns which label sets occur, and how much that should count against the probabilities of single labels.
 *
 * Only samples of which every label is known take part.
 *
 * @param probabilities - samples x labels, out-of-fold and calibrated
 * @param truth - samples x labels
 * @param options - settings; see {@link LabelSetOptions}
 * @param folds - the fold of each sample, for cross-validation; absent = every fifth sample together
 * @throws GenrekitError `invalid-option`; `shape-mismatch`; `invalid-value` for unusable probabilities or folds;
 * `invalid-data` when no label set is left
 */
export function fitLabelSets(
  probabilities: ScoreMatrix,
  truth: LabelMatrix,
  options?: LabelSetOptions,
  folds?: ArrayLike<number>,
): LabelSets {
  const { weight, minimumCount } = resolveOptions('labelSets', options, labelSetDefaults);
  if (weight !== 'crossValidated') checkNumber('labelSets.weight', weight, { min: 0, max: 10 });
  checkNumber('labelSets.minimumCount', minimumCount, { min: 1, isInteger: true });
  checkTables(probabilities, truth);
  checkProbabilities(probabilities);
  const numbers = folds === undefined ? undefined : distinctFolds(folds, truth.sampleCount);
  const table = collectLabelSets(truth, minimumCount);
  if (weight !== 'crossValidated') return new LabelSets(table, weight);
  const foldOf =
    folds === undefined ? (sample: number) => sample % FOLD_COUNT : (sample: number) => folds[sample]!;
  const hits = new Float64Array(WEIGHT_STEPS + 1);
  for (const fold of numbers ?? Array.from({ length: FOLD_COUNT }, (_, i) => i)) {
    const others = withKnown(truth, (sample) => foldOf(sample) !== fold);
    const heldOut = withKnown(truth, (sample) => foldOf(sample) === fold);
    countHits(probabilities, others, heldOut, minimumCount, hits);
  }
  return new LabelSets(table, hits.indexOf(Math.max(...hits)) / WEIGHT_STEPS);
}

/** Adds, for each weight, how many held-out samples it gets entirely right with the label sets of the others. */
function countHits(
  probabilities: ScoreMatrix,
  others: LabelMatrix,
  heldOut: LabelMatrix,
  minimumCount: number,
  hits: Float64Array,
): void {
  const table = collectLabelSets(others, minimumCount);
  const companionship = table.companionship;
  const labelSetWorth = new LabelSetWorth(table);
  for (let sample = 0; sample < heldOut.sampleCount; sample++) {
    const members = membersOf(heldOut, sample);
    if (members === undefined) continue;
    const worth = labelSetWorth.ofSets(probabilities.values, sample * heldOut.labelCount);
    const contenders = contendersOf(worth, companionship);
    for (let step = 0; step < hits.length; step++) {
      const weight = step / WEIGHT_STEPS;
      let best = contenders[0]!;
      for (const set of contenders) {
        if (worth[set]! + weight * companionship[set]! > worth[best]! + weight * companionship[best]!)
          best = set;
      }
      if (isSameSet(table, best, members)) hits[step]!++;
    }
  }
}

/** The sets that can win at some weight from 0 to 1: those whose best case beats every other set's worst case. */
function contendersOf(worth: Float64Array, companionship: Float64Array): number[] {
  let bar = Number.NEGATIVE_INFINITY;
  for (let set = 0; set < worth.length; set++) {
    bar = Math.max(bar, worth[set]! + Math.min(0, companionship[set]!));
  }
  const contenders: number[] = [];
  for (let set = 0; set < worth.length; set++) {
    if (worth[set]! + Math.max(0, companionship[set]!) >= bar) contenders.push(set);
  }
  return contenders;
}

function isSameSet({ offsets, members }: LabelSetTable, set: number, expected: readonly number[]): boolean {
  const start = offsets[set]!;
  return (
    offsets[set + 1]! - start === expected.length &&
    expected.every((label, i) => members[start + i] === label)
  );
}
