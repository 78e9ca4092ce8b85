import { createHash } from 'node:crypto';
import type { Command } from 'commander';
import type { CalibrationRows, ClassifierOptions } from '../classifier/ClassifierOptions.ts';
import { GenreClassifier } from '../classifier/GenreClassifier.ts';
import type { TrainingSummary } from '../classifier/TrainingSummary.ts';
import { GenrekitError } from '../errors.ts';
import { createWorkerPool } from '../node/WorkerPool.ts';
import { checkChoice } from '../options.ts';
import type { Field, LabelledMovie } from '../text/Movie.ts';
import type { DecoderOptions } from '../thresholds/DecoderOptions.ts';
import type { ThresholdObjective } from '../thresholds/ThresholdOptions.ts';
import { readCheckpointFile, writeCheckpointFile } from './checkpointFile.ts';
import { appendLine, checkWritable, readTable, readText, writeOutput } from './files.ts';
import { formatScore, formatTable, qualityTitle, type Streams } from './Output.ts';
import {
  parseCalibrationRows,
  parseDecoder,
  parseFields,
  parseInteger,
  parseObjective,
  parsePositive,
  parseWhere,
  reportProblems,
} from './options.ts';
import { ProgressReporter } from './ProgressReporter.ts';
import { addStrategyOptions, type StrategyFlags, strategyOf } from './strategyFlags.ts';

interface TrainFlags extends StrategyFlags {
  readonly out: string;
  readonly objective?: ThresholdObjective;
  readonly minimum?: number;
  readonly decoder?: DecoderOptions;
  readonly calibration: string;
  readonly joint: boolean;
  readonly style: boolean;
  readonly calibrateOn?: CalibrationRows;
  readonly where?: Record<string, string[]>;
  readonly fields?: Field[];
  readonly labelSpaces?: string;
  readonly canonical: boolean;
  readonly weights: string;
  readonly folds: number;
  readonly seed: number;
  readonly workers: number;
  readonly log?: string;
  readonly json?: boolean;
}

/** Adds `genrekit train`. */
export function addTrainCommand(program: Command, streams: Streams): void {
  const command = program
    .command('train')
    .description('fit a classifier on tables of movies whose genres are known')
    .argument('<data...>', 'CSV, TSV or JSON Lines tables, plain or gzipped; - for standard input')
    .requiredOption('-o, --out <file>', 'where the model goes');
  addStrategyOptions(command)
    .option(
      '--objective <name>',
      'what thresholds are tuned for: micro-f1, macro-f1, precision, recall, ...',
      parseObjective,
    )
    .option('--minimum <number>', 'the least precision or recall, for those objectives', parsePositive)
    .option(
      '--decoder <name>',
      'threshold, calibrated, expected-f1, label-set, single or conformal=0.1',
      parseDecoder,
    )
    .option('--calibration <name>', 'platt, isotonic, auto or none', 'platt')
    .option('--style', 'let how a text is written move the scores of its genres', false)
    .option('--joint', 'fit the probabilities of the genres of a movie to each other', false)
    .option(
      '--calibrate-on <rows>',
      'folds, or held-out=0.1: a share kept from a single fit, as attention does unless told otherwise',
      parseCalibrationRows,
    )
    .option(
      '--where <column=value>',
      'take only these rows, such as split=train; may be repeated',
      parseWhere,
    )
    .option('--fields <list>', 'look only at these: title, plot or title,plot', parseFields)
    .option(
      '--label-spaces <file>',
      'JSON that tells for each value of the column space which genres it can show',
    )
    .option('--no-canonical', 'keep the spelling of genres as it is in the tables')
    .option('--weights <precision>', 'float32, float16 or int8; int4 for attention', 'float32')
    .option('--folds <n>', 'folds for out-of-fold scores', parseInteger(2), 5)
    .option('--seed <n>', 'seed of everything random', parseInteger(0), 1)
    .option('--workers <n>', 'worker threads', parseInteger(1), 1)
    .option('--log <file>', 'append one JSON line about this run')
    .option('--json', 'write the report as JSON')
    .action((data: string[], flags: TrainFlags) => train(data, flags, streams));
}

