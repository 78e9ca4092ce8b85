// Indexes of neighbours side by side: time of a query, memory, and the quality of ML-KNN on them.
//   npm run bench:neighbours -- --data DIR [--dimensions 16,64,256] [--corpus-rows 200000] [--no-quality] [--write]
// DIR (or GENREKIT_DATA) holds tmdb-10k.csv.gz, of which the train rows are used, and for the large table corpus-*.csv.gz
// with label-spaces.json. Quality is out of fold: no test row is looked at. Titles and plots are read.
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { GenreClassifier } from '../src/classifier/GenreClassifier.ts';
import { readMovies } from '../src/data/readMovies.ts';
import { fitTfidfFeatures } from '../src/features/fitTfidfFeatures.ts';
import { fitTruncatedSvd } from '../src/features/fitTruncatedSvd.ts';
import { svdDefaults } from '../src/features/SvdOptions.ts';
import { tfidf } from '../src/features/TfidfFeatures.ts';
import type { CsrMatrix } from '../src/math/CsrMatrix.ts';
import { SeededRandom } from '../src/math/SeededRandom.ts';
import { CosineIndex } from '../src/neighbours/CosineIndex.ts';
import { DenseIndex } from '../src/neighbours/DenseIndex.ts';
import type { NeighbourIndex } from '../src/neighbours/NeighbourIndex.ts';
import { rowDirections } from '../src/neighbours/rowDirections.ts';
import { mlKnn, svdIndex } from '../src/strategies/index.ts';
import type { LabelledMovie } from '../src/text/Movie.ts';
import { KdTreeIndex } from './peers/KdTreeIndex.ts';
import { readCorpus } from './readCorpus.ts';
import { describeMachine, markdownTable, writeResults } from './report.ts';

const { values: args } = parseArgs({
  allowNegative: true,
  options: {
    data: { type: 'string' },
    dimensions: { type: 'string', default: '16,64,256' },
    'corpus-rows': { type: 'string', default: '200000' },
    quality: { type: 'boolean', default: true },
    write: { type: 'boolean', default: false },
  },
});
const folder = args.data ?? process.env.GENREKIT_DATA;
if (folder === undefined || !existsSync(join(folder, 'tmdb-10k.csv.gz'))) {
  console.error(
    'Name the folder of the data: npm run bench:neighbours -- --data DIR (or set GENREKIT_DATA).',
  );
  process.exit(2);
}

/** The default of ML-KNN. */
const COUNT = 80;
const QUERIES = 400;
setFlagsFromString('--expose-gc');
const collectGarbage = runInNewContext('gc') as () => void;

const HEADER = [
  ...['index', 'rows', 'query µs, median', '90 %', 'processor time µs, mean', 'rows visited'],
  ...['MB', 'made in s', 'micro-F1'],
];
const small = await readTable(join(folder, 'tmdb-10k.csv.gz'));
const tables = [markdownTable(HEADER, await judgeSmall(small))];
console.log(tables[0]);
if (existsSync(join(folder, 'label-spaces.json')) && Number(args['corpus-rows']) > 0) {
  tables.push(await judgeLarge(folder, Number(args['corpus-rows'])));
  console.log(tables[1]);
}
if (args.write) writeResults('neighbours', `${describeMachine()}\n\n${tables.join('\n\n')}`);

async function readTable(path: string): Promise<readonly LabelledMovie[]> {
  const asked = { name: path, where: { split: 'train' }, canonicalGenres: false, genreRequired: false };
  return (await readMovies(createReadStream(path), asked)).movies;
}

/** The sparse index, and dense ones at each number of dimensions. */
async function judgeSmall(movies: readonly LabelledMovie[]): Promise<string[][]> {
  const matrix = featuresOf(movies);
  const rows: string[][] = [];
  const sparse = made(() => new CosineIndex(rowDirections(matrix), matrix.columnCount));
  rows.push([
    'inverted index of sparse rows',
    ...measured(sparse, matrix),
    await qualityOf(movies, 'sparse'),
  ]);
  console.error(rows.at(-1)!.join(' | '));
  for (const dimensions of args.dimensions!.split(',').map(Number)) {
    const start = performance.now();
    const { svd } = await fitTruncatedSvd(matrix, { ...svdDefaults, dimensions }, { seed: 1 });
    const table = svd.reduce(matrix);
    const seconds = ((performance.now() - start) / 1000).toFixed(1);
    const all = made(() => new DenseIndex(table));
    const quality = await qualityOf(movies, svdIndex({ dimensions }));
    rows.push([`all rows, ${dimensions} dimensions (SVD ${seconds} s)`, ...measured(all, table), quality]);
    console.error(rows.at(-1)!.join(' | '));
    const tree = made(() => new KdTreeIndex(table));
    requireSame(tree.index, all.index, table);
    rows.push([`k-d tree of ml-knn, ${dimensions} dimensions`, ...measured(tree, table), quality]);
    console.error(rows.at(-1)!.join(' | '));
  }
  return rows;
}

