import type { Calibrator } from './Calibrator.ts';

/** A rising curve through knots: straight between them, level outside. */
export class IsotonicCalibrator implements Calibrator {
  readonly kind = 'isotonic';

  /**
   * @param knotScores - at least one score, ascending without repeats
   * @param knotProbabilities - the probability at each knot, never falling, 0 to 1
   */
  constructor(
    readonly knotScores: Float64Array,
    readonly knotProbabilities: Float64Array,
  ) {}

  probabilityOf(score: number): number {
    const { knotScores, knotProbabilities } = this;
    let high = knotScores.length - 1;
    if (score <= knotScores[0]!) return knotProbabilities[0]!;
    if (score >= knotScores[high]!) return knotProbabilities[high]!;
    let low = 0;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if (knotScores[middle]! <= score) low = middle;
      else high = middle;
    }
    const left = knotProbabilities[low]!;
    const right = knotProbabilities[high]!;
    const slope = (right - left) / (knotScores[high]! - knotScores[low]!);
    // Rounding must not lift the line above its right knot, where it would pass scores that lie beyond.
    return Math.min(right, left + (score - knotScores[low]!) * slope);
  }

  parameters(): Float64Array {
    const parameters = new Float64Array(this.knotScores.length * 2);
    parameters.set(this.knotScores);
    parameters.set(this.knotProbabilities, this.knotScores.length);
    return parameters;
  }
}
