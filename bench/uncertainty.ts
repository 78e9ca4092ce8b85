// Whether the encoder knows what it does not know: how well the entropy of Monte Carlo dropout ranks wrong answers, and
// whether sets of genres keep their word.
//   npm run bench:uncertainty -- --data DIR [--judge test|valid] [--samples 30] [--write]
// DIR (or GENREKIT_DATA) holds imdb-9k.csv.gz with the columns split (train, test), title, plot, genres. An encoder is
// fitted on the train rows and judged on the test rows; with --judge valid, every fifth train row is judged instead.
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { GenreClassifier, type GenreUncertainty, type LabelledMovie, type Movie } from 'genrekit';
import { attention } from 'genrekit/attention';
import { readMovies } from 'genrekit/data';
import { describeMachine, markdownTable, writeResults } from './report.ts';

const { values: args } = parseArgs({
  options: {
    data: { type: 'string' },
    judge: { type: 'string', default: 'test' },
    samples: { type: 'string', default: '30' },
    write: { type: 'boolean', default: false },
  },
});
const folder = args.data ?? process.env.GENREKIT_DATA;
const path = folder === undefined ? '' : join(folder, 'imdb-9k.csv.gz');
if (!existsSync(path)) {
  console.error(
    'Name the folder that holds imdb-9k.csv.gz: npm run bench:uncertainty -- --data DIR (or set GENREKIT_DATA).',
  );
  process.exit(2);
}

const read = async (split: string) =>
  (await readMovies(createReadStream(path), { where: { split: [split] } })).movies;
const train = await read('train');
const isTest = args.judge === 'test';
const learned = isTest ? train : train.filter((_, row) => row % 5 !== 0);
const judged = isTest ? await read('test') : train.filter((_, row) => row % 5 === 0);
const started = performance.now();
const classifier = await new GenreClassifier({
  strategy: attention({ training: { titleDropout: 0.2, plotDropout: 0.1 } }),
}).fit(learned);
const seconds = (performance.now() - started) / 1000;

const samples = Number(args.samples);
const shapes: readonly [string, (movie: LabelledMovie) => Movie][] = [
  ['title+plot', ({ title, plot }) => ({ title, plot })],
  ['plot', ({ plot }) => ({ plot })],
  ['title', ({ title }) => ({ title })],
];
const ranking: string[][] = [];
const sets: string[][] = [];
for (const [shape, cut] of shapes) {
  const given = judged.map(cut);
  const answers = classifier.predictAll(given);
  const isWrong = answers.map((genres, row) => !isSame(genres, judged[row]!.genres));
  const spreads: GenreUncertainty[][] = [];
  for (const movie of given) spreads.push(await classifier.predictWithUncertainty(movie, { samples }));
  const plain = classifier
    .predictProbaAll(given)
    .map((genres) => sum(genres.map(({ score }) => entropy(score))));
  const total = (of: 'entropy' | 'mutualInformation' | 'standardDeviation') =>
    spreads.map((genres) => sum(genres.map((genre) => genre[of])));
  const fields = shape.split('+') as ('title' | 'plot')[];
  const { metrics } = await classifier.evaluate(judged, { fields });
  ranking.push([
    shape,
    metrics.microF1!.toFixed(4),
    (isWrong.filter(Boolean).length / judged.length).toFixed(3),
    ...[total('entropy'), total('mutualInformation'), total('standardDeviation'), plain].map((scores) =>
      areaUnderRoc(scores, isWrong).toFixed(3),
    ),
  ]);
  for (const missRate of [0.1, 0.2]) {
    const found = classifier.predictSetAll(given, { missRate });
    const missed = judged.map(
      ({ genres }, row) => genres.filter((genre) => !found[row]!.includes(genre)).length / genres.length,
    );
    sets.push([
      shape,
      missRate.toFixed(1),
      mean(missed).toFixed(4),
      mean(found.map((set) => set.length)).toFixed(2),
    ]);
  }
}
const note =
  `An encoder with the defaults of attention(), but titleDropout 0.2 and plotDropout 0.1, fitted on the ${learned.length} train ` +
  `rows of imdb-9k in ${seconds.toFixed(0)} s, a tenth of them held out to calibrate on; judged on its ${judged.length} ` +
  `${args.judge} rows, ${samples} networks a movie. Area under ROC: how well a measure ranks movies with a wrong set of genres ` +
  'above those with the right one; measures of a movie are the sums over its genres. Sets: calibrated on the same tenth.';
const rankingTable = markdownTable(
  [
    ...['given', 'micro-F1', 'wrong sets', 'ROC: entropy of the mean', 'ROC: mutual information'],
    ...['ROC: standard deviation', 'ROC: entropy without dropout'],
  ],
  ranking,
);
const setTable = markdownTable(['given', 'asked miss rate', 'miss rate', 'genres in a set'], sets);
console.log(`${note}\n\n${rankingTable}\n\n${setTable}`);
if (args.write)
  writeResults('uncertainty', `${describeMachine()}\n\n${note}\n\n${rankingTable}\n\n${setTable}`);

function isSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((genre) => b.includes(genre));
}

/** The chance that a wrong answer scores above a right one, ties counting half. */
function areaUnderRoc(scores: readonly number[], isPositive: readonly boolean[]): number {
  const [positives, negatives] = [true, false].map((side) =>
    scores.filter((_, row) => isPositive[row] === side),
  );
  let wins = 0;
  for (const one of positives!)
    for (const other of negatives!) wins += one > other ? 1 : one === other ? 0.5 : 0;
  return wins / (positives!.length * negatives!.length);
}

function entropy(p: number): number {
  return p <= 0 || p >= 1 ? 0 : -p * Math.log(p) - (1 - p) * Math.log(1 - p);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
