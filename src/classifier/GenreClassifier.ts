import type { Counterfactual } from '../explanations/Counterfactual.ts';
import type { Explanation } from '../explanations/Explanation.ts';
import type { LabelGraph, LabelGraphOptions } from '../labels/LabelGraph.ts';
import type { LabelledMovie, Movie } from '../text/Movie.ts';
import type { ThresholdOptions } from '../thresholds/ThresholdOptions.ts';
import type { AdaptationReport, AdaptOptions } from './adaptModel.ts';
import type { AddGenreOptions } from './addGenre.ts';
import type { DetailedPrediction } from './detailMovie.ts';
import type { EvaluateOptions, EvaluationReport } from './evaluateModel.ts';
import type { CounterfactualOptions, ExplainOptions } from './explainMovie.ts';
import type { FitOptions } from './FitOptions.ts';
import type { FittedModel } from './FittedModel.ts';
import type { ModelOverview } from './inspectModel.ts';
import { type LoadedModel, type LoadOptions, loadModel } from './loadModel.ts';
import type { PredictOptions } from './PredictOptions.ts';
import { Predictor } from './Predictor.ts';
import type { GenreUncertainty, UncertaintyOptions } from './sampleProbabilities.ts';
import type { SaveOptions } from './saveModel.ts';

export type { GenreScore, PredictOptions, SetOptions } from './PredictOptions.ts';

/**
 * Tells the genres of movies from their titles, plots, or both.
 *
 * It arranges the parts: text becomes features, a strategy scores genres, calibration makes scores probabilities,
 * thresholds decide. Predicting is synchronous; all that returns a promise loads its
 * code when first called, so a page that only predicts does not carry it.
 *
 * @example
 * ```ts
 * import { GenreClassifier } from 'genrekit';
 * const classifier = new GenreClassifier({ foldCount: 2 });
 * await classifier.fit([
 *   { title: 'Night Train', plot: 'A killer hides on a train.', genres: ['Thriller'] },
 *   { title: 'Two Hearts', plot: 'A baker falls in love.', genres: ['Romance'] },
 *   { title: 'The Knife', plot: 'A killer stalks a detective.', genres: ['Thriller'] },
 *   { title: 'Spring', plot: 'Two strangers fall in love.', genres: ['Romance'] },
 * ]);
 * console.log(classifier.predict({ plot: 'A killer on the run.' })); // [ 'Thriller' ]
 * ```
 */
export class GenreClassifier extends Predictor {
  /**
   * Learns from movies, forgetting any fit before. The same movies, settings and seed give the same classifier, byte
   * for byte. The movies are not changed. A fit that fails or is stopped leaves the former one in place.
   *
   * @param movies - movies with their genres
   * @param options - a signal that stops the fit, and a listener for progress
   * @returns this classifier
   * @throws GenrekitError `invalid-movie` or `invalid-labels` for a bad row, naming it; `invalid-data` when there is
   * too little to learn from; `aborted` when the signal fires
   */
  async fit(movies: readonly LabelledMovie[], options: FitOptions = {}): Promise<this> {
    const { fitModel } = await import('./fitModel.ts');
    this.fitted = await fitModel(movies, this.options, options);
    return this;
  }

  /**
   * Predicts a movie, and tells how much there was to go by: how many words are known, and whether the text is English.
   * Where there is nothing, the probabilities are how often genres occur.
   *
   * @param movie - a title, a plot, or both
   * @param options - how this prediction differs from the classifier's settings
   * @returns genres, probabilities, thresholds, and `evidence` with its `level`: `'enough'`, `'little'` or `'none'`
   * @throws GenrekitError `invalid-movie`; `not-fitted`; `invalid-option`
   */
  async predictDetailed(movie: Movie, options?: PredictOptions): Promise<DetailedPrediction> {
    const model = this.requireFitted();
    return (await import('./detailMovie.ts')).detailMovie(model, movie, this.habits, options);
  }

