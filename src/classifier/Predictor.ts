import { GenrekitError } from '../errors.ts';
import { resolveOptions } from '../options.ts';
import { checkMovie, type Movie } from '../text/Movie.ts';
import { bestFirst } from './bestFirst.ts';
import {
  type ClassifierOptions,
  type ResolvedClassifierOptions,
  resolveClassifierOptions,
} from './ClassifierOptions.ts';
import { checkMovies } from './checkMovies.ts';
import type { FittedModel } from './FittedModel.ts';
import type { CatalogueOptions, GenreScore, Habits, PredictOptions, SetOptions } from './PredictOptions.ts';

/** The half of a classifier that answers at once: predictions, and what they go by. */
export abstract class Predictor {
  protected settings: ResolvedClassifierOptions;
  protected fitted: FittedModel | undefined;

  /**
   * @param options - settings; see {@link ClassifierOptions}
   * @throws GenrekitError `invalid-option`
   */
  constructor(options?: ClassifierOptions) {
    this.settings = resolveClassifierOptions(options);
  }

  /** The settings in force. */
  get options(): ResolvedClassifierOptions {
    return this.settings;
  }

  /**
   * @param movie - a title, a plot, or both
   * @param options - how this prediction differs from the classifier's settings
   * @returns the movie's genres, most likely first
   * @throws GenrekitError `invalid-movie`; `not-fitted`; `invalid-option`
   */
  predict(movie: Movie, options: PredictOptions = {}): string[] {
    return this.predictAll([checkMovie(movie)], options)[0]!;
  }

  /**
   * @param movies - movies, each with a title, a plot, or both
   * @param options - how these predictions differ from the classifier's settings
   * @returns the genres of each movie, most likely first
   * @throws GenrekitError `invalid-movie`, naming the movie; `not-fitted`; `invalid-option`
   */
  predictAll(movies: readonly Movie[], options: PredictOptions = {}): string[][] {
    const model = this.requireFitted();
    const { decoder, objective, catalogue } = resolveOptions('predict', options, this.habits);
    const batch = model.probabilities(checkMovies(movies), catalogue);
    const { values, labelCount } = batch.probabilities;
    const chosen = model.choose(batch, decoder, objective);
    return movies.map((_, row) => {
      const first = row * labelCount;
      return bestFirst(values.subarray(first, first + labelCount))
        .filter((label) => chosen[first + label] === 1)
        .map((label) => model.labels.names[label]!);
    });
  }

  /**
   * @param movie - a title, a plot, or both
   * @param options - whose habits to follow
   * @returns every genre with its calibrated probability, most likely first
   * @throws GenrekitError `invalid-movie`; `not-fitted`; `invalid-option`
   */
  predictProba(movie: Movie, options: CatalogueOptions = {}): GenreScore[] {
    return this.predictProbaAll([checkMovie(movie)], options)[0]!;
  }

  /**
   * @param movies - movies, each with a title, a plot, or both
   * @param options - whose habits to follow
   * @returns for each movie every genre with its calibrated probability, most likely first
   * @throws GenrekitError `invalid-movie`, naming the movie; `not-fitted`; `invalid-option`
   */
  predictProbaAll(movies: readonly Movie[], options: CatalogueOptions = {}): GenreScore[][] {
    const model = this.requireFitted();
    const { names } = model.labels;
    const { catalogue } = resolveOptions('predictProba', options, { catalogue: this.options.catalogue });
    const { probabilities } = model.probabilities(checkMovies(movies), catalogue);
    const { values } = probabilities;
    return movies.map((_, row) => {
      const scores = values.subarray(row * names.length, (row + 1) * names.length);
      return bestFirst(scores).map((label) => ({ label: names[label]!, score: scores[label]! }));
    });
  }

  /**
   * Tells the genres that a movie may have: enough of them to miss no more of the true ones than asked, on average over
   * movies like those fitted on (conformal risk control, Angelopoulos et al. 2022). The less the classifier knows of a
   * movie, the larger the set.
   *
   * @param movie - a title, a plot, or both
   * @param options - how much may be missed
   * @returns the genres, most likely first
   * @throws GenrekitError `invalid-movie`; `not-fitted`; `invalid-option`
   */
  predictSet(movie: Movie, options: SetOptions = {}): string[] {
    return this.predictSetAll([checkMovie(movie)], options)[0]!;
  }

  /**
   * @param movies - movies, each with a title, a plot, or both
   * @param options - how much may be missed
   * @returns the set of each movie, as {@link GenreClassifier.predictSet} gives it
   * @throws GenrekitError `invalid-movie`, naming the movie; `not-fitted`; `invalid-option`
   */
  predictSetAll(movies: readonly Movie[], options: SetOptions = {}): string[][] {
    const { missRate, catalogue } = resolveOptions('predictSet', options, {
      missRate: 0.1,
      catalogue: this.options.catalogue,
    });
    return this.predictAll(movies, { decoder: { missRate, kind: 'conformal' }, catalogue });
  }

  /** The catalogues whose habits this classifier knows: those that `catalogue` may name, beside `'auto'`. */
  get catalogues(): readonly string[] {
    return [...this.requireFitted().catalogues.keys()];
  }

  /** The genres that this classifier can tell, in label order. */
  get labels(): readonly string[] {
    return this.requireFitted().labels.names;
  }

  /** @internal What it has learned. */
  get model(): FittedModel {
    return this.requireFitted();
  }

  /** How to predict when a call does not say. */
  protected get habits(): Habits {
    const { decoder, catalogue } = this.options;
    return { decoder, objective: undefined, catalogue };
  }

  protected requireFitted(): FittedModel {
    if (this.fitted === undefined) {
      throw new GenrekitError(
        'not-fitted',
        'This GenreClassifier is not fitted; call fit(movies), or load one with loadPretrained().',
      );
    }
    return this.fitted;
  }
}
