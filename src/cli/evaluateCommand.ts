import type { Command } from 'commander';
import type { EvaluationReport } from '../classifier/evaluateModel.ts';
import { addJudgingOptions, type JudgingFlags, readJudged } from './judging.ts';
import { formatScore, formatTable, oneLine, type Streams } from './Output.ts';

interface EvaluateFlags extends JudgingFlags {
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
  const command = program
    .command('evaluate')
    .description('judge a model on tables of movies whose genres are known');
  addJudgingOptions(command)
    .option('--json', 'write JSON')
    .action((data: string[], flags: EvaluateFlags) => evaluate(data, flags, streams));
}

async function evaluate(data: readonly string[], flags: EvaluateFlags, streams: Streams): Promise<void> {
  const { classifier, fields, movies } = await readJudged(data, flags, streams);
  const { labels, objective, decoder, catalogue } = flags;
  const report = await classifier.evaluate(movies, { fields, labels, objective, decoder, catalogue });
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
