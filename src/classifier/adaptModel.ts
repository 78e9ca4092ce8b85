import { scoreAt } from '../calibration/scoreAt.ts';
import { withCompany } from '../calibration/withCompany.ts';
import { GenrekitError } from '../errors.ts';
import { LabelMatrix } from '../labels/LabelMatrix.ts';
import { anchoredUpdate } from '../learners/anchoredUpdate.ts';
import { checkNumber, resolveOptions } from '../options.ts';
import type { LabelledMovie } from '../text/Movie.ts';
import type { DecoderOptions } from '../thresholds/DecoderOptions.ts';
import type { WeightChange } from './Adaptation.ts';
import { applyAdaptation, requireLinear } from './applyAdaptation.ts';
import { checkLabelledMovies } from './checkLabelledMovies.ts';
import type { FittedModel } from './FittedModel.ts';

/** How far corrections may move a classifier. */
export interface AdaptOptions {
  /**
   * How much one correction may pull at the weights of a genre, against the wish to leave them as they are.
   * @defaultValue `1`
   */
  readonly strength?: number | undefined;
  /**
   * How far beyond the threshold a corrected movie should come, in raw scores, which lie between -1 and 1 for most movies.
   * @defaultValue `0.1`
   */
  readonly margin?: number | undefined;
  /**
   * The most that the weights of a genre may change by all corrections together, as a share of their length.
   * @defaultValue `0.2`
   */
  readonly maxChange?: number | undefined;
}

/** The options of `adapt` when none are given. */
export const adaptDefaults: Required<{ readonly [Name in keyof AdaptOptions]: number }> =
  /* @__PURE__ */ Object.freeze({ strength: 1, margin: 0.1, maxChange: 0.2 });

/** How many of some things were right before the update, and after it. */
export interface Held {
  readonly count: number;
  readonly before: number;
  readonly after: number;
}

/** What became of corrections. */
export interface AdaptationReport {
  /** Corrected movies, and of how many the prediction is what the correction says, in all genres that it tells. */
  readonly movies: Held;
  /** All pairs of a corrected movie and a genre, and how many are predicted as the correction says. */
  readonly decisions: Held;
  /** The genres that moved, and how far: the length of all changes as a share of the length of the base weights. */
  readonly moved: readonly { readonly label: string; readonly change: number }[];
}

/** In company, a genre moves the others with it: what is wrong afterwards is corrected in further rounds. */
const MOST_ROUNDS = 10;

/**
 * @param model - a fitted model of binary relevance, left as it is
 * @param given - movies with the genres that they really have
 * @param decoder - the classifier's own, for the report
 * @param asked - how far to go
 * @throws GenrekitError as `GenreClassifier.adapt`
 */
export function adaptModel(
  model: FittedModel,
  given: readonly LabelledMovie[],
  decoder: DecoderOptions,
  asked?: AdaptOptions,
): { model: FittedModel; report: AdaptationReport } {
  const options = resolveOptions('adapt', asked, adaptDefaults);
  for (const name of ['strength', 'maxChange'] as const)
    checkNumber(`adapt.${name}`, options[name], { above: 0, max: 1e6 });
  checkNumber('adapt.margin', options.margin, { min: 0, max: 1e6 });
  const { labels } = model;
  const { features } = requireLinear(model);
  const movies = checkLabelledMovies(given, features.fields);
  checkKnown(movies, model);
  const truth = LabelMatrix.fromNames(
    movies.map(({ genres }) => genres),
    labels,
    (row) => movies[row]!.knownGenres,
  );
  const { matrix } = features.transform(movies);
  const base = model.adaptation?.base ?? model;
  const genres = model.adaptation?.genres ?? [];
  const changes = new Map(model.adaptation?.changes.map((change) => [change.label, change]));
  const moved = new Map<string, number>();
  const count = (truth.known ?? truth.values.map(() => 1)).reduce((sum, isKnown) => sum + isKnown, 0);
  const before = rightOnes(model, movies, truth, decoder);
  let [adapted, after] = [model, before];
  let rounds = model.decisionsFor(movies).some(({ calibration }) => calibration.company) ? MOST_ROUNDS : 1;
  do {
    const heights = heightsOf(adapted, movies);
    labels.names.forEach((name, label) => {
      const cell = (row: number) => row * labels.size + label;
      const signs = Int8Array.from(movies, (_, row) => (truth.values[cell(row)] === 1 ? 1 : -1));
      const own = Float64Array.from(movies, (_, row) => heights[cell(row)]!);
      const costs = Float64Array.from(movies, ({ weight = 1 }, row) =>
        truth.known?.[cell(row)] === 0 || !Number.isFinite(own[row]) ? 0 : options.strength * weight,
      );
      // On the cut counts as above it. A genre that no correction contradicts stays as it is.
      if (!costs.some((cost, row) => cost > 0 && own[row]! >= 0 !== signs[row]! > 0)) return;
      const step = anchoredUpdate({ matrix, signs, heights: own, costs, margin: options.margin });
      // A genre that was never seen has no weights to measure by.
      const length = lengthOf(base.labels.find(name) < 0 ? model : base, label) || 1;
      const change = addChange(name, changes.get(name), step, options.maxChange * length);
      changes.set(name, change);
      moved.set(name, normOf(change.values) / length);
    });
    const all = labels.names.flatMap((name) => changes.get(name) ?? []);
    adapted = applyAdaptation({ base, genres, changes: all });
    after = rightOnes(adapted, movies, truth, decoder);
  } while (--rounds > 0 && after.decisions < count);
  const report: AdaptationReport = {
    movies: { count: movies.length, before: before.movies, after: after.movies },
    decisions: { count, before: before.decisions, after: after.decisions },
    moved: [...moved].map(([label, change]) => ({ label, change })),
  };
  return { model: adapted, report };
}

