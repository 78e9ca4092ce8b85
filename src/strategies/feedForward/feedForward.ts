import { readSettings } from '../readSettings.ts';
import type { StrategyKit } from '../StrategyKit.ts';
import { withKit } from '../StrategyKit.ts';
import {
  type FeedForwardOptions,
  type ResolvedFeedForwardOptions,
  resolveFeedForward,
} from './FeedForwardOptions.ts';
import { FeedForwardStrategy } from './FeedForwardStrategy.ts';

/** Dense layers on reduced TF-IDF, described; made by `feedForward`. */
export interface FeedForwardSettings extends ResolvedFeedForwardOptions {
  /** Which strategy this is. */
  readonly id: 'feed-forward';
  /** Its code. */
  readonly kit: StrategyKit;
}

/**
 * Settings for dense layers on TF-IDF that is reduced by a truncated SVD: a small network that learns which themes go
 * together, where linear strategies only add words up.
 *
 * @param options - settings; see {@link FeedForwardOptions}
 * @returns settings for the option `strategy` of a classifier
 * @throws GenrekitError `invalid-option`
 */
export function feedForward(options?: FeedForwardOptions): FeedForwardSettings {
  return withKit({ id: 'feed-forward' as const, ...resolveFeedForward(options) }, feedForwardKit);
}

/** The code of {@link feedForward}, needed to open models of it: `open(bytes, { strategies: [feedForwardKit] })`. */
export const feedForwardKit: StrategyKit = /* @__PURE__ */ Object.freeze<StrategyKit>({
  id: 'feed-forward',
  isCostly: false,
  create: (settings) => new FeedForwardStrategy(settings as FeedForwardSettings),
  restore({ settings, arrays }, { labels, featureCount }) {
    return FeedForwardStrategy.fromArrays(readSettings(feedForward, settings), arrays, labels, featureCount);
  },
});
