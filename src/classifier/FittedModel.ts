import { GenrekitError } from '../errors.ts';
import type { TfidfFeatures } from '../features/TfidfFeatures.ts';
import type { LabelSet } from '../labels/LabelSet.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import type { Strategy } from '../strategies/Strategy.ts';
import type { Movie } from '../text/Movie.ts';
import type { Decision } from './Decision.ts';
import { type InputShape, shapeOf } from './InputShape.ts';
import type { TrainingSummary } from './TrainingSummary.ts';

/** Probabilities of a batch of movies, and the shape in which each movie was given. */
export interface BatchProbabilities {
  readonly probabilities: ScoreMatrix;
  readonly shapes: readonly InputShape[];
}

/** The parts of a classifier after a fit; never changed, so that a failed fit leaves the former one in place. */
export class FittedModel {
  constructor(
    readonly labels: LabelSet,
    readonly features: TfidfFeatures,
    readonly strategy: Strategy,
    readonly decisions: ReadonlyMap<InputShape, Decision>,
    readonly summary: TrainingSummary,
  ) {}

  /**
   * @param movies - checked movies
   * @returns calibrated probabilities, each row by the calibration of its shape
   * @throws GenrekitError `invalid-movie` when a movie has no field that the model was fitted on
   */
  probabilities(movies: readonly Movie[]): BatchProbabilities {
    const shapes = movies.map((movie, row) => this.shapeOf(movie, row));
    const raw = this.strategy.scores(this.features.transform(movies));
    const first = shapes[0];
    if (shapes.every((shape) => shape === first)) {
      const probabilities = first === undefined ? raw : this.decisionFor(first).calibration.apply(raw);
      return { probabilities, shapes };
    }
    const width = this.labels.size;
    const values = new Float64Array(raw.values.length);
    for (const shape of new Set(shapes)) {
      const rows = [...shapes.keys()].filter((row) => shapes[row] === shape);
      const part = new Float64Array(rows.length * width);
      rows.forEach((row, i) => {
        part.set(raw.values.subarray(row * width, (row + 1) * width), i * width);
      });
      const calibrated = this.decisionFor(shape).calibration.apply(
        new ScoreMatrix(this.labels, rows.length, part),
      );
      rows.forEach((row, i) => {
        values.set(calibrated.values.subarray(i * width, (i + 1) * width), row * width);
      });
    }
    return { probabilities: new ScoreMatrix(this.labels, movies.length, values), shapes };
  }

  /**
   * The decision of a shape. A shape that no training row had borrows from the one that has most in common with it.
   */
  decisionFor(shape: InputShape): Decision {
    return this.decisions.get(shape) ?? this.decisions.values().next().value!;
  }

  private shapeOf(movie: Movie, row: number): InputShape {
    const shape = shapeOf(movie, this.features.fields);
    if (shape !== undefined) return shape;
    const fields = this.features.fields.join(' or ');
    throw new GenrekitError(
      'invalid-movie',
      `Movie ${row} has no ${fields}, and the model was fitted on nothing else; give the ${fields}.`,
    );
  }
}
