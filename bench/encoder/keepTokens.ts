import { TokenFeatures } from '../../src/features/TokenFeatures.ts';
import type { PretrainedEncoder } from './pretrainEncoder.ts';

/**
 * Forgets the rarest words of an encoder: they are read as unknown from then on.
 *
 * @param encoder - with its words in the order of their frequency, as features learn them
 * @param count - tokens to keep, the special ones included
 */
export function keepTokens(
  { features, shape, weights }: PretrainedEncoder,
  count: number,
): PretrainedEncoder {
  const vocabularySize = Math.min(count, shape.vocabularySize);
  return {
    features: new TokenFeatures(
      features.settings,
      features.fields,
      features.vocabulary.slice(0, vocabularySize),
    ),
    shape: { ...shape, vocabularySize },
    weights: { ...weights, embedding: weights.embedding.slice(0, vocabularySize * shape.width) },
  };
}