async function train(data: readonly string[], flags: TrainFlags, streams: Streams): Promise<void> {
  const classifier = new GenreClassifier(optionsOf(flags));
  const weights = checkChoice('--weights', flags.weights, ['float32', 'float16', 'int8', 'int4']);
  const { checkpoint } = flags;
  for (const path of [flags.out, flags.log, checkpoint]) if (path !== undefined) await checkWritable(path);
  const started = performance.now();
  const { movies, sources } = await readAll(data, flags, streams);
  const resumeFrom = checkpoint === undefined ? undefined : readCheckpointFile(checkpoint);
  const progress = new ProgressReporter(streams);
  const pool = flags.workers > 1 ? createWorkerPool({ size: flags.workers }) : undefined;
  try {
    await classifier.fit(movies, {
      ...{ onProgress: progress.report, trainer: pool, resumeFrom },
      ...(checkpoint && { onCheckpoint: (state) => writeCheckpointFile(checkpoint, state) }),
    });
  } finally {
    progress.stop();
    await pool?.close();
  }
  const bytes = await classifier.toBytes({ weights });
  await writeOutput(flags.out, bytes);
  const seconds = (performance.now() - started) / 1000;
  const { training, epochs } = await classifier.inspect({ wordCount: 0 });
  const run = {
    time: new Date().toISOString(),
    data: sources,
    settings: {
      ...flags,
      ...('learner' in classifier.options.strategy && { learner: flags.learner ?? 'svm' }),
      decoder: flags.decoder?.kind,
    },
    model: { path: flags.out, bytes: bytes.length },
    ...training,
    ...(epochs.length > 0 && { epochs }),
    seconds: Number(seconds.toFixed(2)),
  };
  if (flags.log !== undefined) await appendLine(flags.log, JSON.stringify(run));
  streams.stdout.write(
    flags.json
      ? `${JSON.stringify(run)}\n`
      : describe(training, classifier, flags.out, bytes.length, seconds),
  );
}

function optionsOf(flags: TrainFlags): ClassifierOptions {
  const { objective, minimum } = flags;
  return {
    strategy: strategyOf(flags),
    calibration: { method: flags.calibration as 'platt', isJoint: flags.joint, hasStyle: flags.style },
    foldCount: flags.folds,
    ...(flags.calibrateOn && { calibrateOn: flags.calibrateOn }),
    seed: flags.seed,
    thresholds: { ...(objective && { objective }), ...(minimum !== undefined && { minimum }) },
    ...(flags.decoder && { decoder: flags.decoder }),
    ...(flags.fields && { fields: flags.fields }),
  };
}

/** A table that was read, and the checksum of its bytes. */
interface Source {
  readonly path: string;
  readonly sha256: string;
}

async function readAll(
  data: readonly string[],
  flags: TrainFlags,
  streams: Streams,
): Promise<{ movies: LabelledMovie[]; sources: Source[] }> {
  const labelSpaces = flags.labelSpaces === undefined ? undefined : await readLabelSpaces(flags.labelSpaces);
  const movies: LabelledMovie[] = [];
  const sources: Source[] = [];
  for (const path of data) {
    const hash = createHash('sha256');
    const options = {
      canonicalGenres: flags.canonical,
      ...(flags.where && { where: flags.where }),
      ...(flags.fields && { fields: flags.fields }),
      ...(labelSpaces && { labelSpaces }),
    };
    const table = await readTable(path, streams, options, hash);
    reportProblems(streams, path, table);
    for (const movie of table.movies) movies.push(movie);
    sources.push({ path, sha256: hash.digest('hex') });
  }
  return { movies, sources };
}

/** The spaces may lie beside other things, under the key `labelSpaces`. What they hold is checked by the reader. */
async function readLabelSpaces(path: string): Promise<Record<string, string[]>> {
  const text = await readText(path);
  try {
    const parsed = JSON.parse(text);
    const spaces = parsed.labelSpaces ?? parsed;
    if (typeof spaces === 'object' && !Array.isArray(spaces)) return spaces;
  } catch {
    // Reported below, like JSON of another kind.
  }
  throw new GenrekitError(
    'invalid-data',
    `'${path}' must be JSON that maps each space to a list of genres, such as { "imdb": ["Drama", "War"] }.`,
  );
}

function describe(
  training: TrainingSummary,
  classifier: GenreClassifier,
  path: string,
  byteCount: number,
  seconds: number,
): string {
  const quality = Object.entries(training.outOfFold).map(([shape, value]) => [
    shape,
    String(value.sampleCount),
    ...[value.microF1, value.macroF1, value.lrap, value.ece].map(formatScore),
  ]);
  return [
    `Fitted ${training.sampleCount} movies, ${classifier.labels.length} genres, ${training.featureCount} features in ${seconds.toFixed(1)} s.\n`,
    `${qualityTitle(training)}, by what a movie is given with:\n`,
    formatTable(['given', 'movies', 'micro-F1', 'macro-F1', 'LRAP', 'ECE'], quality),
    `Saved ${path} (${(byteCount / 1000).toFixed(0)} kB).\n`,
  ].join('');
}
