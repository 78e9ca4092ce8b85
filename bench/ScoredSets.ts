import type { GenreClassifier, LabelledMovie } from 'genrekit';
import { LabelMatrix } from '../src/labels/LabelMatrix.ts';
import { LabelSet } from '../src/labels/LabelSet.ts';
import { ScoreMatrix } from '../src/labels/ScoreMatrix.ts';
import { fitMissRates } from '../src/thresholds/fitMissRates.ts';

/** Movies with the probabilities that a classifier gives them, so that sets can be calibrated on any of them at once. */
export class ScoredSets {
  private readonly labels: LabelSet;
  /** Genres with their probabilities, in the order of the labels, one row a movie. */
  private readonly probabilities: Float64Array;
  private readonly truth: LabelMatrix;
  /** Movies of equal groups share their thresholds: those with the same fields, of the same catalogue. */
  private readonly groups: readonly string[];

  /**
   * @param classifier - gives probabilities
   * @param movies - with their genres; each has a group of its own fields and, if the classifier knows it, catalogue
   */
  constructor(classifier: GenreClassifier, movies: readonly LabelledMovie[]) {
    this.labels = new LabelSet([...classifier.labels]);
    const { labels } = this;
    this.probabilities = new Float64Array(movies.length * labels.size);
    classifier.predictProbaAll(movies).forEach((genres, row) => {
      for (const { label, score } of genres)
        this.probabilities[row * labels.size + labels.indexOf(label)] = score;
    });
    this.truth = LabelMatrix.fromNames(
      movies.map(({ genres }) => genres.filter((genre) => labels.find(genre) >= 0)),
      labels,
      (row) => movies[row]!.knownGenres,
    );
    this.groups = movies.map(({ title, plot, catalogue }) => {
      const known = classifier.catalogues.includes(catalogue!) ? catalogue : '';
      return [known, !title?.trim(), !plot?.trim()].join();
    });
  }

  /**
   * @param calibrating - rows to choose thresholds by
   * @param judged - other rows
   * @param missRate - the share of true genres that may be missed
   * @returns the set of each judged row
   */
  setsOf(calibrating: Int32Array, judged: Int32Array, missRate: number): string[][] {
    const { labels, groups, probabilities, truth } = this;
    const thresholds = new Map<string, number>();
    for (const group of new Set(Array.from(judged, (row) => groups[row]!))) {
      const own = calibrating.filter((row) => groups[row] === group);
      const rates = fitMissRates(this.scoresOf(own), truth.selectRows(own));
      thresholds.set(group, rates.thresholdFor(missRate));
    }
    return Array.from(judged, (row) => {
      const threshold = thresholds.get(groups[row]!)!;
      return labels.names.filter((_, label) => probabilities[row * labels.size + label]! >= threshold);
    });
  }

  /** The mean share of the true genres that sets miss, over the rows that have any. */
  missRateOf(judged: Int32Array, sets: readonly (readonly string[])[]): number {
    let missed = 0;
    let counted = 0;
    judged.forEach((row, place) => {
      const genres = this.truth.namesOf(row);
      if (genres.length === 0) return;
      counted++;
      missed += genres.filter((genre) => !sets[place]!.includes(genre)).length / genres.length;
    });
    return missed / counted;
  }

  private scoresOf(rows: Int32Array): ScoreMatrix {
    const width = this.labels.size;
    const values = new Float64Array(rows.length * width);
    rows.forEach((row, i) => {
      values.set(this.probabilities.subarray(row * width, (row + 1) * width), i * width);
    });
    return new ScoreMatrix(this.labels, rows.length, values);
  }
}
