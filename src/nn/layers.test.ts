import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../math/SeededRandom.ts';
import { Activation } from './Activation.ts';
import { AttentionPooling } from './AttentionPooling.ts';
import { Chain, Residual } from './Chain.ts';
import { Dropout } from './Dropout.ts';
import { Embedding, placeCodes } from './Embedding.ts';
import { Encoder } from './Encoder.ts';
import { EncoderLayer } from './EncoderLayer.ts';
import type { EncoderShape } from './EncoderShape.ts';
import { LabelGraph, labelLinks } from './LabelGraph.ts';
import { LayerNorm } from './LayerNorm.ts';
import { Layout } from './Layout.ts';
import { Linear } from './Linear.ts';
import type { Pass, Step, Table } from './Pass.ts';
import { ScoreHead } from './ScoreHead.ts';
import { SelfAttention } from './SelfAttention.ts';
import { checkedPass, largestGradientError, randomNumbers } from './testing/differences.ts';

const width = 6;
/** Three samples, the second without tokens. */
const offsets = Int32Array.of(0, 3, 3, 7);
const ids = Int32Array.of(4, 1, 4, 2, 5, 0, 4);
const counts = Float64Array.of(10, 6, 0, 6, 9, 1, 0, 1, 8);
const links = labelLinks(counts, 3);
const shape: EncoderShape = {
  vocabularySize: 7,
  width,
  layers: 2,
  heads: 2,
  feedForwardWidth: 5,
  activation: 'gelu',
  hasPlaces: true,
  queries: 2,
  poolingWidth: 4,
  hidden: [5],
  hasLinearPath: true,
  dropout: 0.3,
  labelCount: 3,
  domainCount: 2,
  graph: { links, size: 4 },
};

type Forward = (input: Table, pass: Pass) => Step;

const layers: readonly (readonly [string, number, (layout: Layout) => Forward])[] = [
  ['linear', width, (layout) => bound(new Linear(layout, 'x', width, 5))],
  ['layer norm', width, (layout) => bound(new LayerNorm(layout, 'x', width))],
  ['relu', width, () => bound(new Activation('relu'))],
  ['gelu', width, () => bound(new Activation('gelu'))],
  ['tanh', width, () => bound(new Activation('tanh'))],
  ['dropout', width, () => bound(new Dropout(0.4))],
  [
    'a chain',
    width,
    (layout) => bound(new Chain([new Linear(layout, 'x', width, 3), new Activation('tanh')])),
  ],
  ['a residual', width, (layout) => bound(new Residual(new Linear(layout, 'x', width, width)))],
  [
    'self-attention',
    width,
    (layout) => {
      const layer = new SelfAttention(layout, 'x', width, 3);
      return (input, pass) => layer.forward(input, offsets, pass);
    },
  ],
  [
    'attention pooling',
    width,
    (layout) => {
      const layer = new AttentionPooling(layout, 'x', width, 5, 2);
      return (input, pass) => layer.forward(input, { ids: new Int32Array(input.rows), offsets }, pass);
    },
  ],
  [
    'an encoder layer',
    width,
    (layout) => {
      const layer = new EncoderLayer(layout, 'x', shape);
      return (input, pass) => layer.forward(input, offsets, pass);
    },
  ],
  ['the label graph', width, (layout) => bound(new LabelGraph(layout, 'x', links, 4, width))],
  ['the score head', 2 * width, (layout) => bound(new ScoreHead(layout, shape))],
  [
    'the score head without extras',
    2 * width,
    (layout) =>
      bound(new ScoreHead(layout, { ...shape, hasLinearPath: false, graph: undefined, hidden: [] })),
  ],
];

function bound(layer: { forward: Forward }): Forward {
  return (input, pass) => layer.forward(input, pass);
}

describe('layers', () => {
  it.each(layers)('%s has the gradients that finite differences show', (_, inputs, make) => {
    const layout = new Layout();
    const forward = make(layout);
    const pass = checkedPass(layout);
    const input: Table = { data: randomNumbers(7 * inputs, 5), rows: 7, width: inputs };
    const seeded = () => forward(input, { ...pass, random: new SeededRandom(3) });
    expect(largestGradientError(pass, input, seeded)).toBeLessThan(1e-7);
  });

  it.each([
    ['all parts', shape],
    ['no layer, no places', { ...shape, layers: 0, hasPlaces: false, domainCount: 0, graph: undefined }],
    ['no layer, but a norm', { ...shape, layers: 0, hasNorm: true }],
    ['four layers', { ...shape, layers: 4, heads: 3, activation: 'relu' as const }],
  ])('an encoder has the gradients that finite differences show: %s', (_, given) => {
    const encoder = new Encoder(given);
    const pass = checkedPass(encoder.layout, given.vocabularySize, width);
    const run = (): Step => {
      const step = encoder.forward({ ids, offsets }, { ...pass, random: new SeededRandom(3) }, [1, -1, 0]);
      return {
        output: step.scores,
        backward(d) {
          step.backward(d);
          return d;
        },
      };
    };
    expect(largestGradientError(pass, undefined, run)).toBeLessThan(1e-6);
    expect(pass.gradients.embedding.count).toBe(5);
  });

  it('leaves everything in when nothing is random', () => {
    const pass = checkedPass(new Layout());
    const input: Table = { data: randomNumbers(12, 5), rows: 2, width };
    expect(new Dropout(0.9).forward(input, pass).output).toBe(input);
  });

  it('drops about its share and keeps the mean', () => {
    const pass = checkedPass(new Layout(), 1, 1, 8);
    const input: Table = { data: new Float64Array(100_000).fill(1), rows: 1, width: 100_000 };
    const data = Float64Array.from(new Dropout(0.3).forward(input, pass).output.data);
    expect(data.filter((x) => x === 0).length / data.length).toBeCloseTo(0.3, 2);
    expect(data.reduce((sum, x) => sum + x, 0) / data.length).toBeCloseTo(1, 2);
  });

  it('codes places as the paper does', () => {
    const codes = placeCodes(40, width);
    for (let place = 0; place < 40; place++) {
      for (let i = 0; i < width / 2; i++) {
        const angle = place / 10_000 ** ((2 * i) / width);
        expect(codes[place * width + 2 * i]).toBeCloseTo(Math.sin(angle), 12);
        expect(codes[place * width + 2 * i + 1]).toBeCloseTo(Math.cos(angle), 12);
      }
    }
  });

  it('takes each sample by itself', () => {
    const encoder = new Encoder(shape);
    const pass = checkedPass(encoder.layout, shape.vocabularySize, width);
    const together = encoder.forward({ ids, offsets }, pass).scores.data.slice();
    const apart = [0, 1, 2].flatMap((sample) => {
      const part = ids.subarray(offsets[sample], offsets[sample + 1]);
      return [...encoder.forward({ ids: part, offsets: Int32Array.of(0, part.length) }, pass).scores.data];
    });
    expect([...together]).toEqual(apart);
  });
});

describe('labelLinks', () => {
  it('links labels that keep company, and gives the label itself four fifths', () => {
    expect([...links.weights]).toEqual([0.8, 0.2, 0, 0.2, 0.8, 0, 0, 0, 1]);
    expect([...labelLinks(new Float64Array(4), 2).weights]).toEqual([1, 0, 0, 1]);
  });
});

describe('Embedding', () => {
  it('has the gradients that finite differences show', () => {
    const pass = checkedPass({ size: 0 }, 7, width);
    const layer = new Embedding(width, true);
    expect(largestGradientError(pass, undefined, () => layer.forward({ ids, offsets }, pass))).toBeLessThan(
      1e-7,
    );
  });
});
