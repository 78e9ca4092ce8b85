import type { Calibrator } from './Calibrator.ts';

/** Takes scores as the probabilities that they are, and clips what lies outside 0 to 1. */
export class ClipCalibrator implements Calibrator {
  readonly kind = 'clip';

  probabilityOf(score: number): number {
    return Math.min(1, Math.max(0, score));
  }

  parameters(): Float64Array {
    return new Float64Array(0);
  }
}
