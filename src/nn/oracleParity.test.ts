import { describe, expect, it } from 'vitest';
import { createKernel, type Precision } from '../kernels/createKernel.ts';
import { readOracle } from '../testing/oracles.ts';
import { Encoder } from './Encoder.ts';
import type { EncoderShape } from './EncoderShape.ts';
import { cellLoss, lossSettings } from './Loss.ts';
import { RowGradients } from './RowGradients.ts';
import { Workspace } from './Workspace.ts';

type Matrix = number[][] | number[];

interface EncoderCase {
  readonly vocabulary: number;
  readonly dModel: number;
  readonly heads: number;
  readonly feedForward: number;
  readonly layers: number;
  readonly labels: number;
  readonly ids: number[][];
  readonly truth: number[][];
  readonly parameters: Record<string, Matrix>;
  readonly logits: number[][];
  readonly pooling: number[][];
  readonly loss: number;
  readonly gradients: Record<string, Matrix>;
}

const flat = (matrix: Matrix): number[] => (matrix as unknown[]).flat() as number[];

/** The file keeps queries, keys and values apart; here they stand side by side in one projection. */
function placed(name: string, numbers: Record<string, Matrix>): number[] {
  const [, layer, kind] = /^(layer\d+)\.projection\.(weight|bias)$/.exec(name) ?? [];
  if (layer === undefined) return flat(numbers[name]!);
  const parts = ['query', 'key', 'value'].map((part) => numbers[`${layer}.${part}.${kind}`]!);
  if (kind === 'bias') return parts.flatMap(flat);
  return (parts[0] as number[][]).flatMap((_, row) => parts.flatMap((part) => (part as number[][])[row]!));
}

function shapeOf(given: EncoderCase): EncoderShape {
  const sizes = (name: string) => (given.parameters[name] as number[][])[0]!.length;
  return {
    vocabularySize: given.vocabulary,
    width: given.dModel,
    layers: given.layers,
    heads: given.heads,
    feedForwardWidth: given.feedForward,
    activation: 'relu',
    hasNorm: true,
    hasPlaces: true,
    queries: 1,
    poolingWidth: sizes('pool.weight'),
    hidden: [sizes('dense1.weight'), sizes('dense2.weight')],
    hasLinearPath: false,
    dropout: 0,
    labelCount: given.labels,
    domainCount: 0,
  };
}

function run(given: EncoderCase, precision: Precision) {
  const encoder = new Encoder(shapeOf(given));
  const kernel = createKernel(precision);
  const weights = {
    embedding: kernel.zeros(given.vocabulary * given.dModel),
    dense: kernel.zeros(encoder.layout.size),
  };
  weights.embedding.set(flat(given.parameters.embedding!));
  for (const { name, start } of encoder.layout.parameters)
    weights.dense.set(placed(name, given.parameters), start);
  const gradients = {
    embedding: new RowGradients(kernel, given.vocabulary, given.dModel),
    dense: kernel.zeros(encoder.layout.size),
  };
  const rows = given.ids.map((row) => row.filter((id) => id !== 0));
  const offsets = Int32Array.of(0, ...rows.map((_, i) => rows.slice(0, i + 1).flat().length));
  const pass = { kernel, weights, gradients, workspace: new Workspace(kernel) };
  const step = encoder.forward({ ids: Int32Array.from(rows.flat()), offsets }, pass);
  const scores = step.scores.data.slice();
  const shares = step.shares.data.slice();
  let loss = 0;
  const cell = { value: 0, slope: 0 };
  const d = kernel.zeros(scores.length);
  given.truth.flat().forEach((target, i) => {
    cellLoss(lossSettings({ kind: 'bce' }), scores[i]!, target, cell);
    loss += cell.value / d.length;
    d[i] = cell.slope / d.length;
  });
  step.backward({ ...step.scores, data: d });
  return { encoder, gradients, scores, shares, loss, offsets };
}

/** The largest difference, as a part of what is allowed: `tolerance` of 1, or of the largest number there is. */
function error(found: ArrayLike<number>, wanted: readonly number[], isRelative: boolean): number {
  expect(found.length).toBe(wanted.length);
  const size = isRelative ? Math.max(1e-6, ...wanted.map(Math.abs)) : 1;
  return Math.max(0, ...wanted.map((value, i) => Math.abs(value - found[i]!))) / size;
}

const cases = readOracle<{ cases: EncoderCase[] }>('attention')?.cases ?? [];

describe.skipIf(cases.length === 0)('encoder oracle', () => {
  describe.each(cases)('$layers layers of width $dModel, $heads heads', (given) => {
    it.each([
      ['float64', 1e-9],
      ['float32', 1e-3],
    ] as const)(
      'has the forward pass, loss and every gradient of the oracle in %s',
      (precision, tolerance) => {
        const isRelative = precision === 'float32';
        const { encoder, gradients, scores, shares, loss, offsets } = run(given, precision);
        expect(error(scores, given.logits.flat(), isRelative)).toBeLessThan(tolerance);
        const pooling = given.pooling.flatMap((row, i) => row.slice(0, offsets[i + 1]! - offsets[i]!));
        expect(error(shares, pooling, isRelative)).toBeLessThan(tolerance);
        expect(error([loss], [given.loss], isRelative)).toBeLessThan(tolerance);
        for (const { name, start, rows, columns } of encoder.layout.parameters) {
          const part = gradients.dense.subarray(start, start + rows * columns);
          expect(error(part, placed(name, given.gradients), isRelative), name).toBeLessThan(tolerance);
        }
        const { embedding } = gradients;
        const table = new Float64Array(given.vocabulary * given.dModel);
        for (let slot = 0; slot < embedding.count; slot++) {
          const row = embedding.values.subarray(slot * embedding.width, (slot + 1) * embedding.width);
          table.set(row, embedding.rows[slot]! * embedding.width);
        }
        expect(error(table, flat(given.gradients.embedding!), isRelative), 'embedding').toBeLessThan(
          tolerance,
        );
      },
    );
  });
});
