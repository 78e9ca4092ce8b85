import { sigmoid } from '../math/transcendental.ts';
import type { Calibrator } from './Calibrator.ts';

/** Platt's curve: probability = sigmoid(slope * score + intercept) (Platt 1999). */
export class PlattCalibrator implements Calibrator {
  readonly kind = 'platt';

  /**
   * @param slope - at least 0, so that a higher score never has a lower probability
   * @param intercept - log-odds at score 0
   */
  constructor(
    readonly slope: number,
    readonly intercept: number,
  ) {}

  probabilityOf(score: number): number {
    // Rounding in sigmoid can swap neighbouring doubles. On this grid two log-odds are equal, or differ by more than
    // any such error, so the order of scores survives to the last bit; the grid moves a probability by 2e-13 at most.
    const logOdds = Math.round((this.slope * score + this.intercept) * GRID) / GRID;
    return sigmoid(logOdds);
  }

  parameters(): Float64Array {
    return Float64Array.of(this.slope, this.intercept);
  }
}

const GRID = 1099511627776; // 2^40
