import { describeValue, GenrekitError } from '../errors.ts';
import type { LabelSet } from '../labels/LabelSet.ts';
import { BinaryRelevance, type BinaryRelevanceSettings } from './BinaryRelevance.ts';
import { ChainEnsemble } from './ChainEnsemble.ts';
import type { ChainEnsembleSettings, ClassifierChainSettings } from './ChainOptions.ts';
import { ClassifierChain } from './ClassifierChain.ts';
import { MlKnn } from './MlKnn.ts';
import type { MlKnnSettings } from './MlKnnOptions.ts';
import { NeighbourVote } from './NeighbourVote.ts';
import type { NeighbourVoteSettings } from './NeighbourVoteOptions.ts';
import type { Strategy, StrategyState } from './Strategy.ts';

/** What a classifier scores genres with: the settings that `binaryRelevance()` and its kin make. */
export type StrategySettings =
  | BinaryRelevanceSettings
  | MlKnnSettings
  | NeighbourVoteSettings
  | ClassifierChainSettings
  | ChainEnsembleSettings;

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
  if (settings.id === 'ml-knn') return new MlKnn(settings);
  if (settings.id === 'neighbour-vote') return new NeighbourVote(settings);
  if (settings.id === 'classifier-chain') return new ClassifierChain(settings);
  if (settings.id === 'chain-ensemble') return new ChainEnsemble(settings);
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
  if (state.id === 'ml-knn') return MlKnn.fromState(state, labels, featureCount);
  if (state.id === 'neighbour-vote') return NeighbourVote.fromState(state, labels, featureCount);
  if (state.id === 'classifier-chain') return ClassifierChain.fromState(state, labels, featureCount);
  if (state.id === 'chain-ensemble') return ChainEnsemble.fromState(state, labels, featureCount);
  throw new GenrekitError(
    'unsupported-model',
    `The model uses the strategy ${describeValue(state.id)}, which this version does not have; update genrekit.`,
  );
}
