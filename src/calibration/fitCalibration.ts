import { GenrekitError } from '../errors.ts';
import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { Calibration } from './Calibration.ts';
import {
  type CalibrationOptions,
  type ResolvedCalibrationOptions,
  resolveCalibrationOptions,
} from './CalibrationOptions.ts';
import type { Calibrator } from './Calibrator.ts';
import { ClipCalibrator } from './ClipCalibrator.ts';
import { ConstantCalibrator } from './ConstantCalibrator.ts';
import { checkTables } from './checkTables.ts';
import { fitIsotonic } from './fitIsotonic.ts';
import { fitPlatt } from './fitPlatt.ts';
import { type KnownCells, knownCells, smoothedTargets } from './knownCells.ts';

/**
 * Learns to turn scores into probabilities, label by label.
 *
 * Unknown cells are left out. A label with no known positive or no known negative, and a label whose curve would fall
 * (lower scores going with more positives), gets a constant: (positives + 1) / (samples + 2), the rate that Platt's
 * fit starts from. A label of which nothing is known gets that rate over all labels together.
 *
 * @param scores - samples x labels; out-of-fold scores, or else the probabilities will be too sure of themselves
 * @param truth - samples x labels
 * @param options - settings; see {@link CalibrationOptions}
 * @param sampleWeights - one number from 0 a sample: how often it counts; absent = 1 each
 * @throws GenrekitError `invalid-option`; `shape-mismatch` when tables do not belong together; `invalid-data` without
 * a sample; `invalid-value` for a score or weight that is not a usable number
 */
export function fitCalibration(
  scores: ScoreMatrix,
  truth: LabelMatrix,
  options?: CalibrationOptions,
  sampleWeights?: ArrayLike<number>,
): Calibration {
  const settings = resolveCalibrationOptions(options);
  checkTables(scores, truth);
  if (sampleWeights !== undefined) checkWeights(sampleWeights, scores.sampleCount);
  if (settings.method === 'none') {
    const clip = new ClipCalibrator();
    return new Calibration(
      scores.labels,
      scores.labels.names.map(() => clip),
    );
  }
  const columns = scores.labels.names.map((_, label) => knownCells(scores, truth, label, sampleWeights));
  return new Calibration(
    scores.labels,
    columns.map((cells) => fitLabel(cells, settings) ?? new ConstantCalibrator(priorOf(cells, columns))),
  );
}

function fitLabel(cells: KnownCells, settings: ResolvedCalibrationOptions): Calibrator | undefined {
  const { positiveCount, negativeCount } = cells;
  if (positiveCount === 0 || negativeCount === 0) return undefined;
  if (settings.method === 'isotonic') return fitIsotonic(cells);
  const isEnough = Math.min(positiveCount, negativeCount) >= settings.isotonicMinimum;
  if (settings.method === 'auto' && isEnough) return fitIsotonic(cells, smoothedTargets(cells));
  return fitPlatt(cells);
}

function priorOf(cells: KnownCells, columns: readonly KnownCells[]): number {
  const pool = cells.scores.length > 0 ? [cells] : columns;
  const positives = pool.reduce((sum, column) => sum + column.positiveWeight, 0);
  const negatives = pool.reduce((sum, column) => sum + column.negativeWeight, 0);
  return (positives + 1) / (positives + negatives + 2);
}

function checkWeights(weights: ArrayLike<number>, sampleCount: number): void {
  if (weights.length !== sampleCount) {
    throw new GenrekitError(
      'shape-mismatch',
      `There must be one weight a sample; got ${weights.length} weights for ${sampleCount} samples.`,
    );
  }
  for (let sample = 0; sample < sampleCount; sample++) {
    if (weights[sample]! >= 0 && weights[sample]! <= LARGEST_WEIGHT) continue;
    throw new GenrekitError(
      'invalid-value',
      `Weights must be numbers from 0 to ${LARGEST_WEIGHT}; got ${weights[sample]} for sample ${sample}.`,
    );
  }
}

const LARGEST_WEIGHT = 1e12;
