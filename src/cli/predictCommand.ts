import type { Command } from 'commander';
import type { GenreClassifier } from '../classifier/GenreClassifier.ts';
import type { GenreScore } from '../classifier/PredictOptions.ts';
import type { GenreUncertainty } from '../classifier/sampleProbabilities.ts';
import { toCsv, toJsonLines } from '../data/writeRows.ts';
import { GenrekitError } from '../errors.ts';
import { checkMovie, type Field, type Movie } from '../text/Movie.ts';
import type { DecoderOptions } from '../thresholds/DecoderOptions.ts';
import type { ThresholdObjective } from '../thresholds/ThresholdOptions.ts';
import {
  type ExplainedPrediction,
  explainGenres,
  explanationColumns,
  explanationRows,
  formatExplanations,
  isColoured,
} from './explain.ts';
import { checkWritable, openModel, pretrainedOption, readTable, writeOutput } from './files.ts';
import { formatTable, oneLine, type Streams } from './Output.ts';
import {
  catalogueFlag,
  fieldsToRead,
  parseDecoder,
  parseFields,
  parseInteger,
  parseObjective,
  parseWhere,
  reportProblems,
} from './options.ts';
import { formatUncertainty, measureUncertainty, uncertaintyColumns, uncertaintyRows } from './uncertainty.ts';

interface PredictFlags {
  readonly title?: string;
  readonly description?: string;
  readonly plot?: string;
  readonly input?: string;
  readonly output?: string;
  readonly model?: string;
  readonly pretrained?: string;
  readonly delta?: string;
  readonly fields?: Field[];
  readonly where?: Record<string, string[]>;
  readonly top?: number;
  readonly objective?: ThresholdObjective;
  readonly decoder?: DecoderOptions;
  readonly catalogue?: string;
  readonly scores?: boolean;
  readonly explain?: boolean;
  readonly uncertainty?: boolean;
  readonly samples: number;
  readonly seed: number;
  readonly json?: boolean;
}

/** One movie with its answer. */
interface Prediction extends ExplainedPrediction {
  readonly scores: readonly GenreScore[];
  /** Empty unless it is asked for. */
  readonly spread: readonly GenreUncertainty[];
}

/** Adds `genrekit predict`. */
export function addPredictCommand(program: Command, streams: Streams): void {
  program
    .command('predict')
    .description('tell the genres of one movie, or of every movie in a table')
    .option('-t, --title <text>', 'the title')
    .option('-d, --description <text>', 'the plot or description')
    .option('--plot <text>', 'the same as --description')
    .option('-i, --input <file>', 'a CSV, TSV or JSON Lines table of movies; - for standard input')
    .option('-o, --output <file>', 'where the answers for --input go; standard output otherwise')
    .option('-m, --model <file>', 'a .genre file; the bundled weights otherwise')
    .addOption(pretrainedOption())
    .option('--delta <file>', 'what genrekit adapt saved for this model')
    .option('--fields <list>', 'look only at these: title, plot or title,plot', parseFields)
    .option('--where <column=value>', 'take only these rows of --input; may be repeated', parseWhere)
    .option('--top <n>', 'show the n most likely genres, whatever their thresholds', parseInteger(1))
    .option('--objective <name>', 'use the thresholds for micro-f1 or macro-f1', parseObjective)
    .option(
      '--decoder <name>',
      'threshold, calibrated, expected-f1, label-set, single or conformal=0.1',
      parseDecoder,
    )
    .option(...catalogueFlag)
    .option('--scores', 'show the probability of every genre')
    .option('--explain', 'show which words speak for each genre, and which against it')
    .option('--uncertainty', 'show how sure each probability is; for models of the strategy attention')
    .option('--samples <n>', 'how many networks --uncertainty asks', parseInteger(1), 30)
    .option('--seed <n>', 'which networks --uncertainty asks', parseInteger(0), 1)
    .option('--json', 'write JSON')
    .action((flags: PredictFlags) => predict(flags, streams));
}

