import type { Command } from 'commander';
import type { EvaluationReport } from '../classifier/evaluateModel.ts';
import type { Field, LabelledMovie } from '../text/Movie.ts';
import type { DecoderOptions } from '../thresholds/DecoderOptions.ts';
import type { ThresholdObjective } from '../thresholds/ThresholdOptions.ts';
import { openModel, readTable } from './files.ts';
import { formatScore, formatTable, oneLine, type Streams } from './Output.ts';
import {
  fieldsToRead,
  parseDecoder,
  parseFields,
  parseList,
  parseObjective,
  parseWhere,
  reportProblems,
} from './options.ts';

interface EvaluateFlags {
  readonly model?: string;
  readonly where?: Record<string, string[]>;
  readonly fields?: Field[];
  readonly labels?: string[];
  readonly objective?: ThresholdObjective;
  readonly decoder?: DecoderOptions;
  readonly canonical: boolean;
  readonly json?: boolean;
}

/** The metrics that `--json` prints, in this order. */
const METRICS = [
  'microF1',
  'macroF1',
  'microPrecision',
  'microRecall',
  'samplesF1',
  'subsetAccuracy',
  'hammingLoss',
  'elementwiseAccuracy',
  'lrap',
  'coverageError',
  'rankingLoss',
] as const;

/** Adds `genrekit evaluate`. */
export function addEvaluateCommand(program: Command, streams: Streams): void {
  program
    .command('evaluate')
    .description('judge a model on tables of movies whose genres are known')
    .argument('<data...>', 'CSV, TSV or JSON Lines tables, plain or gzipped; - for standard input')
    .option('-m, --model <file>', 'a .genre file; the bundled weights otherwise')
    .option('--where <column=value>', 'take only these rows, such as split=test; may be repeated', parseWhere)
    .option('--fields <list>', 'look only at these: title, plot or title,plot', parseFields)
    .option('--labels <list>', 'judge only these genres, separated by commas', parseList)
    .option('--objective <name>', 'use the thresholds for micro-f1 or macro-f1', parseObjective)
    .option(
      '--decoder <name>',
      'threshold, calibrated, expected-f1, label-set, single or conformal=0.1',
      parseDecoder,
    )
    .option('--no-canonical', 'keep the spelling of genres as it is in the tables')
    .option('--json', 'write JSON')
    .action((data: string[], flags: EvaluateFlags) => evaluate(data, flags, streams));
}

async function evaluate(data: readonly string[], flags: EvaluateFlags, streams: Streams): Promise<void> {
  const classifier = await openModel(flags.model);
  const { fields: used } = await classifier.inspect({ wordCount: 0 });
  const fields = fieldsToRead(used, flags.fields);
  const movies: LabelledMovie[] = [];
  for (const path of data) {
    const table = await readTable(path, streams, {
      canonicalGenres: flags.canonical,
      fields,
      ...(flags.where && { where: flags.where }),
    });
    reportProblems(streams, path, table);
    for (const movie of table.movies) movies.push(movie);
  }
  const { labels, objective, decoder } = flags;
  const report = await classifier.evaluate(movies, { fields, labels, objective, decoder });
  if (report.ignoredLabels.length > 0) {
    streams.stderr.write(`${oneLine(`not judged: ${report.ignoredLabels.join(', ')}`)}\n`);
  }
  streams.stdout.write(flags.json ? `${JSON.stringify(asJson(report))}\n` : asText(report));
}

function asJson(report: EvaluationReport): unknown {
  return {
    samples: report.sampleCount,
    labels: report.labels,
    metrics: Object.fromEntries(METRICS.map((name) => [name, report.metrics[name]])),
    perLabel: report.perLabel.map(
      ({ label, support, precision, recall, f1, averagePrecision, threshold }) => ({
        label,
        support,
        precision,
        recall,
        f1,
        averagePrecision,
        threshold,
      }),
    ),
  };
}

function asText(report: EvaluationReport): string {
  const overall = METRICS.map((name) => [name, formatScore(report.metrics[name])]);
  overall.push(['calibration error', formatScore(report.calibration.expectedCalibrationError)]);
  const genres = report.perLabel.map(
    ({ label, support, precision, recall, f1, averagePrecision, threshold }) => [
      label,
      String(support),
      ...[precision, recall, f1, averagePrecision, threshold].map(formatScore),
    ],
  );
  return [
    `${report.sampleCount} movies, ${report.labels.length} genres\n\n`,
    formatTable(['metric', 'value'], overall),
    '\n',
    formatTable(['genre', 'support', 'precision', 'recall', 'F1', 'AP', 'threshold'], genres),
  ].join('');
}
