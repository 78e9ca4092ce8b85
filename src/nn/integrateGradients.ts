import type { EncoderScorer } from './EncoderScorer.ts';
import type { Pass, Table } from './Pass.ts';
import { RoundedRows } from './RoundedRows.ts';
import { RowGradients } from './RowGradients.ts';
import { Workspace } from './Workspace.ts';

/** Rows that one pass reads at a time; more would only need more memory. */
const MOST_ROWS = 4096;

/** Half the distance of the two points of a piece that Gauss and Legendre's rule reads, as a share of the piece. */
const HALF_GAP = 1 / (2 * Math.sqrt(3));

/** What a score is made of, token by token. */
export interface TokenAttributions {
  /** What each token adds to the score. */
  readonly values: Float64Array;
  /** The score of the same sample with rows of zeros for its tokens; with the values it adds up to that of the sample. */
  readonly baseline: number;
}

/**
 * Spreads a score over the tokens of a sample by integrated gradients (Sundararajan, Taly and Yan, Axiomatic attribution
 * for deep networks, 2017, equation 1): the embedding of each token grows from zeros to what it is, all of them together,
 * and a token gets its embedding times the mean of the score's derivative by it on the way. Whatever grows the score is
 * then somebody's: the values add up to the score less that of the beginning, but for the error of the sum.
 *
 * The way is read at two points in each of its pieces (Gauss and Legendre), which lie closer at the beginning, by a square:
 * where rows are normalised, a network sees most of a change in the first percent.
 *
 * @param scorer - weights of an encoder
 * @param ids - tokens of one sample
 * @param label - whose score is spread
 * @param isFixed - whether a token has its embedding from the beginning, and gets nothing
 * @param pieces - of the way
 */
export function integrateGradients(
  scorer: EncoderScorer,
  ids: Int32Array,
  label: number,
  isFixed: (token: number) => boolean,
  pieces: number,
): TokenAttributions {
  const { encoder, kernel, domain } = scorer;
  const { width, labelCount } = encoder.shape;
  const own = rowsOf(scorer, ids);
  const shifts = Float64Array.from({ length: 2 * pieces }, (_, i) => {
    const middle = (i >> 1) + 0.5;
    return (middle + (i % 2 === 0 ? -HALF_GAP : HALF_GAP)) / pieces;
  });
  const sums = new Float64Array(ids.length);
  const atOnce = Math.max(1, Math.floor(MOST_ROWS / Math.max(1, ids.length)));
  const workspace = new Workspace(kernel);
  const gradients = kernel.zeros(encoder.layout.size);
  for (let first = 0; first < shifts.length; first += atOnce) {
    const part = shifts.subarray(first, first + atOnce);
    const points = part.map((shift) => shift ** 2);
    const step = forward(points);
    const d = { ...step.scores, data: kernel.zeros(part.length * labelCount) };
    // Of x = u² a step du is 2 u long; all pieces are equally long in u, and the points of each count alike.
    part.forEach((shift, i) => {
      d.data[i * labelCount + label] = (2 * shift) / shifts.length;
    });
    step.backward(d);
    const { embedding } = step.pass.gradients;
    for (let slot = 0; slot < embedding.count; slot++) {
      const token = embedding.rows[slot]! % ids.length;
      if (isFixed(token)) continue;
      for (let i = 0; i < width; i++)
        sums[token]! += embedding.values[slot * width + i]! * own[token * width + i]!;
    }
  }
  return { values: sums, baseline: forward(Float64Array.of(0)).scores.data[label]! };

  /** Scores the sample at some points of the way: each of its tokens has a row of its own there. */
  function forward(points: Float64Array) {
    workspace.reset();
    const size = ids.length * width;
    const table = kernel.zeros(points.length * size);
    points.forEach((share, i) => {
      for (let at = 0; at < size; at++)
        table[i * size + at] = own[at]! * (isFixed(Math.floor(at / width)) ? 1 : share);
    });
    const rowCount = points.length * ids.length;
    const pass = {
      ...{ kernel, workspace },
      weights: { embedding: table, dense: scorer.weights.dense },
      gradients: { embedding: new RowGradients(kernel, rowCount, width), dense: gradients },
    } satisfies Pass;
    const sequences = {
      ids: Int32Array.from({ length: rowCount }, (_, row) => row),
      offsets: Int32Array.from({ length: points.length + 1 }, (_, i) => i * ids.length),
    };
    const domains = new Int32Array(points.length).fill(domain);
    const { scores, backward } = encoder.forward(sequences, pass, domains);
    return { scores, backward: (d: Table) => backward(d), pass };
  }
}

/** The embeddings of tokens. */
function rowsOf({ kernel, weights, encoder }: EncoderScorer, ids: Int32Array) {
  const { width } = encoder.shape;
  const { embedding } = weights;
  const rows = kernel.zeros(ids.length * width);
  ids.forEach((id, token) => {
    if (embedding instanceof RoundedRows) embedding.read(id, rows, token * width);
    else rows.set(embedding.subarray(id * width, (id + 1) * width), token * width);
  });
  return rows;
}
