import { GenrekitError } from '../../errors.ts';
import { TokenFeatures } from '../../features/TokenFeatures.ts';
import { type TokenOptions, tokens } from '../../features/TokenOptions.ts';
import { readSettings } from '../readSettings.ts';
import type { FeaturedKit, StrategyKit } from '../StrategyKit.ts';
import { withKit } from '../StrategyKit.ts';
import {
  type AttentionOptions,
  type ResolvedAttentionOptions,
  resolveAttention,
} from './AttentionOptions.ts';
import { AttentionStrategy } from './AttentionStrategy.ts';

/** A transformer encoder with attention pooling, described; made by `attention`. */
export interface AttentionSettings extends ResolvedAttentionOptions {
  /** Which strategy this is. */
  readonly id: 'attention';
  /** Its code. */
  readonly kit: StrategyKit;
}

/**
 * Settings for a transformer encoder with attention pooling, trained in plain JavaScript: words are vectors, look at
 * each other in any number of layers, and a few weighted means of them stand for the movie. Slower to train and larger
 * than linear strategies.
 *
 * @param options - settings; see {@link AttentionOptions}
 * @returns settings for the option `strategy` of a classifier
 * @throws GenrekitError `invalid-option`
 */
export function attention(options?: AttentionOptions): AttentionSettings {
  return withKit({ id: 'attention' as const, ...resolveAttention(options) }, attentionKit);
}

/** The code of {@link attention}, needed to open models of it: `open(bytes, { strategies: [attentionKit] })`. */
export const attentionKit: FeaturedKit = /* @__PURE__ */ Object.freeze<FeaturedKit>({
  id: 'attention',
  isCostly: true,
  create: (settings) => new AttentionStrategy(settings as AttentionSettings),
  restore({ settings, arrays }, { labels, featureCount }) {
    return AttentionStrategy.fromArrays(readSettings(attention, settings), arrays, labels, featureCount);
  },
  checkFeatures(value) {
    if (value === undefined) return tokens();
    const { kind, ...options } = (value ?? {}) as { readonly kind?: unknown } & TokenOptions;
    if (kind === 'tokens' && Object.isFrozen(value)) return tokens(options);
    throw new GenrekitError(
      'invalid-option',
      'GenreClassifier.features must be made by tokens() for the strategy attention().',
    );
  },
  async fitFeatures(movies, settings, fields) {
    const { fitTokenFeatures } = await import('../../features/fitTokenFeatures.ts');
    return fitTokenFeatures(movies, settings, fields);
  },
  restoreFeatures: (part) => TokenFeatures.restore(part),
});
