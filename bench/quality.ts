// Quality on published splits, beside the results published for them:
//   npm run bench:quality -- --data DIR [--write]
// DIR (or GENREKIT_DATA) holds tables NAME.csv or NAME.csv.gz with the columns split (train, test), title, plot, genres.
// Everything is fitted on the train rows; test rows are only judged.
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  type DecoderOptions,
  type Field,
  GenreClassifier,
  type LabelledMovie,
  type ThresholdObjective,
} from 'genrekit';
import { readMovies } from 'genrekit/data';
import {
  bootstrapInterval,
  fScoreTerms,
  hammingLossTerms,
  LabelMatrix,
  LabelSet,
  labelRankingAveragePrecisionTerms,
  ScoreMatrix,
  subsetAccuracyTerms,
} from 'genrekit/metrics';
import { constantPrediction } from './constantPrediction.ts';
import { PUBLISHED } from './published.ts';
import { describeMachine, markdownTable, writeResults } from './report.ts';

const { values: args } = parseArgs({
  options: { data: { type: 'string' }, only: { type: 'string' }, write: { type: 'boolean', default: false } },
});
const folder = args.data ?? process.env.GENREKIT_DATA;
if (folder === undefined || !existsSync(folder)) {
  console.error('Name the folder of the data: npm run bench:quality -- --data DIR (or set GENREKIT_DATA).');
  process.exit(2);
}

const INPUTS: readonly (readonly [string, readonly Field[]])[] = [
  ['title', ['title']],
  ['plot', ['plot']],
  ['title+plot', ['title', 'plot']],
];
interface Way {
  readonly name: string;
  readonly objective: ThresholdObjective;
  readonly decoder: DecoderOptions;
}

const WAYS: readonly Way[] = [
  { name: 'thresholds for micro-F1', objective: 'microF1', decoder: { kind: 'threshold', atLeast: 1 } },
  { name: 'thresholds for macro-F1', objective: 'macroF1', decoder: { kind: 'threshold', atLeast: 1 } },
  { name: 'label set', objective: 'microF1', decoder: { kind: 'labelSet' } },
  { name: 'calibrated 0.5', objective: 'microF1', decoder: { kind: 'calibrated' } },
];
/** For tables whose movies have one genre each: subset accuracy is then plain accuracy. */
const SINGLE: readonly Way[] = [
  { name: 'single label', objective: 'macroF1', decoder: { kind: 'singleLabel' } },
];
const HEADER = ['input', 'system', 'micro-F1', 'macro-F1', 'subset accuracy', 'Hamming loss', 'LRAP'];

const sections: string[] = [];
for (const file of readdirSync(folder).sort()) {
  const name = file.replace(/\.csv(\.gz)?$/, '');
  if (name === file || !(name in PUBLISHED) || (args.only !== undefined && args.only !== name)) continue;
  sections.push(`### ${name}\n\n${await judge(name, join(folder, file))}`);
  console.log(sections.at(-1));
}
if (args.write) writeResults('quality', `${describeMachine()}\n\n${sections.join('\n\n')}`);

async function judge(name: string, path: string): Promise<string> {
  const read = async (split: string) =>
    (
      await readMovies(createReadStream(path), {
        name: path,
        where: { split },
        canonicalGenres: false,
        genreRequired: false,
      })
    ).movies;
  const [train, test] = [await read('train'), await read('test')];
  const rows: string[][] = [];
  for (const [input, fields] of INPUTS) {
    for (const result of PUBLISHED[name]!.filter((published) => published.input === input)) {
      const { system, microF1, macroF1, subsetAccuracy, hammingLoss } = result;
      rows.push([
        input,
        `${system} (published)`,
        ...[microF1, macroF1, subsetAccuracy, hammingLoss, undefined].map(show),
      ]);
    }
    const classifier = await new GenreClassifier({ fields }).fit(train);
    const ways = train.every(({ genres }) => genres.length === 1) ? SINGLE : WAYS;
    rows.push(...judgeWays(classifier, test, fields, ways).map((row) => [input, ...row]));
  }
  rows.push(['none', 'constant: the best fixed label set', ...constantRow(train, test)]);
  const truth = truthOf(test, new LabelSet(labelsOf(train)));
  return `${train.length} train rows, ${test.length} test rows, ${truth.labelCount} genres\n\n${markdownTable(HEADER, rows)}`;
}

function judgeWays(
  classifier: GenreClassifier,
  test: readonly LabelledMovie[],
  fields: readonly Field[],
  ways: readonly Way[],
): string[][] {
  const labels = new LabelSet(classifier.labels);
  const truth = truthOf(test, labels);
  const given = test.map((movie) => ({
    title: fields.includes('title') ? movie.title : undefined,
    plot: fields.includes('plot') ? movie.plot : undefined,
  }));
  const scores = ScoreMatrix.fromRows(
    classifier.predictProbaAll(given).map((genres) => {
      const row = new Float64Array(labels.size);
      for (const { label, score } of genres) row[labels.indexOf(label)] = score;
      return row;
    }),
    labels,
  );
  const lrap = bootstrapInterval(truth, scores, labelRankingAveragePrecisionTerms);
  return ways.map(({ name, objective, decoder }) => {
    const predicted = LabelMatrix.fromNames(classifier.predictAll(given, { objective, decoder }), labels);
    const intervals = [
      bootstrapInterval(truth, predicted, (t, p) => fScoreTerms(t, p, { average: 'micro' })),
      bootstrapInterval(truth, predicted, (t, p) => fScoreTerms(t, p, { average: 'macro' })),
      bootstrapInterval(truth, predicted, subsetAccuracyTerms),
      bootstrapInterval(truth, predicted, hammingLossTerms),
      lrap,
    ];
    const cells = intervals.map(
      ({ estimate, lower, upper }) => `${show(estimate)} (${show(lower)}–${show(upper)})`,
    );
    return [`genrekit, ${name}`, ...cells];
  });
}

function constantRow(train: readonly LabelledMovie[], test: readonly LabelledMovie[]): string[] {
  const labels = new LabelSet(labelsOf(train));
  const { microF1, macroF1, subsetAccuracy, hammingLoss } = constantPrediction(
    truthOf(train, labels),
    truthOf(test, labels),
  );
  return [microF1, macroF1, subsetAccuracy, hammingLoss, undefined].map(show);
}

function labelsOf(movies: readonly LabelledMovie[]): readonly string[] {
  return LabelSet.collect(movies.map(({ genres }) => genres)).names;
}

function truthOf(movies: readonly LabelledMovie[], labels: LabelSet): LabelMatrix {
  return LabelMatrix.fromNames(
    movies.map(({ genres }) => genres.filter((genre) => labels.find(genre) >= 0)),
    labels,
  );
}

function show(value: number | undefined): string {
  return value === undefined ? '–' : value.toFixed(4);
}
