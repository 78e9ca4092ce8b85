import { GenrekitError } from '../errors.ts';
import { compareSets } from '../labels/compareSets.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import { membersOf } from '../labels/membersOf.ts';
import { LabelSetTable } from './LabelSetTable.ts';

/**
 * Collects the label sets of samples whose every label is known; others do not show their whole set.
 *
 * @param truth - samples x labels
 * @param minimumCount - sets of fewer samples are left out
 * @throws GenrekitError `invalid-data` when no set is left; `invalid-labels` for more labels than a saved table can
 * number
 */
export function collectLabelSets(truth: LabelMatrix, minimumCount = 1): LabelSetTable {
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

const LARGEST_LABEL_COUNT = 65535; // saved as 16 bits a label
