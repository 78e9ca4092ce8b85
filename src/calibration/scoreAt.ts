import type { Calibrator } from './Calibrator.ts';

const FARTHEST = 1e6;

/**
 * Finds where a calibration curve reaches a probability.
 *
 * @param calibrator - a rising curve
 * @param probability - 0 to 1
 * @returns the lowest score with at least that probability, within rounding; -Infinity or Infinity when all scores within
 * a million of 0 have it, or none
 */
export function scoreAt(calibrator: Calibrator, probability: number): number {
  let below = -FARTHEST;
  let above = FARTHEST;
  if (calibrator.probabilityOf(below) >= probability) return Number.NEGATIVE_INFINITY;
  if (calibrator.probabilityOf(above) < probability) return Number.POSITIVE_INFINITY;
  for (let halving = 0; halving < 80; halving++) {
    const middle = (below + above) / 2;
    if (calibrator.probabilityOf(middle) >= probability) above = middle;
    else below = middle;
  }
  return above;
}
