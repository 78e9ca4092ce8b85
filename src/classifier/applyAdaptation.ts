import { Calibration } from '../calibration/Calibration.ts';
import { PlattCalibrator } from '../calibration/PlattCalibrator.ts';
import { GenrekitError } from '../errors.ts';
import { TfidfFeatures } from '../features/TfidfFeatures.ts';
import { LabelSet } from '../labels/LabelSet.ts';
import type { PairCounts } from '../labels/PairCounts.ts';
import { BinaryRelevance } from '../strategies/BinaryRelevance.ts';
import { LabelSets } from '../thresholds/LabelSets.ts';
import { LabelSetTable } from '../thresholds/LabelSetTable.ts';
import { Thresholds } from '../thresholds/Thresholds.ts';
import type { Adaptation, AddedGenre } from './Adaptation.ts';
import { Decision } from './Decision.ts';
import { FittedModel, type ShapeDecisions } from './FittedModel.ts';
import type { InputShape } from './InputShape.ts';
import { summaryOf } from './summaryOf.ts';

/**
 * @param adaptation - a base of binary relevance, and what to change
 * @returns the adapted model; genres that nothing was changed of score as in the base, to the last bit
 */
export function applyAdaptation(adaptation: Adaptation): FittedModel {
  const { base, genres } = adaptation;
  if (genres.length === 0 && adaptation.changes.length === 0) return base;
  const labels = new LabelSet([...base.labels.names, ...genres.map(({ label }) => label)]);
  const strategy = adaptStrategy(adaptation, labels);
  if (genres.length === 0) {
    const { features, decisions, summary, pairCounts, catalogues, styles } = base;
    return new FittedModel(
      labels,
      features,
      strategy,
      decisions,
      summary,
      pairCounts,
      adaptation,
      catalogues,
      styles,
    );
  }
  const extend = (decisions: ShapeDecisions): ShapeDecisions =>
    new Map([...decisions].map(([shape, own]) => [shape, extendDecision(own, shape, labels, genres)]));
  const summary = summaryOf(base);
  const supports = [...summary.supports, ...genres.map(({ support }) => support)];
  return new FittedModel(
    labels,
    base.features,
    strategy,
    extend(base.decisions),
    { ...summary, supports },
    base.pairCounts && extendPairs(base.pairCounts, base.labels.size, labels.size),
    adaptation,
    new Map([...base.catalogues].map(([name, decisions]) => [name, extend(decisions)])),
    base.styles,
  );
}

/**
 * Weights of rounded models are kept as the whole numbers that they are, with their scales, so that the other genres keep
 * their bits; those of a changed genre become plain numbers of scale 1.
 */
function adaptStrategy({ base, genres, changes }: Adaptation, labels: LabelSet): BinaryRelevance {
  const { strategy } = requireLinear(base);
  const state = strategy.state();
  const [from, to] = [base.labels.size, labels.size];
  const featureCount = base.features.columnCount;
  const { weights: old, exponents } = state.arrays;
  const weights = new Float32Array(featureCount * to);
  for (let column = 0; column < featureCount; column++) {
    // Exact, like all multiplication by powers of two.
    const factor = 2 ** (exponents?.[column] ?? 0);
    for (let label = 0; label < from; label++)
      weights[column * to + label] = old![column * from + label]! * factor;
  }
  const scales = new Float32Array(to).fill(1);
  scales.set((state.arrays.scales as Float32Array | undefined) ?? []);
  const biases = new Float64Array(to);
  biases.set(state.arrays.biases as Float64Array);
  genres.forEach(({ links }, index) => {
    for (let column = 0; column < featureCount; column++) {
      let sum = 0;
      for (let label = 0; label < from; label++) sum += links[label]! * strategy.weightOf(column, label);
      weights[column * to + from + index] = sum;
    }
  });
  for (const { label: name, columns, values } of [...genres, ...changes]) {
    const label = labels.indexOf(name);
    const scale = scales[label]!;
    if (scale !== 1) {
      for (let cell = label; cell < weights.length; cell += to) weights[cell]! *= scale;
      scales[label] = 1;
    }
    columns.forEach((column, i) => {
      weights[column * to + label]! += values[i]!;
    });
  }
  const arrays = { weights, biases, ...(state.arrays.scales && { scales }) };
  return BinaryRelevance.fromState({ ...state, arrays }, labels, featureCount);
}

/**
 * @param model - a fitted model
 * @returns its strategy and features, of the kinds that can be adapted
 * @throws GenrekitError `unsupported-model` when it is not binary relevance
 */
export function requireLinear({ strategy, features }: FittedModel): {
  readonly strategy: BinaryRelevance;
  readonly features: TfidfFeatures;
} {
  if (strategy instanceof BinaryRelevance && features instanceof TfidfFeatures) return { strategy, features };
  throw new GenrekitError(
    'unsupported-model',
    `Only models of binary relevance can be adapted; this one uses '${strategy.id}'. ` +
      'Fit one with strategy: binaryRelevance(), or fit this one again with the new movies.',
  );
}

/** Scores and thresholds of the base stay; a new genre gets its own curve, and the threshold that is in the middle. */
function extendDecision(
  { calibration, thresholds, labelSets, missRates }: Decision,
  shape: InputShape,
  labels: LabelSet,
  genres: readonly AddedGenre[],
): Decision {
  const curves = genres.map(({ curves: own }) => new PlattCalibrator(...own.get(shape)!));
  return new Decision(
    new Calibration(labels, [...calibration.calibrators, ...curves], calibration.company),
    thresholds.map(({ values, spread: _, ...record }) => {
      const middle = values.toSorted()[values.length >> 1]!;
      return new Thresholds(labels, Float64Array.from([...values, ...genres.map(() => middle)]), record);
    }),
    labelSets && extendSets(labelSets, labels),
    missRates,
  );
}

/** No training movie had the new genres, so no set has them. */
function extendSets({ table, weight }: LabelSets, labels: LabelSet): LabelSets {
  return new LabelSets(new LabelSetTable(labels, table.offsets, table.members, table.counts), weight);
}

/** Of no training movie is it known whether it has the new genres. */
function extendPairs(counts: PairCounts, from: number, to: number): PairCounts {
  const extend = (table: Uint32Array) => {
    const wide = new Uint32Array(to * to);
    for (let row = 0; row < from; row++) wide.set(table.subarray(row * from, (row + 1) * from), row * to);
    return wide;
  };
  return { together: extend(counts.together), present: extend(counts.present), known: extend(counts.known) };
}
