import { describe, expect, it } from 'vitest';
import { createKernel } from '../kernels/createKernel.ts';
import { SeededRandom } from '../math/SeededRandom.ts';
import { Encoder } from './Encoder.ts';
import { EncoderScorer } from './EncoderScorer.ts';
import type { EncoderShape } from './EncoderShape.ts';
import { initialWeights } from './initialWeights.ts';
import { topicRows, topicShape } from './testing/topics.ts';
import { Workspace } from './Workspace.ts';

const { tokens } = topicRows(90);
const kernel = createKernel();

/** What a pass that remembers nothing gives. */
function fresh(encoder: Encoder, seed: number) {
  const weights = initialWeights(encoder, kernel, seed);
  const { scores, shares } = encoder.forward(tokens, { kernel, workspace: new Workspace(kernel), weights });
  return { weights, scores: Float64Array.from(scores.data), shares: shares.data };
}

describe('EncoderScorer', () => {
  it.each<[string, Partial<EncoderShape>]>([
    ['words that speak for themselves', { layers: 0, hasPlaces: false }],
    ['many queries', { layers: 0, hasPlaces: false, queries: 8 }],
    ['places', { layers: 0, hasPlaces: true }],
    ['a layer', {}],
  ])('scores to the same bits however often it has met a word: %s', (_, changes) => {
    const encoder = new Encoder({ ...topicShape, ...changes });
    const { weights, scores } = fresh(encoder, 1);
    const scorer = new EncoderScorer(encoder, kernel, weights);
    for (const row of [3, 50]) {
      expect(scorer.scores(tokens, [row])).toEqual(scores.subarray(3 * row, 3 * row + 3));
    }
    for (let time = 0; time < 2; time++) expect(scorer.scores(tokens)).toEqual(scores);
    const without = new EncoderScorer(encoder, kernel, weights).scores(tokens, [7], new SeededRandom(1));
    expect(scorer.scores(tokens, [7], new SeededRandom(1))).toEqual(without);
  });

  it('tells shares that sum to 1, the same after scoring', () => {
    const encoder = new Encoder({ ...topicShape, layers: 0, hasPlaces: false });
    const { weights, shares } = fresh(encoder, 2);
    const scorer = new EncoderScorer(encoder, kernel, weights);
    scorer.scores(tokens);
    const found = scorer.shares(tokens);
    found.forEach((share, token) => {
      expect(share).toBeCloseTo((shares[2 * token]! + shares[2 * token + 1]!) / 2, 7);
    });
    expect(found.reduce((sum, share) => sum + share)).toBeCloseTo(90, 3);
  });
});
