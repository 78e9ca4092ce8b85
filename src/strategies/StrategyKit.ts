import type { FeatureExtractor } from '../features/FeatureExtractor.ts';
import type { TokenSettings } from '../features/TokenOptions.ts';
import type { Field, Movie } from '../text/Movie.ts';
import type { MemberScoreSettings } from './blend/BlendSettings.ts';
import type { StrategySettings, StrategyShape } from './registry.ts';
import type { Strategy, StrategyId, StrategyState } from './Strategy.ts';

/** The settings of features that come with a kit. */
export type KitFeatureSettings = TokenSettings | MemberScoreSettings;

/** Code that opens saved models of one strategy; no file holds any. */
export interface ModelKit {
  /** The strategy, as saved models name it. */
  readonly id: StrategyId;
  /**
   * For a strategy that has an entry point of its own.
   *
   * @param state - what a strategy's `state` gave
   * @param shape - the labels and features it was fitted on
   * @throws GenrekitError `invalid-model` for a bad state
   */
  restore?(state: StrategyState, shape: StrategyShape): Strategy;
  /**
   * For any other strategy whose settings carry code.
   *
   * @param state - what a strategy's `state` gave
   * @returns the same with code in its settings
   * @throws GenrekitError `invalid-model` for bad settings
   */
  revive?(state: StrategyState): StrategyState;
  /**
   * For a strategy with features of its own; others have TF-IDF.
   *
   * @param part - the settings and arrays that a model file has of the features
   * @param openMember - opens a model that the part holds, with the other kits that the caller gave
   * @throws GenrekitError `invalid-model` for a bad part
   */
  restoreFeatures?(
    part: {
      readonly settings: Readonly<Record<string, unknown>>;
      readonly arrays: Readonly<Record<string, unknown>>;
    },
    openMember?: (bytes: Uint8Array) => unknown,
  ): FeatureExtractor & { readonly settings: KitFeatureSettings };
}

/**
 * The code of a strategy that has an entry point of its own, so that only those who use it carry it. Its settings bring
 * the kit along; to open a saved model, name the kit: `GenreClassifier.open(bytes, { strategies: [attentionKit] })`.
 */
export interface StrategyKit extends ModelKit {
  restore(state: StrategyState, shape: StrategyShape): Strategy;
  /** Whether a fit takes so long that, unless asked to, a classifier does without a fit for each fold. */
  readonly isCostly: boolean;
  /**
   * @param settings - of the strategy
   * @returns a strategy that is not fitted yet
   */
  create(settings: StrategySettings): Strategy;
  /**
   * For a strategy with features of its own.
   *
   * @param value - what a caller passed as features; `undefined` gives the defaults
   * @throws GenrekitError `invalid-option` when they are not for this strategy
   */
  checkFeatures?(value: unknown): KitFeatureSettings;
  /**
   * For a strategy with features of its own.
   *
   * @param movies - movies to learn from
   * @param settings - from {@link StrategyKit.checkFeatures}
   * @param fields - fields to look at
   * @throws GenrekitError `invalid-data` when there is nothing to learn
   */
  fitFeatures?(
    movies: readonly Movie[],
    settings: TokenSettings,
    fields: readonly Field[],
  ): Promise<FeatureExtractor>;
}

/** The code of a strategy with features of its own. */
export type FeaturedKit = StrategyKit &
  Required<Pick<StrategyKit, 'checkFeatures' | 'fitFeatures' | 'restoreFeatures'>>;

/**
 * @param settings - of a strategy
 * @param kit - its code
 * @returns the settings, frozen, with the kit where neither JSON nor a spread sees it
 */
export function withKit<T extends object>(
  settings: T,
  kit: StrategyKit,
): Readonly<T> & { readonly kit: StrategyKit } {
  return Object.freeze(Object.defineProperty({ ...settings }, 'kit', { value: kit })) as never;
}
