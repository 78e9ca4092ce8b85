import type { GenreClassifier } from '../classifier/GenreClassifier.ts';
import type { PredictOptions } from '../classifier/PredictOptions.ts';
import type { OutputRow } from '../data/writeRows.ts';
import type { ExplainedWord, Explanation } from '../explanations/Explanation.ts';
import { FIELDS, type Movie } from '../text/Movie.ts';
import { formatTable, type Streams } from './Output.ts';

/** Words that count for less than this part of the strongest one are not coloured. */
const FAINT = 0.05;

/** From this part of the strongest word up, words are bold. */
const STRONG = 0.5;

/** How many neighbours are shown. */
const NEIGHBOUR_COUNT = 5;

/** A movie, its genres, and why it has each of them. */
export interface ExplainedPrediction {
  readonly movie: Movie;
  /** The movie without the fields that are not to be read. */
  readonly seen: Movie;
  readonly genres: readonly string[];
  readonly explanations: readonly Explanation[];
}

/**
 * @param classifier - explains
 * @param movie - a movie, without the fields that are not to be read
 * @param genres - those to explain
 * @param options - how the movie was decided
 * @returns one explanation a genre
 */
export async function explainGenres(
  classifier: GenreClassifier,
  movie: Movie,
  genres: readonly string[],
  options: PredictOptions,
): Promise<Explanation[]> {
  const explanations: Explanation[] = [];
  for (const genre of genres) explanations.push(await classifier.explain(movie, genre, options));
  return explanations;
}

/** Whether a person reads the output, and has not asked for plain text (`NO_COLOR`, https://no-color.org). */
export function isColoured({ stdout }: Streams): boolean {
  return stdout.isTTY === true && !process.env.NO_COLOR;
}

/**
 * Shows why a movie has its genres: its texts with words in colour, or tables of words.
 *
 * @param prediction - a movie with explanations
 * @param hasColour - whether to colour words: green speaks for the genre, red against it
 * @returns lines that end with a line break
 */
export function formatExplanations({ seen, explanations }: ExplainedPrediction, hasColour: boolean): string {
  return explanations
    .map((explanation) => {
      const { label, score, threshold, words } = explanation;
      const limit = threshold === null ? '' : `, given from ${threshold.toFixed(3)}`;
      const shown = hasColour ? colourTexts(seen, words) : tabulateWords(words);
      return `\n${label}  ${score.toFixed(3)}${limit}\n${shown}${describeRest(explanation)}`;
    })
    .join('');
}

/** The columns of {@link explanationRows}. */
export const explanationColumns = [
  'movie',
  'title',
  'genre',
  'probability',
  'field',
  'word',
  'start',
  'end',
  'value',
] as const;

/**
 * Explanations as a table with a row for each word that has a value.
 *
 * @param predictions - movies with explanations
 * @returns rows to write as CSV
 */
export function explanationRows(predictions: readonly ExplainedPrediction[]): OutputRow[] {
  return predictions.flatMap(({ movie, explanations }, index) =>
    explanations.flatMap(({ label, score, words }) =>
      strongestFirst(words).map(({ field, text, start, end, value }) => ({
        movie: index + 1,
        title: movie.title,
        genre: label,
        probability: Number(score.toFixed(6)),
        field,
        word: text,
        start,
        end,
        value: Number(value.toFixed(6)),
      })),
    ),
  );
}

function colourTexts(movie: Movie, words: readonly ExplainedWord[]): string {
  const strongest = Math.max(...words.map(({ value }) => Math.abs(value)));
  const lines = FIELDS.map((field) => {
    const text = movie[field];
    const own = words.filter((word) => word.field === field);
    if (typeof text !== 'string' || own.length === 0) return '';
    let line = '';
    let position = 0;
    for (const { start, end, value } of own) {
      const strength = strongest === 0 ? 0 : Math.abs(value) / strongest;
      line += printable(text.slice(position, start)) + coloured(text.slice(start, end), value, strength);
      position = end;
    }
    return `${field.padEnd(5)}  ${line}${printable(text.slice(position))}\n`;
  });
  return lines.join('');
}

function coloured(text: string, value: number, strength: number): string {
  if (strength < FAINT) return printable(text);
  return `\x1b[${strength < STRONG ? '' : '1;'}${value > 0 ? 32 : 31}m${printable(text)}\x1b[0m`;
}

function tabulateWords(words: readonly ExplainedWord[]): string {
  const rows = strongestFirst(words).map(({ text, field, value }) => [printable(text), field, signed(value)]);
  return rows.length === 0 ? 'no word tells anything\n' : formatTable(['word', 'field', 'value'], rows);
}

/** What else took part in a score: the beginning of its sum, earlier genres, or neighbours. */
function describeRest(explanation: Explanation): string {
  const { style } = explanation;
  return `${describeSource(explanation)}${style === 0 ? '' : `the way it is written: ${signed(style)}\n`}`;
}

function describeSource({ method, bias, words, links, rawScore, neighbours, vote }: Explanation): string {
  if (method === 'additive') {
    const parts = [`start ${signed(bias)}`, `words ${signed(sum(words))}`];
    if (links.length > 0) parts.push(`other genres ${signed(sum(links))}`);
    return `score ${signed(rawScore)} = ${parts.join(', ')}\n`;
  }
  if (vote === null) return `score ${signed(rawScore)}; each word: what the score loses without it\n`;
  const rows = neighbours
    .slice(0, NEIGHBOUR_COUNT)
    .map(({ row, title, genres, similarity, hasLabel }) => [
      printable(title ?? `movie ${row}`),
      similarity.toFixed(3),
      hasLabel === null ? '?' : hasLabel ? 'yes' : 'no',
      printable(genres.join('|')),
    ]);
  const table = formatTable(['neighbour', 'similarity', 'has it', 'genres'], rows);
  const share = vote.known === 0 ? 'no neighbour votes' : `${percent(vote.having / vote.known)} of the votes`;
  return (
    `score ${signed(rawScore)}; each word: what the score loses without it\n${table}` +
    `${neighbours.length} neighbours: ${share}; of all movies ${percent(vote.prior)} have it\n`
  );
}

function strongestFirst(words: readonly ExplainedWord[]): ExplainedWord[] {
  return words.filter(({ value }) => value !== 0).sort((a, b) => Math.abs(b.value) - Math.abs(a.value));
}

function sum(list: readonly { readonly value: number }[]): number {
  return list.reduce((total, { value }) => total + value, 0);
}

function percent(share: number): string {
  return `${(100 * share).toFixed(0)} %`;
}

function signed(value: number): string {
  return `${value < 0 ? '' : '+'}${value.toFixed(3)}`;
}

/** Text of a movie must not move the cursor of a terminal, or end the line. */
function printable(text: string): string {
  return text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
}
