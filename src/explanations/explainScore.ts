import { describeValue, GenrekitError } from '../errors.ts';
import type { FeatureExtractor, TokenPlace } from '../features/FeatureExtractor.ts';
import { TfidfFeatures } from '../features/TfidfFeatures.ts';
import { type TracedTerm, traceMovie } from '../features/traceMovie.ts';
import type { LabelSet } from '../labels/LabelSet.ts';
import type { Ballot } from '../strategies/Ballot.ts';
import type { Strategy } from '../strategies/Strategy.ts';
import type { Movie } from '../text/Movie.ts';
import type {
  ExplainedNeighbour,
  ExplainedTerm,
  ExplainedWord,
  Explanation,
  NeighbourTally,
} from './Explanation.ts';
import { occludeWords } from './occludeWords.ts';
import { piecesOf, type TextPiece } from './piecesOf.ts';
import { spreadTerms } from './spreadTerms.ts';

/** What scores movies. */
export interface Scorer {
  readonly labels: LabelSet;
  /** Makes features of movies; only where they are TF-IDF columns can a score be a sum over words. */
  readonly features: Pick<FeatureExtractor, 'fields' | 'transform' | 'placesOf'>;
  readonly strategy: Strategy;
}

/** The part of an {@link Explanation} that is about the score, before calibration and decision. */
export type ScoreExplanation = Omit<Explanation, 'label' | 'score' | 'style' | 'threshold' | 'isPredicted'>;

/**
 * Explains the score of one movie for one label: as a sum where the strategy says that it is one, else by taking words
 * out, with the training rows that decided where there are any.
 *
 * @param scorer - a fitted extractor and strategy
 * @param movie - a checked movie, with text in a field that the extractor reads
 * @param label - label number
 * @throws GenrekitError `invalid-value` for an analyser whose tokens do not lie in the text
 */
export function explainScore(scorer: Scorer, movie: Movie, label: number): ScoreExplanation {
  const { strategy, features } = scorer;
  const scoresOf = (movies: readonly Movie[]) => strategy.scores(features.transform(movies)).column(label);
  const rawScore = scoresOf([movie])[0]!;
  const pieces = piecesOf(movie, features.fields);
  const isSum = strategy.weightOf !== undefined && strategy.biasOf !== undefined;
  if (isSum && features instanceof TfidfFeatures) {
    return { rawScore, ...explainSum({ ...scorer, features }, movie, label, pieces) };
  }
  const ballot = strategy.ballotOf?.(features.transform([movie]), label);
  const words = pieces.filter(({ isWord }) => isWord);
  const losses = occludeWords(movie, words, rawScore, scoresOf);
  const attention = attentionTo(words, scorer, movie);
  return {
    rawScore,
    method: ballot === undefined ? 'occlusion' : 'neighbours',
    bias: scoresOf([{}])[0]!,
    terms: [],
    words: words.map((word, i) => ({
      ...toWord(movie, word, losses[i]!),
      ...(attention && { attention: attention[i]! }),
    })),
    links: [],
    neighbours: ballot === undefined ? [] : neighboursOf(ballot, label),
    vote: ballot === undefined ? null : tallyOf(ballot, rawScore),
  };
}

function explainSum(
  { labels, features, strategy }: Scorer & { readonly features: TfidfFeatures },
  movie: Movie,
  label: number,
  pieces: readonly TextPiece[],
): Omit<ScoreExplanation, 'rawScore'> {
  const terms = traceMovie(features, movie)
    .map((term) => toTerm(term, strategy.weightOf!(term.column, label)))
    .sort((a, b) => Math.abs(b.value) - Math.abs(a.value) || a.feature - b.feature);
  const words = features.fields.flatMap((field) => {
    const own = pieces.filter((piece) => piece.field === field);
    const shares = spreadTerms(
      own,
      terms.filter((term) => term.field === field),
    );
    return own.flatMap((piece, i) =>
      piece.isWord || shares[i] !== 0 ? [toWord(movie, piece, shares[i]!)] : [],
    );
  });
  const links = strategy.linksInto?.(features.transform([movie]), label) ?? [];
  return {
    method: 'additive',
    bias: strategy.biasOf!(label),
    terms,
    words,
    links: links.map(({ label: told, value }) => ({ label: labels.names[told]!, value })),
    neighbours: [],
    vote: null,
  };
}

