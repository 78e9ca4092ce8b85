import { createKernel } from '../../src/kernels/createKernel.ts';
import { SeededRandom } from '../../src/math/SeededRandom.ts';
import { Encoder } from '../../src/nn/Encoder.ts';
import { EncoderScorer } from '../../src/nn/EncoderScorer.ts';
import type { EncoderShape } from '../../src/nn/EncoderShape.ts';
import { initialWeights } from '../../src/nn/initialWeights.ts';

/**
 * @param shape - of an encoder
 * @param tokenCount - of each sample
 * @returns microseconds that the scores of a sample take, ascending
 */
export function timeScores(shape: EncoderShape, tokenCount: number): number[] {
  const encoder = new Encoder(shape);
  const kernel = createKernel();
  const weights = initialWeights(encoder, kernel, 1);
  kernel.keep(weights.dense);
  const scorer = new EncoderScorer(encoder, kernel, weights);
  const random = new SeededRandom(1);
  const offsets = Int32Array.of(0, tokenCount);
  const times: number[] = [];
  for (let i = 0; i < 3000; i++) {
    const ids = Int32Array.from({ length: tokenCount }, () => random.integer(shape.vocabularySize));
    const start = performance.now();
    scorer.scores({ ids, offsets });
    times.push((performance.now() - start) * 1000);
  }
  return times.slice(1000).sort((a, b) => a - b);
}
