/**
 * @param score - a finite number
 * @returns a number just above it: a threshold that this score does not pass
 */
export function thresholdAbove(score: number): number {
  const above = score + Math.abs(score) * Number.EPSILON;
  return above > score ? above : score + Number.MIN_VALUE;
}

/**
 * @param lower - a finite number
 * @param upper - a greater one
 * @returns their middle, as far as rounding allows a number that `upper` passes and `lower` does not
 */
export function thresholdBetween(lower: number, upper: number): number {
  const middle = lower / 2 + upper / 2;
  return middle > lower && middle <= upper ? middle : upper;
}
