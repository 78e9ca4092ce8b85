import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { Calibration } from './Calibration.ts';
import type { ResolvedCalibrationOptions } from './CalibrationOptions.ts';
import type { Calibrator } from './Calibrator.ts';
import { ClipCalibrator } from './ClipCalibrator.ts';
import { ConstantCalibrator } from './ConstantCalibrator.ts';
import { fitIsotonic } from './fitIsotonic.ts';
import { fitPlatt } from './fitPlatt.ts';
import { type KnownCells, knownCells, smoothedTargets } from './knownCells.ts';

/**
 * The part of `fitCalibration` that looks at each label by itself.
 *
 * @param scores - samples x labels, checked
 * @param truth - samples x labels
 * @param settings - checked
 * @param sampleWeights - as for `fitCalibration`
 */
export function fitCurves(
  scores: ScoreMatrix,
  truth: LabelMatrix,
  settings: ResolvedCalibrationOptions,
  sampleWeights?: ArrayLike<number>,
): Calibration {
  return new Calibration(scores.labels, fitLabels(scores, truth, settings, sampleWeights));
}

function fitLabels(
  scores: ScoreMatrix,
  truth: LabelMatrix,
  settings: ResolvedCalibrationOptions,
  sampleWeights: ArrayLike<number> | undefined,
): Calibrator[] {
  const { names } = scores.labels;
  if (settings.method === 'none') return names.map(() => new ClipCalibrator());
  const columns = names.map((_, label) => knownCells(scores, truth, label, sampleWeights));
  return columns.map((cells) => fitLabel(cells, settings) ?? new ConstantCalibrator(priorOf(cells, columns)));
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