  /**
   * Learns anew how large sets must be, from movies that nothing was fitted on: makes `predictSet` keep its word on
   * movies of another kind than those fitted on. Titles and plots are counted alone too.
   *
   * @param movies - movies with their genres, a hundred or more
   * @returns this classifier
   * @throws GenrekitError `invalid-movie` or `invalid-labels`, naming the movie; `invalid-data` when none has a genre that
   * the classifier knows; `not-fitted`
   */
  async calibrateSets(movies: readonly LabelledMovie[]): Promise<this> {
    const model = this.requireFitted();
    this.fitted = (await import('./calibrateSets.ts')).calibrateSets(model, movies);
    return this;
  }

  /**
   * Chooses thresholds anew for movies like those given, without learning anything else anew. Movies that name a
   * catalogue tune that catalogue's thresholds too.
   *
   * @param movies - movies with their genres that nothing was fitted on, some hundreds or more
   * @param options - what to tune for; predictions go by it from now on
   * @returns this classifier
   * @throws GenrekitError as {@link GenreClassifier.calibrateSets}; `invalid-option`
   */
  async tuneThresholds(movies: readonly LabelledMovie[], options?: ThresholdOptions): Promise<this> {
    const { tuneToMovies } = await import('./tuneToMovies.ts');
    return this.take(tuneToMovies(this.requireFitted(), this.options, movies, options));
  }

  /**
   * Learns anew what scores mean, for movies like those given: calibration, thresholds and sets, but not the strategy.
   * A genre that fewer than 10 of the movies have, or fewer than 10 lack, keeps its calibration.
   *
   * @param movies - movies with their genres that nothing was fitted on, some hundreds or more
   * @returns this classifier
   * @throws GenrekitError as {@link GenreClassifier.tuneThresholds}
   */
  async recalibrate(movies: readonly LabelledMovie[]): Promise<this> {
    const { recalibrateToMovies } = await import('./tuneToMovies.ts');
    return this.take(await recalibrateToMovies(this.requireFitted(), this.options, movies));
  }

  /**
   * Tells how sure the classifier is: probabilities of many networks, each with other numbers left out as in training
   * (Monte Carlo dropout, Gal and Ghahramani 2016), and how far they are apart.
   *
   * @param movie - a title, a plot, or both
   * @param options - how many networks, and which
   * @returns every genre, most likely first; the same to the last bit for the same movie and options
   * @throws GenrekitError `invalid-movie`; `not-fitted`; `invalid-option`; `unsupported-model` for a strategy without dropout
   */
  async predictWithUncertainty(movie: Movie, options?: UncertaintyOptions): Promise<GenreUncertainty[]> {
    const model = this.requireFitted();
    const { sampleProbabilities } = await import('./explainMovie.ts');
    return sampleProbabilities(model, movie, options);
  }

  /**
   * Tells why a movie has the probability that it has for one genre: which words of its own text speak for the genre and
   * which against it, or which training movies decided.
   *
   * @param movie - a title, a plot, or both
   * @param label - the genre; the most likely one by default
   * @param options - how the decision differs from the classifier's settings, and what the values of words are
   * @returns one explanation, of the same shape for every strategy; its `method` says whether the values add up
   * @throws GenrekitError `invalid-movie`; `unknown-label`; `not-fitted`; `invalid-option`; `invalid-value` for an
   * analyser whose tokens do not lie in the text; `unsupported-model` for a method that the strategy does not have
   *
   * @example
   * ```ts
   * import { loadPretrained } from 'genrekit/pretrained';
   * const classifier = await loadPretrained();
   * const { words } = await classifier.explain({ plot: 'A detective hunts a killer.' }, 'Crime');
   * console.log(words.map(({ text, value }) => value > 0.1 ? text : '-').join(' ')); // - detective hunts - killer
   * ```
   */
  async explain(movie: Movie, label?: string, options?: ExplainOptions): Promise<Explanation> {
    const model = this.requireFitted();
    const { explainMovie } = await import('./explainMovie.ts');
    return explainMovie(model, movie, label, this.habits, options);
  }