async function predict(flags: PredictFlags, streams: Streams): Promise<void> {
  checkFlags(flags);
  const { input, output } = flags;
  if (output !== undefined) await checkWritable(output);
  const classifier = await openModel(flags);
  const { fields: used } = await classifier.inspect({ wordCount: 0 });
  const fields = fieldsToRead(used, flags.fields);
  if (input === undefined) {
    const movie = { title: flags.title, plot: flags.description ?? flags.plot };
    checkMovie(movie, 'the movie', fields);
    return writeOne((await answer(classifier, [movie], fields, flags))[0]!, flags, streams);
  }
  const table = await readTable(input, streams, {
    genreRequired: false,
    fields,
    ...(flags.where && { where: flags.where }),
  });
  reportProblems(streams, input, table);
  const predictions = await answer(classifier, table.movies, fields, flags);
  if (output === undefined && flags.explain && !flags.json && isColoured(streams)) {
    streams.stdout.write(predictions.map(showOne).join('\n'));
    return;
  }
  const text = formatAll(predictions, flags);
  if (output === undefined) streams.stdout.write(text);
  else await writeOutput(output, text);
}

/** Refuses flags of which one would be passed over in silence. */
function checkFlags(flags: PredictFlags): void {
  const { title, description, plot, input, output, where, top, decoder, objective } = flags;
  const isSingle = title !== undefined || description !== undefined || plot !== undefined;
  if (description !== undefined && plot !== undefined) {
    throw clash('--description and --plot mean the same; give one of them.');
  }
  if (isSingle && input !== undefined) {
    throw clash(
      '--input asks for a table and --title or --description for one movie; give one or the other.',
    );
  }
  if (!isSingle && input === undefined) {
    throw clash('There is nothing to predict; give --title, --description or both, or a table with --input.');
  }
  if (isSingle && output !== undefined) {
    throw clash('--output belongs to --input; the answer for one movie goes to standard output.');
  }
  if (isSingle && where !== undefined) throw clash('--where belongs to --input; one movie has no columns.');
  if (flags.explain && flags.scores && !isJsonAsked(flags)) {
    throw clash('--explain shows words and --scores every genre; give one of them, or --json for both.');
  }
  if (flags.uncertainty && (flags.scores || flags.explain) && !isJsonAsked(flags)) {
    throw clash(
      '--uncertainty shows every genre with its spread; drop --scores and --explain, or add --json for all of them.',
    );
  }
  if (top !== undefined && (decoder !== undefined || objective !== undefined)) {
    throw clash(
      '--top shows as many genres as it says, so --decoder and --objective have no say; drop one of them.',
    );
  }
}

function clash(message: string): GenrekitError {
  return new GenrekitError('invalid-option', message);
}

async function answer(
  classifier: GenreClassifier,
  movies: readonly Movie[],
  fields: readonly Field[],
  flags: PredictFlags,
): Promise<Prediction[]> {
  const seen = movies.map((movie) => ({
    title: fields.includes('title') ? movie.title : undefined,
    plot: fields.includes('plot') ? movie.plot : undefined,
    catalogue: flags.catalogue === undefined ? movie.catalogue : undefined,
  }));
  const decoder: DecoderOptions | undefined =
    flags.top === undefined
      ? flags.decoder
      : { kind: 'topK', k: Math.min(flags.top, classifier.labels.length) };
  const { catalogue } = flags;
  const options = { decoder, objective: flags.objective, catalogue };
  const genres = classifier.predictAll(seen, options);
  const scores = classifier.predictProbaAll(seen, { catalogue });
  const { samples, seed } = flags;
  const spreads = flags.uncertainty ? await measureUncertainty(classifier, seen, { samples, seed }) : [];
  const predictions: Prediction[] = [];
  for (const [row, movie] of movies.entries()) {
    const own = genres[row]!;
    const explanations = flags.explain ? await explainGenres(classifier, seen[row]!, own, options) : [];
    const spread = spreads[row] ?? [];
    predictions.push({ movie, seen: seen[row]!, genres: own, scores: scores[row]!, spread, explanations });
  }
  return predictions;
}

