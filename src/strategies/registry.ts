import { describeValue, GenrekitError } from '../errors.ts';
import type { LabelSet } from '../labels/LabelSet.ts';
import { BinaryRelevance, type BinaryRelevanceSettings } from './BinaryRelevance.ts';
import type { Strategy, StrategyState } from './Strategy.ts';

/** What a classifier scores genres with: the settings that `binaryRelevance()` and its kin make. */
export type StrategySettings = BinaryRelevanceSettings;

/** What a saved strategy belongs to. */
export interface StrategyShape {
  readonly labels: LabelSet;
  readonly featureCount: number;
}

/**
 * @param settings - made by a factory such as `binaryRelevance()`
 * @returns a strategy that is not fitted yet
 */
export function createStrategy(settings: StrategySettings): Strategy {
  return new BinaryRelevance(settings);
}

/**
 * @param state - what a strategy's `state` gave
 * @param shape - the labels and features it was fitted on
 * @returns a strategy that scores as the saved one did
 * @throws GenrekitError `unsupported-model` for a strategy this version does not have; `invalid-model` for a bad state
 */
export function restoreStrategy(state: StrategyState, { labels, featureCount }: StrategyShape): Strategy {
  if (state.id === 'binary-relevance') return BinaryRelevance.fromState(state, labels, featureCount);
  throw new GenrekitError(
    'unsupported-model',
    `The model uses the strategy ${describeValue(state.id)}, which this version does not have; update genrekit.`,
  );
}
