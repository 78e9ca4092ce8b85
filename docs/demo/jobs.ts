import type { Counterfactual, Explanation, Movie, OutOfFoldQuality } from 'genrekit';
import type { ReadProblem } from 'genrekit/data';
import type { ModelSource } from './models.ts';

/** Tells the genres of all films of a table. */
export interface ClassifyJob {
  readonly kind: 'classify';
  readonly model: ModelSource;
  /** Whose habits to follow. */
  readonly catalogue: string;
  readonly file: Blob;
  readonly name: string;
  /** How far the thresholds are moved; see `judge`. */
  readonly shift: number;
  /** Whether the probability of every genre is written too. */
  readonly hasScores: boolean;
}

/** A table with genres told. */
export interface ClassifiedTable {
  readonly csv: Blob;
  readonly rowCount: number;
  /** How many films the model knows too little of. */
  readonly unsureCount: number;
  readonly problems: readonly ReadProblem[];
  /** The first few films. */
  readonly preview: readonly { readonly name: string; readonly genres: readonly string[] }[];
}

/** Trains a model on a table. */
export interface TrainJob {
  readonly kind: 'train';
  readonly file: Blob;
  readonly name: string;
  /** One of `trainable`. */
  readonly strategy: string;
}

/** A model trained on a table. */
export interface TrainedModel {
  /** The bytes of a `.genre` file. */
  readonly bytes: Uint8Array;
  readonly rowCount: number;
  readonly genreCount: number;
  readonly problems: readonly ReadProblem[];
  /** Of the most complete kind of movie in the table, on films that the model judging them had not seen. */
  readonly quality: OutOfFoldQuality;
}

/** Tells why a movie has the probability that it has for one genre. */
export interface ExplainJob {
  readonly kind: 'explain';
  readonly model: ModelSource;
  /** Whose habits are followed. */
  readonly catalogue: string;
  readonly movie: Movie;
  readonly label: string;
}

/** Finds the fewest words that change a decision. */
export interface FewestWordsJob extends Omit<ExplainJob, 'kind'> {
  readonly kind: 'fewestWords';
  /** The probability from which the genre is told. */
  readonly threshold: number;
}

/** Work for a worker. */
export type Job = ClassifyJob | TrainJob | ExplainJob | FewestWordsJob;

/** What each kind of job gives. */
export interface JobResults {
  readonly classify: ClassifiedTable;
  readonly train: TrainedModel;
  readonly explain: Explanation;
  readonly fewestWords: Counterfactual;
}

/** How far a job is. */
export interface JobProgress {
  readonly stage: string;
  /** 0 to 1. */
  readonly share: number;
}

/** What the page tells a worker. */
export type ToWorker = { readonly kind: 'start'; readonly job: Job } | { readonly kind: 'stop' };

/** What a worker tells the page. */
export type FromWorker =
  | { readonly kind: 'progress'; readonly progress: JobProgress }
  | { readonly kind: 'done'; readonly result: JobResults[Job['kind']] }
  | { readonly kind: 'failed'; readonly message: string };
