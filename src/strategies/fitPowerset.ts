import { compareSets } from '../labels/compareSets.ts';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { membersOf } from '../labels/membersOf.ts';
import { numberedLabels } from '../labels/numberedLabels.ts';
import type { FitContext } from '../learners/FitContext.ts';
import { checkRows } from '../learners/trainLabels.ts';
import type { CsrMatrix } from '../math/CsrMatrix.ts';
import { checkSampleWeights } from './checkSampleWeights.ts';
import { fitLinearWeights } from './fitLinearWeights.ts';
import type { LabelPowersetSettings } from './LabelPowersetOptions.ts';
import { PowersetWeights } from './PowersetWeights.ts';

/**
 * Fits one learner a label set: its rows against all others.
 *
 * @param matrix - samples x features
 * @param labels - samples x labels; rows with an unknown cell are left out
 * @param settings - of the strategy
 * @param context - seed, sample weights, signal, progress, and who trains
 * @throws GenrekitError `shape-mismatch` when rows differ; `aborted` when the signal fires
 */
export async function fitPowerset(
  matrix: CsrMatrix,
  labels: LabelMatrix,
  { learner, minCount, sharpness }: LabelPowersetSettings,
  context: FitContext,
): Promise<PowersetWeights> {
  checkRows(matrix, labels);
  checkSampleWeights(context.sampleWeights, matrix.rowCount);
  const members = Array.from({ length: labels.sampleCount }, (_, sample) => membersOf(labels, sample));
  const sets = frequentSets(members, context.sampleWeights, minCount);
  const functions = await fitLinearWeights(matrix, classesOf(members, sets), learner, context);
  const cells = new Uint8Array(sets.length * labels.labelCount);
  sets.forEach((set, place) => {
    for (const label of set) cells[place * labels.labelCount + label] = 1;
  });
  return new PowersetWeights(labels.labels, cells, functions, sharpness);
}

/**
 * The sets that are not pruned, the heaviest first, ties by their labels. Where all are rare, the heaviest stay; where
 * no row shows its whole set, it is the empty set alone.
 */
function frequentSets(
  members: readonly (readonly number[] | undefined)[],
  sampleWeights: Float64Array | undefined,
  minCount: number,
): (readonly number[])[] {
  const found = new Map<string, { set: readonly number[]; weight: number }>();
  members.forEach((set, sample) => {
    const weight = sampleWeights === undefined ? 1 : sampleWeights[sample]!;
    if (set === undefined || weight === 0) return;
    const key = set.join();
    const entry = found.get(key) ?? { set, weight: 0 };
    entry.weight += weight;
    found.set(key, entry);
  });
  const all = [...found.values()].sort((a, b) => b.weight - a.weight || compareSets(a.set, b.set));
  const least = Math.min(minCount, all[0]?.weight ?? 0);
  const kept = all.filter(({ weight }) => weight >= least).map(({ set }) => set);
  return kept.length > 0 ? kept : [[]];
}

/**
 * Rows x sets: which sets each row counts for. A row of a pruned set counts for the largest of its subsets that remain,
 * all of them when several are equally large; one without such a subset counts for none.
 */
function classesOf(
  members: readonly (readonly number[] | undefined)[],
  sets: readonly (readonly number[])[],
): LabelMatrix {
  const width = sets.length;
  const values = new Uint8Array(members.length * width);
  const known = new Uint8Array(members.length * width);
  const placeOf = new Map(sets.map((set, place) => [set.join(), place]));
  const subsetsOf = new Map<string, number[]>();
  members.forEach((own, sample) => {
    if (own === undefined) return;
    known.fill(1, sample * width, (sample + 1) * width);
    const key = own.join();
    const place = placeOf.get(key);
    const places = place === undefined ? (subsetsOf.get(key) ?? largestSubsets(own, sets)) : [place];
    subsetsOf.set(key, places);
    for (const chosen of places) values[sample * width + chosen] = 1;
  });
  return new LabelMatrix(numberedLabels(width), members.length, values, known);
}

function largestSubsets(own: readonly number[], sets: readonly (readonly number[])[]): number[] {
  const places = [...sets.keys()].filter((place) => sets[place]!.every((label) => own.includes(label)));
  const size = Math.max(0, ...places.map((place) => sets[place]!.length));
  return size === 0 ? [] : places.filter((place) => sets[place]!.length === size);
}