  /**
   * Finds the fewest words without which the decision on one genre would have been another: it would not have been
   * predicted where it is, or it would where it is not. Single words and pairs are all tried, larger sets are searched.
   *
   * @param movie - a title, a plot, or both
   * @param label - the genre
   * @param options - how the decision differs from the classifier's settings, and how long to search
   * @returns the words, if there are any, and the movie without them
   * @throws GenrekitError `invalid-movie`; `unknown-label`; `not-fitted`; `invalid-option`
   *
   * @example
   * ```ts
   * import { loadPretrained } from 'genrekit/pretrained';
   * const classifier = await loadPretrained();
   * const movie = { plot: 'A detective hunts a killer.' };
   * const { words, isFewest } = await classifier.counterfactual(movie, 'Crime');
   * console.log(words.map(({ text }) => text), isFewest);
   * ```
   */
  async counterfactual(
    movie: Movie,
    label: string,
    options?: CounterfactualOptions,
  ): Promise<Counterfactual> {
    const model = this.requireFitted();
    const { explainDecision } = await import('./explainMovie.ts');
    return explainDecision(model, movie, label, this.habits, options);
  }

  /**
   * Judges the classifier on movies whose genres are known, and which it should not have been fitted on.
   *
   * @param movies - movies with their genres
   * @param options - how to predict, and which genres to judge
   * @returns one plain report
   * @throws GenrekitError `invalid-movie` or `invalid-labels`, naming the movie; `unknown-label`; `not-fitted`
   */
  async evaluate(movies: readonly LabelledMovie[], options: EvaluateOptions = {}): Promise<EvaluationReport> {
    const model = this.requireFitted();
    return (await import('./evaluateModel.ts')).evaluateModel(model, movies, this.habits, options);
  }

  /**
   * @param options - how many words to list for each genre
   * @returns what the model is made of: genres, thresholds, sizes, strongest words, training summary
   * @throws GenrekitError `not-fitted`; `invalid-option`
   */
  async inspect(options: { readonly wordCount?: number } = {}): Promise<ModelOverview> {
    const model = this.requireFitted();
    return (await import('./inspectModel.ts')).inspectModel(model, this.options, options);
  }

  /**
   * Tells which genres keep company in the movies fitted on, and which avoid each other: counts, conditional
   * probabilities, lift, implications and contradictions.
   *
   * @param options - what is worth saying; see {@link LabelGraphOptions}
   * @throws GenrekitError `not-fitted`; `invalid-option`; `unsupported-model` for a model that was saved without the counts;
   * `invalid-model` when they are damaged
   */
  async labelGraph(options?: LabelGraphOptions): Promise<LabelGraph> {
    const model = this.requireFitted();
    return (await import('./graphLabels.ts')).graphLabels(model, options);
  }

  /**
   * Learns from corrections, moving the weights no more than it takes and within a bound. Genres that no correction
   * contradicts score as before, to the bit; calibration and thresholds stay.
   *
   * @param corrections - movies with the genres that they really have
   * @param options - how far to go
   * @returns which genres moved, and how many of the corrections hold now
   * @throws GenrekitError `unsupported-model` for other strategies than binary relevance; as {@link GenreClassifier.fit}
   */
  async adapt(corrections: readonly LabelledMovie[], options?: AdaptOptions): Promise<AdaptationReport> {
    const { adaptModel } = await import('./adaptations.ts');
    const { model, report } = adaptModel(this.requireFitted(), corrections, this.options.decoder, options);
    this.fitted = model;
    return report;
  }

