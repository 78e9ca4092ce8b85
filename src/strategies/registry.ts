import { describeValue, GenrekitError } from '../errors.ts';
import type { LabelSet } from '../labels/LabelSet.ts';
import type { AttentionSettings } from './attention/attention.ts';
import { BinaryRelevance, type BinaryRelevanceSettings } from './BinaryRelevance.ts';
import type { BlendSettings } from './blend/BlendSettings.ts';
import { ChainEnsemble } from './ChainEnsemble.ts';
import type { ChainEnsembleSettings, ClassifierChainSettings } from './ChainOptions.ts';
import { ClassifierChain } from './ClassifierChain.ts';
import type { FeedForwardSettings } from './feedForward/feedForward.ts';
import { LabelPowerset } from './LabelPowerset.ts';
import type { LabelPowersetSettings } from './LabelPowersetOptions.ts';
import { MlKnn } from './MlKnn.ts';
import type { MlKnnSettings } from './MlKnnOptions.ts';
import { NeighbourVote } from './NeighbourVote.ts';
import type { NeighbourVoteSettings } from './NeighbourVoteOptions.ts';
import type { StateTexts, Strategy, StrategyId, StrategyState } from './Strategy.ts';
import type { ModelKit } from './StrategyKit.ts';
import type { DecisionTreeSettings } from './trees/decisionTree.ts';

/** What a classifier scores genres with: the settings that `binaryRelevance()` and its kin make. */
export type StrategySettings =
  | BinaryRelevanceSettings
  | MlKnnSettings
  | NeighbourVoteSettings
  | ClassifierChainSettings
  | ChainEnsembleSettings
  | LabelPowersetSettings
  | DecisionTreeSettings
  | AttentionSettings
  | FeedForwardSettings
  | BlendSettings;

/** What a saved strategy belongs to. */
export interface StrategyShape {
  readonly labels: LabelSet;
  readonly featureCount: number;
}

/** The code of a strategy: made from settings, or from what a fit has left. */
interface StrategyCode<Settings> {
  new (settings: Settings): Strategy;
  fromState(state: StrategyState, labels: LabelSet, featureCount: number): Strategy;
}

/** Every strategy but those that bring their own code; a new one joins by one line. */
const STRATEGIES: {
  readonly [Id in Exclude<
    StrategyId,
    'attention' | 'blend' | 'decision-tree' | 'feed-forward'
  >]: StrategyCode<Extract<StrategySettings, { readonly id: Id }>>;
} = /* @__PURE__ */ Object.freeze({
  'binary-relevance': BinaryRelevance,
  'ml-knn': MlKnn,
  'neighbour-vote': NeighbourVote,
  'classifier-chain': ClassifierChain,
  'chain-ensemble': ChainEnsemble,
  'label-powerset': LabelPowerset,
});

/**
 * @param settings - made by a factory such as `binaryRelevance()`
 * @returns a strategy that is not fitted yet
 * @throws GenrekitError `invalid-option` for settings of no strategy that this version has
 */
export function createStrategy(settings: StrategySettings): Strategy {
  if ('kit' in settings) return settings.kit.create(settings);
  const code = codeOf(settings.id);
  if (code !== undefined) return new code(settings);
  throw new GenrekitError(
    'invalid-option',
    `The strategy has the unknown id ${describeValue(settings.id)}; make it with binaryRelevance() or its kin.`,
  );
}

/**
 * @param state - what a strategy's `state` gave
 * @param shape - the labels and features it was fitted on
 * @param kits - code of strategies that have an entry point of their own, or that settings carry
 * @returns a strategy that scores as the saved one did
 * @throws GenrekitError `unsupported-model` for a strategy this version does not have; `invalid-model` for a bad state
 */
export function restoreStrategy(
  state: StrategyState,
  { labels, featureCount }: StrategyShape,
  kits: readonly ModelKit[] = [],
): Strategy {
  const own = kits.filter(({ id }) => id === state.id);
  const whole = withTexts(state);
  const kit = own.find(({ restore }) => restore !== undefined);
  if (kit !== undefined) return kit.restore!(whole, { labels, featureCount });
  const code = codeOf(state.id);
  if (code !== undefined) {
    const revived = own.reduce((before, { revive }) => revive?.(before) ?? before, whole);
    return code.fromState(revived, labels, featureCount);
  }
  throw new GenrekitError(
    'unsupported-model',
    `The model uses the strategy ${describeValue(state.id)}, whose code is not here: give open its kit, such as ` +
      'decisionTreeKit of genrekit/strategies, or update genrekit.',
  );
}

/** A model file keeps the arrays and texts of a strategy side by side. */
function withTexts({ id, settings, arrays, texts }: StrategyState): StrategyState {
  const entries: [string, unknown][] = Object.entries(arrays);
  const isText = ([, data]: [string, unknown]) => Array.isArray(data);
  return {
    id,
    settings,
    arrays: Object.fromEntries(entries.filter((entry) => !isText(entry))) as StrategyState['arrays'],
    texts: { ...texts, ...(Object.fromEntries(entries.filter(isText)) as StateTexts) },
  };
}

/** The id may come from a file or an untyped caller. */
function codeOf(id: StrategyId): StrategyCode<StrategySettings> | undefined {
  return Object.hasOwn(STRATEGIES, id)
    ? (STRATEGIES[id as keyof typeof STRATEGIES] as unknown as StrategyCode<StrategySettings>)
    : undefined;
}
