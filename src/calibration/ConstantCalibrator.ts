import type { Calibrator } from './Calibrator.ts';

/** Gives every score the same probability: for a label whose scores tell nothing. */
export class ConstantCalibrator implements Calibrator {
  readonly kind = 'constant';

  /** @param probability - 0 to 1 */
  constructor(readonly probability: number) {}

  probabilityOf(): number {
    return this.probability;
  }

  parameters(): Float64Array {
    return Float64Array.of(this.probability);
  }
}
