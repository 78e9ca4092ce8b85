import { damagedState } from '../calibration/damagedState.ts';

/** The miss rates that can be asked for are whole percents up to this. */
export const LARGEST_MISS_PERCENT = 50;

/**
 * How low a probability may be to count, if the share of true labels that a set misses is to stay within a bound.
 * Learned by `fitMissRates`.
 */
export class MissRates {
  /** @param thresholds - the probability from which a label joins the set, for miss rates of 1 %, 2 %, ... 50 % */
  constructor(readonly thresholds: Float64Array) {}

  /**
   * @param missRate - the share of a sample's true labels that may be missed, on average; 0.01 to 0.5. Between whole
   * percents the lower one is kept to.
   * @returns the probability from which a label joins the set; 0 when there were too few samples to leave any out
   */
  thresholdFor(missRate: number): number {
    return this.thresholds[Math.floor(missRate * 100 + 1e-9) - 1]!;
  }

  /**
   * @param thresholds - those of other miss rates, as they were saved
   * @throws GenrekitError `invalid-model` unless they are probabilities that rise with the rate
   */
  static fromState(thresholds: unknown): MissRates {
    const isUsable =
      thresholds instanceof Float64Array &&
      thresholds.length === LARGEST_MISS_PERCENT &&
      thresholds.every((value, i) => value >= (i === 0 ? 0 : thresholds[i - 1]!) && value <= 1);
    if (isUsable) return new MissRates(thresholds);
    throw damagedState('miss rates are', `they must be ${LARGEST_MISS_PERCENT} rising probabilities`);
  }
}
