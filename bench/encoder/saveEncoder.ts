import { readFileSync, writeFileSync } from 'node:fs';
import { TokenFeatures } from '../../src/features/TokenFeatures.ts';
import type { PretrainedEncoder } from './pretrainEncoder.ts';

/**
 * Writes an encoder: PATH.json tells of it and of what its features have learned, PATH.f32 holds the embedding and
 * then all other weights.
 *
 * @param path - without its ending
 * @param encoder - after training
 * @param about - written beside it
 */
export function saveEncoder(
  path: string,
  { features, shape, weights }: PretrainedEncoder,
  about: object,
): void {
  writeFileSync(`${path}.json`, JSON.stringify({ about, shape, features: features.state() }));
  const { embedding, dense } = weights;
  const numbers = new Float32Array(embedding.length + dense.length);
  numbers.set(embedding);
  numbers.set(dense, embedding.length);
  writeFileSync(`${path}.f32`, new Uint8Array(numbers.buffer));
}

/**
 * @param path - as given to {@link saveEncoder}
 */
export function loadEncoder(path: string): PretrainedEncoder {
  const { shape, features } = JSON.parse(readFileSync(`${path}.json`, 'utf8'));
  const bytes = readFileSync(`${path}.f32`);
  const numbers = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  const cut = shape.vocabularySize * shape.width;
  const weights = { embedding: numbers.slice(0, cut), dense: numbers.slice(cut) };
  return { features: TokenFeatures.restore(features), shape, weights };
}
