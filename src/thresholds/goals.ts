import { fScore } from './fScore.ts';
import type { LabelCounts } from './LabelCounts.ts';
import type { ResolvedThresholdOptions } from './ThresholdOptions.ts';

/** An objective as numbers to maximise. */
export interface Goal {
  /** The worth of one label's decisions, where labels can be decided apart. */
  labelValue(truePositives: number, predicted: number, positives: number): number;
  /** The worth of all labels' decisions under one threshold. */
  totalValue(counts: LabelCounts): number;
  /** What is reported: the objective itself, never less than 0. */
  achieved(counts: LabelCounts): number;
  /** Whether of two equal values the one with more true positives wins; otherwise the one with fewer predictions. */
  readonly isRecallPreferred: boolean;
}

/**
 * Builds the goal of an objective.
 *
 * @param options - resolved settings
 * @param truth - counts of the samples that are tuned on, for the cardinality of the truth
 */
export function goalOf(options: ResolvedThresholdOptions, truth: LabelCounts): Goal {
  switch (options.objective) {
    case 'microF1':
      return fGoal(1, microF);
    case 'macroF1':
      return fGoal(1, macroF);
    case 'microMacroF1':
      return fGoal(
        1,
        (counts, betaSquared) => (microF(counts, betaSquared) + macroF(counts, betaSquared)) / 2,
      );
    case 'fBeta':
      return fGoal(options.beta * options.beta, options.average === 'micro' ? microF : macroF);
    case 'precisionAtLeast':
      return floorGoal(options, precision, recall, false);
    case 'recallAtLeast':
      return floorGoal(options, recall, precision, true);
    case 'cardinality':
      return cardinalityGoal(options.cardinality, truth);
  }
}

function fGoal(betaSquared: number, average: (counts: LabelCounts, betaSquared: number) => number): Goal {
  const total = (counts: LabelCounts) => average(counts, betaSquared);
  return {
    labelValue: (truePositives, predicted, positives) =>
      fScore(truePositives, predicted, positives, betaSquared),
    totalValue: total,
    achieved: total,
    isRecallPreferred: false,
  };
}

function microF(counts: LabelCounts, betaSquared: number): number {
  return fScore(sum(counts.truePositives), sum(counts.predicted), sum(counts.positives), betaSquared);
}

function macroF(
  { truePositives, predicted, positives, labelCount }: LabelCounts,
  betaSquared: number,
): number {
  let total = 0;
  for (let label = 0; label < labelCount; label++) {
    total += fScore(truePositives[label]!, predicted[label]!, positives[label]!, betaSquared);
  }
  return labelCount > 0 ? total / labelCount : 0;
}

type Rate = (truePositives: number, predicted: number, positives: number) => number;

const precision: Rate = (truePositives, predicted) => (predicted > 0 ? truePositives / predicted : 0);
const recall: Rate = (truePositives, _, positives) => (positives > 0 ? truePositives / positives : 0);

/** The highest `wanted` rate among decisions whose `bounded` rate reaches the floor; no decision at all is the refuge. */
function floorGoal(
  { minimum, scope }: ResolvedThresholdOptions,
  bounded: Rate,
  wanted: Rate,
  isRecallPreferred: boolean,
): Goal {
  const labelValue: Rate = (truePositives, predicted, positives) => {
    if (bounded(truePositives, predicted, positives) >= minimum)
      return wanted(truePositives, predicted, positives);
    return predicted === 0 ? -1 : -2;
  };
  const pooled = (rate: Rate, counts: LabelCounts) =>
    rate(sum(counts.truePositives), sum(counts.predicted), sum(counts.positives));
  return {
    labelValue,
    totalValue: (counts) => pooled(labelValue, counts),
    achieved: (counts) => (scope === 'global' ? pooled(wanted, counts) : meanRate(wanted, counts)),
    isRecallPreferred,
  };
}

/** The mean over the labels that occur. */
function meanRate(rate: Rate, { truePositives, predicted, positives, labelCount }: LabelCounts): number {
  let total = 0;
  let occurring = 0;
  for (let label = 0; label < labelCount; label++) {
    if (positives[label] === 0) continue;
    total += rate(truePositives[label]!, predicted[label]!, positives[label]!);
    occurring++;
  }
  return occurring > 0 ? total / occurring : 0;
}

/** PCut (Yang 2001): each label as often as in the truth; or all labels together as many as in the truth. */
function cardinalityGoal(wanted: number | 'truth', truth: LabelCounts): Goal {
  const ofTruth = sumOfRates(truth.positives, truth.known);
  const target = wanted === 'truth' ? ofTruth : wanted;
  const scale = ofTruth > 0 ? target / ofTruth : 0;
  const cardinality = ({ predicted, known }: LabelCounts) => sumOfRates(predicted, known);
  return {
    labelValue: (_, predicted, positives) => -Math.abs(predicted - scale * positives),
    totalValue: (counts) => -Math.abs(cardinality(counts) - target),
    achieved: cardinality,
    isRecallPreferred: false,
  };
}

/** Labels a sample: the sum over labels of how often each occurs where it is known. */
function sumOfRates(counts: Float64Array, known: Float64Array): number {
  return counts.reduce((total, count, label) => total + (known[label]! > 0 ? count / known[label]! : 0), 0);
}

function sum(values: Float64Array): number {
  let total = 0;
  for (let i = 0; i < values.length; i++) total += values[i]!;
  return total;
}
