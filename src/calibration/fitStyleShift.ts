import type { LabelMatrix } from '../labels/LabelMatrix.ts';
import type { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { solvePositive } from '../math/solvePositive.ts';
import { sigmoid } from '../math/transcendental.ts';
import type { Field, Movie } from '../text/Movie.ts';
import { StyleShift, styleOf, styleSizeOf } from './StyleShift.ts';

/** A label needs as many samples with and without it; with fewer, style does not move its scores. */
const FEWEST_SAMPLES = 50;

/** Strength of the ridge on the weights of numbers brought to a spread of 1. */
const RIDGE = 100;

/** Newton's method doubles the right digits at each step, so that it needs half as many. */
const MOST_STEPS = 20;

/** Weights are whole numbers up to this: finer ones gain nothing, and take more room in files. */
const MOST = 31;

/**
 * Learns how style moves scores: for each label a logistic regression on its score and the style of the text, with a ridge
 * on the latter. What style adds to the log-odds, divided by what the score adds, is what it adds to the score.
 *
 * @param scores - samples x labels
 * @param truth - samples x labels
 * @param movies - the text of each sample
 * @param fields - the fields that the movies are given with
 */
export function fitStyleShift(
  scores: ScoreMatrix,
  truth: LabelMatrix,
  movies: readonly Movie[],
  fields: readonly Field[],
): StyleShift {
  const { labelCount } = truth;
  const size = styleSizeOf(fields);
  const styles = new Float64Array(movies.length * size);
  movies.forEach((movie, row) => {
    styleOf(movie, fields, styles, row * size);
  });
  const spreads = standardise(styles, size);
  const weights = new Int8Array(size * labelCount);
  const units = new Float32Array(labelCount);
  for (let label = 0; label < labelCount; label++) {
    const shift = shiftOf(problemOf(scores, truth, label, styles, size), size);
    if (shift === undefined) continue;
    const own = shift.map((weight, i) => (spreads[i]! > 0 ? weight / spreads[i]! : 0));
    units[label] = Math.max(...own.map(Math.abs)) / MOST;
    if (units[label] === 0) continue;
    own.forEach((weight, i) => {
      weights[i * labelCount + label] = Math.round(weight / units[label]!);
    });
  }
  return new StyleShift(fields, weights, units);
}

/** Brings columns to mean 0 and spread 1; returns the spreads they had. */
function standardise(values: Float64Array, size: number): Float64Array {
  const rowCount = Math.max(1, values.length / size);
  const spreads = new Float64Array(size);
  for (let column = 0; column < size; column++) {
    let [sum, squares] = [0, 0];
    for (let cell = column; cell < values.length; cell += size) sum += values[cell]!;
    const mean = sum / rowCount;
    for (let cell = column; cell < values.length; cell += size) squares += (values[cell]! - mean) ** 2;
    const spread = Math.sqrt(squares / rowCount);
    spreads[column] = spread > 1e-9 ? spread : 0;
    for (let cell = column; cell < values.length; cell += size)
      values[cell] = spread > 1e-9 ? (values[cell]! - mean) / spread : 0;
  }
  return spreads;
}

/** One label: rows of 1, the score and the style, for the samples of which the label is known. */
interface Problem {
  readonly rows: Float64Array;
  readonly truth: Uint8Array;
}

function problemOf(
  { values }: ScoreMatrix,
  truth: LabelMatrix,
  label: number,
  styles: Float64Array,
  size: number,
): Problem {
  const { labelCount, sampleCount, known } = truth;
  const samples = Int32Array.from({ length: sampleCount }, (_, sample) => sample).filter(
    (sample) => known?.[sample * labelCount + label] !== 0,
  );
  const width = size + 2;
  const rows = new Float64Array(samples.length * width);
  samples.forEach((sample, row) => {
    rows[row * width] = 1;
    rows[row * width + 1] = values[sample * labelCount + label]!;
    rows.set(styles.subarray(sample * size, (sample + 1) * size), row * width + 2);
  });
  return { rows, truth: Uint8Array.from(samples, (sample) => truth.values[sample * labelCount + label]!) };
}

/** What each number of style adds to the score; `undefined` where too little is known, or the score tells nothing. */
function shiftOf({ rows, truth }: Problem, size: number): Float64Array | undefined {
  const positives = truth.reduce((sum, value) => sum + value, 0);
  if (Math.min(positives, truth.length - positives) < FEWEST_SAMPLES) return undefined;
  const width = size + 2;
  let beta = new Float64Array(width);
  for (let step = 0; step < MOST_STEPS; step++) {
    const before = beta;
    beta = newtonStep(rows, truth, before);
    if (beta.every((weight, i) => Math.abs(weight - before[i]!) < 1e-6)) break;
  }
  const slope = beta[1]!;
  return slope > 0 && beta.every(Number.isFinite) ? beta.slice(2).map((weight) => weight / slope) : undefined;
}

/** One step of Newton's method towards the least loss with the ridge. */
function newtonStep(
  rows: Float64Array,
  truth: Uint8Array,
  beta: Float64Array<ArrayBuffer>,
): Float64Array<ArrayBuffer> {
  const width = beta.length;
  const hessian = new Float64Array(width * width);
  const gradient = new Float64Array(width);
  for (let row = 0; row < truth.length; row++) {
    const first = row * width;
    let sum = 0;
    for (let i = 0; i < width; i++) sum += beta[i]! * rows[first + i]!;
    const p = sigmoid(sum);
    const curvature = Math.max(p * (1 - p), 1e-9);
    for (let i = 0; i < width; i++) {
      const x = rows[first + i]!;
      gradient[i]! += x * (p - truth[row]!);
      const scaled = x * curvature;
      for (let j = 0; j <= i; j++) hessian[i * width + j]! += scaled * rows[first + j]!;
    }
  }
  for (let i = 0; i < width; i++) {
    const ridge = i < 2 ? 1e-6 : RIDGE;
    hessian[i * width + i]! += ridge;
    gradient[i]! += ridge * beta[i]!;
  }
  solvePositive(hessian, gradient);
  return beta.map((weight, i) => weight - gradient[i]!);
}
