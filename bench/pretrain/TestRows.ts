import type { GenreClassifier } from '../../src/classifier/GenreClassifier.ts';
import type { InputShape } from '../../src/classifier/InputShape.ts';
import { fieldsOf } from '../../src/classifier/shapesOf.ts';
import { LabelMatrix } from '../../src/labels/LabelMatrix.ts';
import type { LabelSet } from '../../src/labels/LabelSet.ts';
import { ScoreMatrix } from '../../src/labels/ScoreMatrix.ts';
import { bootstrapInterval } from '../../src/metrics/bootstrapInterval.ts';
import { fScoreTerms } from '../../src/metrics/fScore.ts';
import type { TrainingRow } from './readTrainingRows.ts';
import { CATALOGUES, nameOf } from './settings.ts';

/** Groups with fewer rows are not judged: their intervals would say nothing. */
const LEAST_ROWS = 30;

/** A group of rows: its name, and their numbers. */
export type RowGroup = readonly [name: string, rows: readonly number[]];

/** What a model says of the test rows. */
export interface JudgedTest {
  readonly predicted: LabelMatrix;
  readonly scores: ScoreMatrix;
}

/** The test rows, catalogue by catalogue, and how good predictions on some of them are. */
export class TestRows {
  readonly rows: readonly TrainingRow[];
  readonly truth: LabelMatrix;
  /** The numbers of all rows. */
  readonly all: readonly number[];

  constructor(
    rows: readonly TrainingRow[],
    readonly labels: LabelSet,
  ) {
    this.rows = CATALOGUES.flatMap((catalogue) =>
      rows.filter((row) => row.split === 'test' && row.catalogue === catalogue),
    );
    this.truth = truthOf(this.rows, labels);
    this.all = [...this.rows.keys()];
  }

  where(isWanted: (row: TrainingRow) => boolean): number[] {
    return this.all.filter((row) => isWanted(this.rows[row]!));
  }

  /** Rows by name, those of groups with too few left out. */
  groups(nameOfRow: (row: TrainingRow) => string, isWanted = (_: TrainingRow) => true): RowGroup[] {
    const wanted = this.where(isWanted);
    return groupsOf(
      wanted.map((row) => this.rows[row]!),
      nameOfRow,
    )
      .filter(([, rows]) => rows.length >= LEAST_ROWS)
      .map(([name, rows]) => [name, rows.map((row) => wanted[row]!)]);
  }

  /**
   * @param classifier - with bundled weights
   * @param shape - what it is given of each film
   * @param titleOf - the title of each row; its own by default
   * @returns genres by the thresholds for micro-F1 of each film's catalogue, and probabilities
   */
  judge(
    classifier: GenreClassifier,
    shape: InputShape,
    titleOf = (row: number) => this.rows[row]!.movie.title,
  ): JudgedTest {
    const fields = fieldsOf(shape);
    const movies = this.rows.map(({ movie, catalogue }, row) => ({
      title: fields.includes('title') ? titleOf(row) : undefined,
      plot: fields.includes('plot') ? movie.plot : undefined,
      catalogue: nameOf(catalogue),
    }));
    const { labels } = this;
    const predicted = LabelMatrix.fromNames(classifier.predictAll(movies, { objective: 'microF1' }), labels);
    const values = new Float64Array(movies.length * labels.size);
    classifier.predictProbaAll(movies).forEach((scores, row) => {
      for (const { label, score } of scores) values[row * labels.size + labels.indexOf(label)] = score;
    });
    return { predicted, scores: new ScoreMatrix(labels, movies.length, values) };
  }

  /** Micro-F1 over some rows and genres, with its 95 % bootstrap interval. */
  f1(predicted: LabelMatrix, rows = this.all, names = this.labels.names): string {
    const [truth, given] = [this.truth, predicted].map((matrix) =>
      matrix.selectLabels(names).selectRows(rows),
    );
    const { estimate, lower, upper } = bootstrapInterval(truth!, given!, (t, p) => fScoreTerms(t, p));
    return `${estimate.toFixed(3)} (${lower.toFixed(3)}–${upper.toFixed(3)})`;
  }
}

/** @returns what is known of the genres of rows */
export function truthOf(rows: readonly TrainingRow[], labels: LabelSet): LabelMatrix {
  return LabelMatrix.fromNames(
    rows.map(({ movie }) => movie.genres),
    labels,
    (row) => rows[row]!.movie.knownGenres,
  );
}

/** @returns the numbers of rows by name, in the order of the first number of each name, those without one at the end */
export function groupsOf(rows: readonly TrainingRow[], nameOfRow: (row: TrainingRow) => string): RowGroup[] {
  const groups = new Map<string, number[]>();
  rows.forEach((row, number) => {
    const name = nameOfRow(row);
    const group = groups.get(name);
    if (group === undefined) groups.set(name, [number]);
    else group.push(number);
  });
  const rank = (name: string) => Number(/\d+/.exec(name)?.[0] ?? Number.POSITIVE_INFINITY);
  return [...groups].sort(([a], [b]) => rank(a) - rank(b));
}

/** @returns the decade of a film */
export function decadeOf({ movie: { year } }: TrainingRow): string {
  if (year === undefined) return 'unknown';
  return year < 1920 ? 'up to 1919' : `${Math.floor(year / 10) * 10}s`;
}

/** @returns how many words a plot has, roughly */
export function lengthOf({ movie: { plot = '' } }: TrainingRow): string {
  const count = plot.split(/\s+/).filter((word) => word !== '').length;
  const edges = [0, 15, 25, 40, 60, 100];
  const at = edges.findLastIndex((edge) => count >= edge);
  return at === edges.length - 1 ? '100 or more' : `${edges[at]}–${edges[at + 1]! - 1}`;
}