function checkKnown(movies: readonly LabelledMovie[], { labels }: FittedModel): void {
  if (movies.length === 0) {
    throw new GenrekitError('invalid-data', 'There are no corrections; give movies with their genres.');
  }
  movies.forEach(({ genres }, row) => {
    const stranger = genres.find((genre) => labels.find(genre) < 0);
    if (stranger === undefined) return;
    throw new GenrekitError(
      'unknown-label',
      `Movie ${row} has the genre ${JSON.stringify(stranger)}, which the classifier does not know; it knows ` +
        `${labels.names.join(', ')}. Teach it first: addGenre(${JSON.stringify(stranger)}, examples).`,
    );
  });
}

/** How far each raw score lies above the one at which its genre is predicted; not finite where no score decides. */
function heightsOf(model: FittedModel, movies: readonly LabelledMovie[]): Float64Array {
  const scores = model.scoresOf(movies);
  const [alone, joint] = [scores.values.slice(), scores.values.slice()];
  return Float64Array.from(
    model.decisionsFor(movies).flatMap((decision, row) => {
      const { calibration } = decision;
      withCompany(calibration, undefined).applyRow(scores, row, alone);
      calibration.applyRow(scores, row, joint);
      return calibration.calibrators.map((curve, label) => {
        const cell = row * scores.labelCount + label;
        const threshold = decision.thresholdsFor().values[label]!;
        return scores.values[cell]! - scoreAt(curve, aloneAt(threshold, alone[cell]!, joint[cell]!));
      });
    }),
  );
}

/**
 * The probability that a label needs by itself to reach a threshold in company: as long as the others stay as they are,
 * company multiplies its odds by a constant.
 */
function aloneAt(threshold: number, alone: number, joint: number): number {
  const odds = ((threshold / (1 - threshold)) * (1 - joint) * alone) / ((1 - alone) * joint);
  return alone === joint || !(odds < Number.POSITIVE_INFINITY) ? threshold : odds / (1 + odds);
}

/** The change so far and one more, no longer than the limit. */
function addChange(
  label: string,
  before: WeightChange | undefined,
  step: Float64Array,
  limit: number,
): WeightChange {
  before?.columns.forEach((column, i) => {
    step[column]! += before.values[i]!;
  });
  const norm = normOf(step);
  const columns = Uint32Array.from(step.keys()).filter((column) => step[column] !== 0);
  const factor = norm > limit ? limit / norm : 1;
  return { label, columns, values: Float32Array.from(columns, (column) => step[column]! * factor) };
}

function lengthOf({ strategy, features }: FittedModel, label: number): number {
  let sum = 0;
  for (let column = 0; column < features.columnCount; column++) sum += strategy.weightOf!(column, label) ** 2;
  return Math.sqrt(sum);
}

function normOf(values: Float64Array | Float32Array): number {
  let sum = 0;
  for (const value of values) sum += value * value;
  return Math.sqrt(sum);
}

function rightOnes(
  model: FittedModel,
  movies: readonly LabelledMovie[],
  truth: LabelMatrix,
  decoder: DecoderOptions,
) {
  const chosen = model.choose(model.probabilities(movies), decoder, undefined);
  const width = truth.labelCount;
  const counts = { movies: 0, decisions: 0 };
  movies.forEach((_, row) => {
    let wrong = 0;
    for (let cell = row * width; cell < (row + 1) * width; cell++) {
      if (truth.known?.[cell] === 0) continue;
      if (chosen[cell] === truth.values[cell]) counts.decisions++;
      else wrong++;
    }
    if (wrong === 0) counts.movies++;
  });
  return counts;
}
