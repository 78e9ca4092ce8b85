/** Where training rows came from. */
export interface CardSource {
  /** What it is called. */
  readonly name: string;
  /** Where its terms are. */
  readonly terms: string;
}

/** A catalogue whose habits the weights know, and how well they do there. */
export interface CardCatalogue {
  /** As the option `catalogue` names it. */
  readonly name: string;
  /** What it lists. */
  readonly films: string;
  /** How many of the genres it can show. */
  readonly genreCount: number;
  /** How many test films the quality was measured on. */
  readonly testCount: number;
  /** Micro-F1 of the default weights from title and plot, thresholds for micro-F1 of this catalogue. */
  readonly microF1: number;
  /** Macro-F1 likewise, thresholds for macro-F1. */
  readonly macroF1: number;
  /** Expected calibration error of the probabilities, 15 bins. */
  readonly ece: number;
}

/** What the bundled weights were made from, how good they are, and what they are not for; plain values. */
export interface ModelCard {
  /** Whose card it is. */
  readonly name: string;
  /** Version of genrekit that fitted the weights. */
  readonly version: string;
  /** How many rows they were fitted on, with those held out to calibrate. */
  readonly sampleCount: number;
  /** The language of titles and plots, as BCP 47 names it. */
  readonly language: string;
  /** Where the rows came from. */
  readonly sources: readonly CardSource[];
  /** The catalogues, in the order of the classifier's `catalogues`. */
  readonly catalogues: readonly CardCatalogue[];
  /** The genres, in label order. */
  readonly genres: readonly string[];
  /** What to know before relying on a prediction. */
  readonly limits: readonly string[];
}