/** The sparse index on the train rows of the corpus. */
async function judgeLarge(path: string, rowCount: number): Promise<string> {
  const matrix = featuresOf((await readCorpus(path, ['train'])).slice(0, rowCount));
  const sparse = made(() => new CosineIndex(rowDirections(matrix), matrix.columnCount));
  const cells = measured(sparse, matrix, 200);
  collectGarbage();
  const resident = (process.memoryUsage().rss / 2 ** 30).toFixed(2);
  const peak = (process.resourceUsage().maxRSS / 2 ** 20).toFixed(2);
  return markdownTable(
    [...HEADER.slice(0, -1), 'features', 'entries a row', 'resident GiB', 'peak GiB, with reading'],
    [
      [
        'inverted index of sparse rows, corpus',
        ...cells,
        String(matrix.columnCount),
        (matrix.entryCount / matrix.rowCount).toFixed(0),
        resident,
        peak,
      ],
    ],
  );
}

function featuresOf(movies: readonly LabelledMovie[]): CsrMatrix {
  return fitTfidfFeatures(movies, tfidf()).transform(movies).matrix;
}

interface Made<Queries> {
  readonly index: NeighbourIndex<Queries>;
  readonly megabytes: number;
  readonly seconds: number;
}

function made<Queries>(make: () => NeighbourIndex<Queries>): Made<Queries> {
  collectGarbage();
  const before = process.memoryUsage().heapUsed;
  const start = performance.now();
  const index = make();
  const seconds = (performance.now() - start) / 1000;
  collectGarbage();
  // Flat arrays lie outside of the heap; the tree is made of objects inside.
  const bytes = index instanceof KdTreeIndex ? process.memoryUsage().heapUsed - before : flatBytes(index);
  return { index, seconds, megabytes: bytes / 1e6 };
}

/** Bytes of all flat arrays that an object holds. */
function flatBytes(value: unknown): number {
  if (ArrayBuffer.isView(value)) return value.byteLength;
  if (typeof value !== 'object' || value === null) return 0;
  return Object.values(value).reduce<number>((sum, member) => sum + flatBytes(member), 0);
}

/** Rows, times of a query, share of the rows visited, memory, time to make it; queries are rows, apart from themselves. */
function measured<Queries extends { readonly rowCount: number }>(
  { index, megabytes, seconds }: Made<Queries>,
  matrix: Queries,
  queryCount = QUERIES,
): string[] {
  const random = new SeededRandom(7);
  const asked = Array.from({ length: queryCount }, () => random.integer(matrix.rowCount));
  const times: number[] = [];
  for (const ownRow of asked.slice(0, 50)) index.nearest(matrix, ownRow, { count: COUNT, ownRow });
  const tree = index instanceof KdTreeIndex ? index : undefined;
  if (tree !== undefined) tree.distanceCount = 0;
  // What the process itself took, which others on the machine change less than the time on the clock.
  const before = process.cpuUsage();
  for (const ownRow of asked) {
    const start = performance.now();
    index.nearest(matrix, ownRow, { count: COUNT, ownRow });
    times.push((performance.now() - start) * 1000);
  }
  const { user, system } = process.cpuUsage(before);
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.floor(share * times.length)]!.toFixed(0);
  const visited = tree && (tree.distanceCount / asked.length / index.rowCount) * 100;
  const share = visited === undefined ? '–' : `${visited.toFixed(0)} %`;
  return [
    String(index.rowCount),
    ...[at(0.5), at(0.9), ((user + system) / asked.length).toFixed(0), share],
    ...[megabytes.toFixed(1), seconds.toFixed(2)],
  ];
}

function requireSame<Queries>(
  one: NeighbourIndex<Queries>,
  other: NeighbourIndex<Queries>,
  queries: Queries,
): void {
  for (let ownRow = 0; ownRow < one.rowCount; ownRow += 97) {
    const [a, b] = [one, other].map((index) => index.nearest(queries, ownRow, { count: COUNT, ownRow }).rows);
    if (a!.join() !== b!.join()) throw new Error(`The indexes disagree on the neighbours of row ${ownRow}.`);
  }
}

/** Out-of-fold micro-F1 of ML-KNN, thresholds tuned on the same rows. */
async function qualityOf(
  movies: readonly LabelledMovie[],
  index: NonNullable<NonNullable<Parameters<typeof mlKnn>[0]>['index']>,
): Promise<string> {
  if (!args.quality) return '–';
  const classifier = await new GenreClassifier({ strategy: mlKnn({ index }) }).fit(movies);
  const { training } = await classifier.inspect({ wordCount: 0 });
  return training.outOfFold['title+plot']!.microF1.toFixed(4);
}
