import type { FeatureExtractor } from '../features/FeatureExtractor.ts';
import type { LabelSet } from '../labels/LabelSet.ts';
import type { PairCounts } from '../labels/PairCounts.ts';
import { ScoreMatrix } from '../labels/ScoreMatrix.ts';
import type { Strategy } from '../strategies/Strategy.ts';
import type { Movie } from '../text/Movie.ts';
import type { DecoderOptions } from '../thresholds/DecoderOptions.ts';
import type { ThresholdObjective } from '../thresholds/ThresholdOptions.ts';
import type { Adaptation } from './Adaptation.ts';
import type { Decision } from './Decision.ts';
import { INPUT_SHAPES, type InputShape, requireShape } from './InputShape.ts';
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
    readonly features: FeatureExtractor,
    readonly strategy: Strategy,
    readonly decisions: ReadonlyMap<InputShape, Decision>,
    readonly summary: TrainingSummary,
    /** How often genres keep company; older files have none. `checkPairCounts` is for those who read them. */
    readonly pairCounts?: PairCounts,
    /** What made this model of another, which can be had back. */
    readonly adaptation?: Adaptation,
  ) {}

  /**
   * @param movies - checked movies
   * @returns calibrated probabilities, each row by the calibration of its shape
   * @throws GenrekitError `invalid-movie` when a movie has no field that the model was fitted on
   */
  probabilities(movies: readonly Movie[]): BatchProbabilities {
    const shapes = movies.map((movie, row) => requireShape(movie, row, this.features.fields));
    const raw = this.strategy.scores(this.features.transform(movies));
    const width = this.labels.size;
    const values = new Float64Array(raw.values.length);
    for (const shape of new Set(shapes)) {
      const calibrated = this.decisionFor(shape).calibration.apply(raw).values;
      shapes.forEach((own, row) => {
        if (own === shape) values.set(calibrated.subarray(row * width, (row + 1) * width), row * width);
      });
    }
    return { probabilities: new ScoreMatrix(this.labels, movies.length, values), shapes };
  }

  /**
   * @param batch - from {@link FittedModel.probabilities}
   * @param options - how to decode
   * @param objective - which thresholds to use; the default ones when absent
   * @returns movies x labels: 1 for each genre that a movie gets
   * @throws GenrekitError `invalid-option`, for an empty batch too
   */
  choose(
    { probabilities, shapes }: BatchProbabilities,
    options: DecoderOptions,
    objective: ThresholdObjective | undefined,
  ): Uint8Array {
    const { values, labelCount } = probabilities;
    const chosen = new Uint8Array(values.length);
    const decoders = new Map(
      [...new Set(shapes.length > 0 ? shapes : INPUT_SHAPES)].map((shape) => [
        shape,
        this.decisionFor(shape).decoderFor(options, objective),
      ]),
    );
    shapes.forEach((shape, row) => {
      decoders.get(shape)!.decodeRow(values, row * labelCount, chosen);
    });
    return chosen;
  }

  /**
   * The decision of a shape. A shape that too few training rows had borrows from the plot, which is most of the text
   * there is, or else from the title.
   */
  decisionFor(shape: InputShape): Decision {
    const { decisions } = this;
    return decisions.get(shape) ?? decisions.get('plot') ?? decisions.values().next().value!;
  }
}
