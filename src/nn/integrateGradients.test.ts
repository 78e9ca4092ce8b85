import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKernel } from '../kernels/createKernel.ts';
import { Encoder } from './Encoder.ts';
import { EncoderScorer } from './EncoderScorer.ts';
import type { EncoderShape } from './EncoderShape.ts';
import { integrateGradients } from './integrateGradients.ts';
import { randomNumbers } from './testing/differences.ts';
import { topicShape } from './testing/topics.ts';
import { Workspace } from './Workspace.ts';

const kernel = createKernel('float64');
const none = () => false;
const workspace = new Workspace(kernel);

/** An encoder with weights that a training could have given. */
function scorerOf(changes: Partial<EncoderShape>, seed: number): EncoderScorer {
  const shape = { ...topicShape, ...changes };
  const encoder = new Encoder(shape);
  const weights = {
    embedding: randomNumbers(shape.vocabularySize * shape.width, seed),
    dense: randomNumbers(encoder.layout.size, seed + 1).map((value) => value * 0.7),
  };
  return new EncoderScorer(encoder, kernel, weights, shape.domainCount - 1);
}

/** The score of a sample whose tokens have so much of their embeddings. */
function scoreAt({ encoder, weights, domain }: EncoderScorer, ids: Int32Array, shares: Float64Array) {
  const { width } = encoder.shape;
  const embedding = Float64Array.from({ length: ids.length * width }, (_, at) => {
    const token = Math.floor(at / width);
    return (weights.embedding as Float64Array)[ids[token]! * width + (at % width)]! * shares[token]!;
  });
  workspace.reset();
  const pass = { kernel, workspace, weights: { ...weights, embedding } };
  const sequences = { ids: ids.map((_, token) => token), offsets: Int32Array.of(0, ids.length) };
  return encoder.forward(sequences, pass, [domain]).scores.data.slice();
}

const shapes: readonly [string, Partial<EncoderShape>][] = [
  ['words that speak for themselves', { layers: 0, hasPlaces: false }],
  ['corrections', { layers: 0, hasPlaces: false, domainCount: 2 }],
  ['a layer', {}],
  ['two layers without places', { layers: 2, hasPlaces: false }],
];

describe('integrateGradients', () => {
  it.each(shapes)('gives tokens what the score gains on the way: %s', (_, changes) => {
    const tokens = fc.array(fc.integer({ min: 0, max: 15 }), { minLength: 1, maxLength: 9 });
    fc.assert(
      fc.property(tokens, fc.integer({ min: 0, max: 2 }), fc.nat(1000), (list, label, seed) => {
        const scorer = scorerOf(changes, seed);
        const ids = Int32Array.from(list);
        const { values, baseline } = integrateGradients(scorer, ids, label, none, 128);
        const score = scorer.scores({ ids, offsets: Int32Array.of(0, ids.length) })[label]!;
        expect(baseline).toBeCloseTo(scoreAt(scorer, ids, new Float64Array(ids.length))[label]!, 10);
        const sum = values.reduce((total, value) => total + value, baseline);
        // Where a rectifier bends, the sum of so many pieces is off by about one of them.
        expect(Math.abs(sum - score)).toBeLessThan(5e-3 * (1 + Math.abs(score - baseline)));
      }),
      { numRuns: 10 },
    );
  });

  it.each(shapes)('is the path integral that finite differences show: %s', (_, changes) => {
    const scorer = scorerOf(changes, 5);
    const ids = Int32Array.of(3, 11, 7);
    const { values } = integrateGradients(scorer, ids, 1, none, 64);
    const points = 400;
    const h = 1e-6;
    ids.forEach((_, token) => {
      let sum = 0;
      for (let i = 0; i < points; i++) {
        const share = ((i + 0.5) / points) ** 2;
        const shares = new Float64Array(ids.length).fill(share);
        shares[token] = share + h;
        const above = scoreAt(scorer, ids, shares)[1]!;
        shares[token] = share - h;
        sum += (((above - scoreAt(scorer, ids, shares)[1]!) / (2 * h)) * 2 * (i + 0.5)) / points ** 2;
      }
      expect(Math.abs(values[token]! - sum)).toBeLessThan(5e-3);
    });
  });

  it('leaves what is fixed as it is, and gives it nothing', () => {
    const scorer = scorerOf({}, 2);
    const ids = Int32Array.of(3, 11, 7);
    const { values, baseline } = integrateGradients(scorer, ids, 0, (token) => token === 1, 64);
    expect(values[1]).toBe(0);
    expect(baseline).toBeCloseTo(scoreAt(scorer, ids, Float64Array.of(0, 1, 0))[0]!, 10);
    const score = scorer.scores({ ids, offsets: Int32Array.of(0, 3) })[0]!;
    expect(values[0]! + values[2]! + baseline).toBeCloseTo(score, 2);
  });

  it('reads many tokens part by part, and none at all', () => {
    const scorer = scorerOf({ layers: 0, hasPlaces: false }, 3);
    const ids = Int32Array.from({ length: 3000 }, (_, i) => 3 + (i % 13));
    const { values, baseline } = integrateGradients(scorer, ids, 0, none, 8);
    // Equal tokens get equal values where places do not count.
    expect(values[13]).toBeCloseTo(values[0]!, 12);
    const score = scorer.scores({ ids, offsets: Int32Array.of(0, ids.length) })[0]!;
    expect(values.reduce((total, value) => total + value, baseline)).toBeCloseTo(score, 2);
    const empty = integrateGradients(scorer, new Int32Array(0), 0, none, 8);
    expect(empty.values).toHaveLength(0);
    expect(empty.baseline).toBe(scorer.scores({ ids: new Int32Array(0), offsets: Int32Array.of(0, 0) })[0]);
  });
});
