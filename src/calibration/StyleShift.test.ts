import { describe, expect, it } from 'vitest';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { LabelSet } from '../labels/LabelSet.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import { SeededRandom } from '../math/SeededRandom.ts';
import { sigmoid } from '../math/transcendental.ts';
import { selectRows } from '../metrics/predictionRows.ts';
import type { Movie } from '../text/Movie.ts';
import { fitStyleShift } from './fitStyleShift.ts';
import { StyleShift, styleOf, styleSizeOf } from './StyleShift.ts';

const labels = new LabelSet(['long', 'any', 'rare']);

/** Movies whose first label goes by the score and the length of the plot, and whose second by the score alone. */
function sampleOf(count: number, seed: number, slope = 2) {
  const random = new SeededRandom(seed);
  const movies: Movie[] = [];
  const scores = new Float64Array(count * labels.size);
  const truth = new Uint8Array(count * labels.size);
  for (let row = 0; row < count; row++) {
    const isLong = random.float() < 0.5;
    movies.push({ plot: Array.from({ length: isLong ? 50 : 12 }, () => 'word').join(' ') });
    for (let label = 0; label < labels.size; label++) {
      const score = 2 * random.float() - 1;
      scores[row * labels.size + label] = score;
      const logOdds = slope * score + (label === 0 && isLong ? 2 : 0) - (label === 2 ? 9 : 0);
      truth[row * labels.size + label] = Number(random.float() < sigmoid(logOdds));
    }
  }
  return {
    movies,
    scores: new ScoreMatrix(labels, count, scores),
    truth: new LabelMatrix(labels, count, truth),
  };
}

function shiftFor(style: StyleShift, movie: Movie, count: number): Float64Array {
  const scores = new Float64Array(count);
  style.addTo(scores, 0, movie);
  return scores;
}

describe('StyleShift', () => {
  it('adds the weighted sum of the style', () => {
    const fields = ['title', 'plot'] as const;
    const size = styleSizeOf(fields);
    const random = new SeededRandom(4);
    const weights = Int8Array.from({ length: size * 2 }, () => Math.floor(random.float() * 200) - 100);
    const units = Float32Array.of(0.5, 0.25);
    const movie = { title: 'Heat: 2', plot: 'A thief, tired of it all.' };
    const numbers = new Float64Array(size);
    styleOf(movie, fields, numbers, 0);
    const scores = Float64Array.of(9, 1, 2, 9);
    new StyleShift(fields, weights, units).addTo(scores, 1, movie);
    for (const label of [0, 1]) {
      let sum = 0;
      numbers.forEach((value, i) => {
        sum += value * weights[i * 2 + label]! * units[label]!;
      });
      expect(scores[1 + label]).toBeCloseTo(1 + label + sum, 9);
    }
    expect([scores[0], scores[3]]).toEqual([9, 9]);
  });
});

describe('fitStyleShift', () => {
  const { movies, scores, truth } = sampleOf(4000, 1);
  const style = fitStyleShift(scores, truth, movies, ['plot']);
  const [short, long] = [movies, movies].map(
    (all, i) => all.find(({ plot }) => plot!.split(' ').length === [12, 50][i])!,
  ) as [Movie, Movie];

  it('finds how much a style adds, in units of the score', () => {
    const [a, b] = [shiftFor(style, short, 3), shiftFor(style, long, 3)];
    // Long plots add 2 to the log-odds, a score of 1 adds 2; the ridge and rounding take a little.
    expect(b[0]! - a[0]!).toBeGreaterThan(0.75);
    expect(b[0]! - a[0]!).toBeLessThan(1.2);
    expect(Math.abs(b[1]! - a[1]!)).toBeLessThan(0.15);
  });

  it('leaves labels alone of which there is too little', () => {
    expect(style.units[2]).toBe(0);
    expect([...shiftFor(style, long, 3)][2]).toBe(0);
  });

  it('leaves labels alone of which the score tells nothing, or the wrong way round', () => {
    const wrong = sampleOf(1000, 2, -2);
    expect([...fitStyleShift(wrong.scores, wrong.truth, wrong.movies, ['plot']).units]).toEqual([0, 0, 0]);
  });

  it('reads no cells that are unknown', () => {
    const known = new Uint8Array(truth.values.length).fill(1);
    const garbled = truth.values.slice();
    for (let row = 0; row < truth.sampleCount; row += 3) {
      known[row * 3] = 0;
      garbled[row * 3] = row % 2;
    }
    const kept = Int32Array.from({ length: truth.sampleCount }, (_, row) => row).filter((row) => row % 3 > 0);
    const partly = fitStyleShift(scores, new LabelMatrix(labels, truth.sampleCount, garbled, known), movies, [
      'plot',
    ]);
    const alone = fitStyleShift(
      selectRows(scores, kept),
      truth.selectRows(kept),
      Array.from(kept, (row) => movies[row]!),
      ['plot'],
    );
    const gap = (one: StyleShift) => shiftFor(one, long, 3)[0]! - shiftFor(one, short, 3)[0]!;
    expect(gap(partly)).toBeCloseTo(gap(alone), 1);
  });

  it('gives the same however often it is asked', () => {
    const again = fitStyleShift(scores, truth, movies, ['plot']);
    expect([again.weights, again.units]).toEqual([style.weights, style.units]);
  });
});