  /**
   * Learns one more genre from examples, better 20 than 2; all others score as before, to the bit. Its ranking is worth
   * more than its probabilities, which rest on the examples and on a stated prior.
   *
   * @param label - the new genre
   * @param examples - movies that have it
   * @param options - movies that have it not, and the prior
   * @throws GenrekitError as {@link GenreClassifier.adapt}
   */
  async addGenre(label: string, examples: readonly Movie[], options?: AddGenreOptions): Promise<this> {
    this.fitted = (await import('./adaptations.ts')).addGenre(this.requireFitted(), label, examples, options);
    return this;
  }

  /** Takes back all that `adapt`, `addGenre` and `applyDelta` did since the classifier was fitted or opened. */
  undoAdaptations(): this {
    this.fitted = this.requireFitted().adaptation?.base ?? this.fitted;
    return this;
  }

  /** @returns what `adapt` and `addGenre` did, as a small `.genre` file; `invalid-data` is thrown when that is nothing */
  async deltaToBytes(): Promise<Uint8Array> {
    return (await import('./adaptations.ts')).writeDelta(this.requireFitted().adaptation);
  }

  /**
   * @param bytes - what `deltaToBytes` gave for a classifier that was as this one is before it was adapted
   * @throws GenrekitError `invalid-model` when they are damaged or no delta; `unsupported-model` when they belong to another
   */
  async applyDelta(bytes: Uint8Array | ArrayBuffer): Promise<this> {
    this.fitted = (await import('./adaptations.ts')).readDelta(this.requireFitted(), bytes);
    return this;
  }

  /**
   * @param options - precision of the weights; see {@link SaveOptions}
   * @returns the classifier as the bytes of a `.genre` file, which holds no training text but titles that the strategy was
   * asked to store
   * @throws GenrekitError `not-fitted`; `invalid-option`
   */
  async toBytes(options?: SaveOptions): Promise<Uint8Array> {
    const model = this.requireFitted();
    return (await import('./saveModel.ts')).saveModel(model, this.options, options);
  }

  /**
   * @param bytes - what `toBytes` gave
   * @param options - analysers that the model was fitted with, if any
   * @returns a classifier that answers as the saved one did
   * @throws GenrekitError `invalid-model` when the bytes are damaged or no model; `unsupported-model` when they need a
   * newer genrekit, an analyser that was not given, or code that only {@link GenreClassifier.open} loads: that of other
   * strategies than binary relevance, of genres that are fitted to each other, and of style
   */
  static fromBytes(bytes: Uint8Array | ArrayBuffer, options?: LoadOptions): GenreClassifier {
    return GenreClassifier.around(loadModel(bytes, options));
  }

  /**
   * Opens a model of any strategy, loading the code that it needs.
   *
   * @param bytes - what `toBytes` gave
   * @param options - analysers that the model was fitted with, if any
   * @returns a classifier that answers as the saved one did
   * @throws GenrekitError as {@link GenreClassifier.fromBytes}, which opens models of binary relevance at once
   */
  static async open(bytes: Uint8Array | ArrayBuffer, options?: LoadOptions): Promise<GenreClassifier> {
    const [{ restoreStrategy }, code] = await Promise.all([
      import('../strategies/registry.ts'),
      import('./openingCode.ts'),
    ]);
    return GenreClassifier.around(loadModel(bytes, options, { ...code, restoreStrategy }));
  }

  /**
   * @returns another classifier that answers as this one does. They share what was learned, so it costs nothing, and
   * go ways of their own from here: what is fitted or calibrated on one does not touch the other.
   */
  copy(): GenreClassifier {
    return GenreClassifier.around({ options: this.options, model: this.fitted });
  }

  private take({ model, options }: ClassifierParts): this {
    return Object.assign(this, { fitted: model, settings: options });
  }

  /** @internal Makes a classifier of what is in it; its options have been checked, which the constructor would do again. */
  static around(parts: ClassifierParts): GenreClassifier {
    return (Object.create(GenreClassifier.prototype) as GenreClassifier).take(parts);
  }
}

type ClassifierParts = Pick<LoadedModel, 'options'> & { readonly model: FittedModel | undefined };