function writeOne(prediction: Prediction, flags: PredictFlags, streams: Streams): void {
  const { movie, genres, scores, spread, explanations } = prediction;
  const shown = flags.scores ? scores : scores.filter(({ label }) => genres.includes(label));
  if (flags.json) {
    const { title, plot } = movie;
    const object = {
      ...{ title, plot, genres, scores: shown },
      ...(flags.uncertainty && { uncertainty: spread }),
      ...(flags.explain && { explanations }),
    };
    streams.stdout.write(`${JSON.stringify(object)}\n`);
    return;
  }
  if (flags.uncertainty) {
    streams.stdout.write(formatUncertainty(spread, genres));
    return;
  }
  if (flags.scores) {
    const rows = shown.map(({ label, score }) => [
      label,
      score.toFixed(3),
      '█'.repeat(Math.round(score * 30)),
      genres.includes(label) ? '✓' : '',
    ]);
    const table = formatTable(
      ['genre', 'probability', ''.padEnd(30), ''],
      rows.map(([label, score, bar, mark]) => [label!, score!, bar!.padEnd(30), mark!]),
    );
    streams.stdout.write(table);
    return;
  }
  streams.stdout.write(genres.length === 0 ? 'no genre is likely enough\n' : `${genres.join(', ')}\n`);
  streams.stdout.write(formatExplanations(prediction, isColoured(streams)));
}

/** A movie of many, for people. */
function showOne(prediction: Prediction): string {
  const { movie, genres } = prediction;
  const name = oneLine(movie.title ?? movie.plot!.slice(0, 60));
  const found = genres.length === 0 ? 'no genre is likely enough' : genres.join(', ');
  return `${name}: ${found}\n${formatExplanations(prediction, true)}`;
}

function isJsonAsked({ json, output = '' }: PredictFlags): boolean {
  return json ?? /\.(jsonl|ndjson|json)$/i.test(output);
}

function formatAll(predictions: readonly Prediction[], flags: PredictFlags): string {
  if (isJsonAsked(flags)) {
    return toJsonLines(
      predictions.map(({ movie, genres, scores, spread, explanations }) => ({
        title: movie.title,
        plot: movie.plot,
        genres,
        ...(flags.scores && {
          scores: Object.fromEntries(scores.map(({ label, score }) => [label, round(score)])),
        }),
        ...(flags.uncertainty && { uncertainty: spread }),
        ...(flags.explain && { explanations }),
      })),
    );
  }
  const isTabbed = /\.(tsv|tab)$/i.test(flags.output ?? '');
  if (flags.uncertainty) {
    const movies = predictions.map(({ movie }) => movie);
    const rows = uncertaintyRows(
      movies,
      predictions.map(({ spread }) => spread),
    );
    return toCsv(rows, { columns: uncertaintyColumns, delimiter: isTabbed ? '\t' : ',' });
  }
  if (flags.explain) {
    return toCsv(explanationRows(predictions), {
      columns: explanationColumns,
      delimiter: isTabbed ? '\t' : ',',
    });
  }
  return toCsv(
    predictions.map(({ movie, genres, scores }) => ({
      title: movie.title,
      plot: movie.plot,
      genres,
      ...(flags.scores &&
        Object.fromEntries([...scores].sort(byLabel).map(({ label, score }) => [label, round(score)]))),
    })),
    { delimiter: isTabbed ? '\t' : ',' },
  );
}

function byLabel(a: GenreScore, b: GenreScore): number {
  return a.label < b.label ? -1 : 1;
}

/** Six digits tell more than the calibration can promise. */
function round(score: number): number {
  return Number(score.toFixed(6));
}