/**
 * Explains the score of one movie for one label by integrated gradients: as a sum over its words, whatever the strategy
 * makes of their company. Tokens that stand for no text are there from the beginning.
 *
 * @param scorer - a fitted extractor and strategy
 * @param movie - a checked movie, with text in a field that the extractor reads
 * @param label - label number
 * @param steps - how finely the way from a text that says nothing is read
 * @throws GenrekitError `unsupported-model` for a strategy without derivatives by its tokens
 */
export async function integrateScore(
  scorer: Scorer,
  movie: Movie,
  label: number,
  steps: number,
): Promise<ScoreExplanation> {
  const { strategy, features } = scorer;
  const places = features.placesOf?.(movie);
  const row = features.transform([movie]);
  const found = await strategy.attributionsOf?.(row, label, (token) => places?.[token] === undefined, steps);
  if (places === undefined || found === undefined) {
    throw new GenrekitError(
      'unsupported-model',
      `Integrated gradients need a strategy that reads words as vectors, such as attention(); this classifier has ` +
        `${describeValue(strategy.id)}. Leave the option method out.`,
    );
  }
  const pieces = piecesOf(movie, features.fields);
  const values = gatherTokens(pieces, places, found.values);
  const attention = attentionTo(pieces, scorer, movie);
  return {
    rawScore: strategy.scores(row).column(label)[0]!,
    method: 'integratedGradients',
    bias: found.baseline,
    words: pieces.flatMap((piece, i) =>
      piece.isWord || values[i] !== 0
        ? [{ ...toWord(movie, piece, values[i]!), ...(attention && { attention: attention[i]! }) }]
        : [],
    ),
    ...{ terms: [], links: [], neighbours: [], vote: null },
  };
}

/** What a strategy that makes weighted means of tokens looks at; a word has the weights of the tokens in it. */
function attentionTo(
  words: readonly TextPiece[],
  { strategy, features }: Scorer,
  movie: Movie,
): Float64Array | undefined {
  const places = features.placesOf?.(movie);
  const shares = strategy.sharesOf?.(features.transform([movie]));
  return places && shares && gatherTokens(words, places, shares);
}

/** Adds up what tokens have over the words that they stand in. */
function gatherTokens(
  words: readonly TextPiece[],
  places: readonly (TokenPlace | undefined)[],
  values: Float64Array,
): Float64Array {
  const sums = new Float64Array(words.length);
  places.forEach((place, token) => {
    const word = words.findIndex(
      ({ field, start, end }) => field === place?.field && start < place.end && place.start < end,
    );
    if (word >= 0) sums[word]! += values[token]!;
  });
  return sums;
}

function toTerm({ column, value, field, term, occurrences }: TracedTerm, weight: number): ExplainedTerm {
  return { field, term, feature: column, value: value * weight, featureValue: value, weight, occurrences };
}

function toWord(movie: Movie, { field, start, end }: TextPiece, value: number): ExplainedWord {
  return { field, text: movie[field]!.slice(start, end), start, end, value };
}

function neighboursOf({ neighbours, labels, titles }: Ballot, label: number): ExplainedNeighbour[] {
  return Array.from(neighbours.rows, (row, i) => {
    const cell = row * labels.labelCount + label;
    return {
      row,
      title: titles?.[row] || null,
      genres: labels.namesOf(row),
      similarity: neighbours.similarities[i]!,
      weight: neighbours.weights[i]!,
      hasLabel: labels.known?.[cell] === 0 ? null : labels.values[cell] === 1,
    };
  });
}

function tallyOf({ k, having, known, prior }: Ballot, posterior: number): NeighbourTally {
  return { k, having, known, prior, posterior };
}
