import type { Thresholds, ThresholdsState } from './Thresholds.ts';

/**
 * @param thresholds - one a label
 * @returns what to save; `Thresholds.fromState` makes equal thresholds of it
 */
export function saveThresholds(thresholds: Thresholds): ThresholdsState {
  const { labels, values, objective, achieved, heldOut, spread } = thresholds;
  return {
    labels: [...labels.names],
    values: [...values],
    objective,
    ...(achieved !== undefined && { achieved }),
    ...(heldOut !== undefined && { heldOut }),
    ...(spread !== undefined && { spread: [...spread] }),
  };
}
