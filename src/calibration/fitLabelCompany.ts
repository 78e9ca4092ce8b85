import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { log } from '../math/transcendental.ts';
import { growSetTree, pruneSetTree } from './growSetTree.ts';
import { LARGEST_SET, LabelCompany, oddsOf, STEPS_PER_DOUBLING } from './LabelCompany.ts';
import { SetExpectation } from './SetExpectation.ts';

/** Sets of fewer samples count as their size says, ... */
const FEWEST_SAMPLES = 4;

/** ... and so do those that would count within a fifth of it: to keep them would cost room and time, and gain nothing. */
const LEAST_STEP = 2;

/** How many expected samples the belief that labels come independently is worth. */
const PRIOR_SAMPLES = 3;

/** More rounds move no probability by a hundredth. */
const ROUNDS = 6;

/**
 * Learns which sizes of label sets, and which sets, occur more often or less often than independent labels of the given
 * probabilities would make them: iterative proportional fitting (Deming and Stephan 1940), with weights drawn towards 1
 * as by a gamma prior.
 *
 * An unknown label of a sample takes no part in its set.
 *
 * @param probabilities - samples x labels, calibrated label by label; of samples that the scoring model had not seen
 * @param truth - samples x labels
 * @param isUsed - which samples to learn from; all by default
 * @returns how labels keep company; `undefined` when no sample has a label, or one has more than 30
 */
export function fitLabelCompany(
  probabilities: ScoreMatrix,
  truth: LabelMatrix,
  isUsed: (sample: number) => boolean = () => true,
): LabelCompany | undefined {
  const samples = Array.from({ length: truth.sampleCount }, (_, sample) => sample).filter(isUsed);
  const sets = samples.map((sample) => presentLabels(truth, sample));
  const largest = sets.reduce((most, { length }) => Math.max(most, length), 0);
  if (largest === 0 || largest > LARGEST_SET) return undefined;
  const sizeCounts = new Float64Array(largest + 1);
  for (const { length } of sets) sizeCounts[length]!++;
  const tree = growSetTree(sets, FEWEST_SAMPLES);
  const expectation = new SetExpectation(
    knownOdds(probabilities, truth, samples),
    truth.labelCount,
    largest,
    tree,
  );
  const sizeWeights = new Float64Array(largest + 1).fill(1);
  const weights = new Float64Array(tree.depths.length).fill(1);
  for (let round = 0; round < ROUNDS; round++) {
    const { sizes } = expectation.under(sizeWeights, weights);
    sizes.forEach((expected, size) => {
      const weight = sizeWeights[size]!;
      sizeWeights[size] = (weight * (sizeCounts[size]! + 1)) / (expected + weight);
    });
    const most = Math.max(...sizeWeights);
    sizeWeights.forEach((weight, size) => {
      sizeWeights[size] = weight / most;
    });
    const { nodes } = expectation.under(sizeWeights, weights);
    tree.counts.forEach((count, node) => {
      if (count > 0) weights[node] = (count + PRIOR_SAMPLES) / (nodes[node]! + PRIOR_SAMPLES);
    });
  }
  const steps = stepsOf(weights).map((step) => (Math.abs(step) < LEAST_STEP ? 0 : step));
  return new LabelCompany(truth.labelCount, {
    sizeSteps: stepsOf(sizeWeights),
    ...pruneSetTree(tree, steps),
  });
}

function presentLabels({ values, known, labelCount }: LabelMatrix, sample: number): number[] {
  const present: number[] = [];
  for (let label = 0; label < labelCount; label++) {
    const cell = sample * labelCount + label;
    if (values[cell] === 1 && known?.[cell] !== 0) present.push(label);
  }
  return present;
}

/** The odds of samples' labels, 0 where a label is unknown. */
function knownOdds(
  { values, labelCount }: ScoreMatrix,
  { known }: LabelMatrix,
  samples: readonly number[],
): Float64Array {
  const odds = new Float64Array(samples.length * labelCount);
  samples.forEach((sample, row) => {
    for (let label = 0; label < labelCount; label++) {
      const cell = sample * labelCount + label;
      if (known?.[cell] !== 0) odds[row * labelCount + label] = oddsOf(values[cell]!);
    }
  });
  return odds;
}

function stepsOf(weights: Float64Array): Int8Array {
  return Int8Array.from(weights, (weight) => {
    const step = Math.round((log(weight) / Math.LN2) * STEPS_PER_DOUBLING);
    return Math.max(-127, Math.min(127, step));
  });
}
