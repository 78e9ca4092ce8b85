import type { TokenFeatures } from '../../src/features/TokenFeatures.ts';
import type { LabelSet } from '../../src/labels/LabelSet.ts';
import { ScoreMatrix } from '../../src/labels/ScoreMatrix.ts';
import type { EncoderScorer } from '../../src/nn/EncoderScorer.ts';
import type { Field, Movie } from '../../src/text/Movie.ts';
import { type Judged, judgeFolds } from './judgeHeldOut.ts';
import { hashText, labelsOf, type Row, type Source, titleKey } from './tables.ts';

/** Rows to judge by, and what is read of them. */
export interface JudgedSet {
  readonly name: string;
  readonly rows: readonly Row[];
  readonly fields: readonly Field[];
}

const INPUTS: Readonly<Record<Source, readonly (readonly Field[])[]>> = {
  'imdb-9k': [['plot'], ['title', 'plot']],
  'tmdb-10k': [['title'], ['title', 'plot']],
  imdb: [['plot']],
  tmdb: [['title', 'plot']],
  stream: [],
};
/** More valid rows of a source would only take longer. */
const MOST_VALID = 3000;

/**
 * @param valid - valid rows of the corpus
 * @param learned - rows that are learned from: none of their titles is judged by
 * @param heldOut - train rows that are not
 * @param sources - that are read
 */
export function judgedSets(
  valid: readonly Row[],
  learned: readonly Row[],
  heldOut: Readonly<Partial<Record<Source, readonly Row[]>>>,
  sources: readonly Source[],
): JudgedSet[] {
  const seen = new Set(learned.map(({ movie }) => titleKey(movie)));
  return sources.flatMap((source) => {
    const unseen = valid
      .filter((row) => row.source === source && !seen.has(titleKey(row.movie)))
      .sort((a, b) => hashText(titleKey(a.movie)) - hashText(titleKey(b.movie)));
    const rows = heldOut[source] ?? unseen.slice(0, MOST_VALID);
    return INPUTS[source].map((fields) => ({ name: `${source}, ${fields.join('+')}`, rows, fields }));
  });
}

/** Scores rows by some of their fields; rows without those are left out. */
export function scoreRows(
  rows: readonly Row[],
  fields: readonly Field[],
  features: TokenFeatures,
  scorer: EncoderScorer,
  labels: LabelSet,
): ScoreMatrix {
  const read = features.transform(rows.map(({ movie }) => onlyFields(movie, fields)));
  if (read.kind !== 'tokens') throw new Error('The features are no tokens.');
  return new ScoreMatrix(labels, rows.length, scorer.scores(read.tokens));
}

/** @returns how well an encoder does on a set, each fifth judged by thresholds of the others */
export function judgeSet(
  { rows, fields }: JudgedSet,
  features: TokenFeatures,
  scorer: EncoderScorer,
  labels: LabelSet,
): Judged {
  const scores = scoreRows(rows, fields, features, scorer, labels);
  return judgeFolds({ scores, truth: labelsOf(rows, labels) });
}

function onlyFields(movie: Movie, fields: readonly Field[]): Movie {
  return {
    title: fields.includes('title') ? movie.title : undefined,
    plot: fields.includes('plot') ? movie.plot : undefined,
  };
}
