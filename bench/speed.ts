// Speed beside scikit-learn, on the same rows, features and steps, and that of the bundled weights beside scikit-learn and
// fastText, in one run:
//   npm run bench:speed -- --data DIR [--repeats 5] [--only bundled] [--write]
// DIR (or GENREKIT_DATA) holds tmdb-10k.csv.gz. Without python3-sklearn or fasttext only genrekit is timed.
import { spawnSync } from 'node:child_process';
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { binaryRelevance, GenreClassifier, type LabelledMovie, linearSvm, tfidf } from 'genrekit';
import { readMovies } from 'genrekit/data';
import { timeBundled } from './bundledSpeed.ts';
import { describeMachine, markdownTable, writeResults } from './report.ts';

const { values: args } = parseArgs({
  options: {
    data: { type: 'string' },
    repeats: { type: 'string', default: '5' },
    python: { type: 'string', default: '/usr/bin/python3' },
    fasttext: { type: 'string', default: 'fasttext' },
    only: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const folder = args.data ?? process.env.GENREKIT_DATA;
const path = folder === undefined ? '' : join(folder, 'tmdb-10k.csv.gz');
if (!existsSync(path)) {
  console.error(
    'Name the folder that holds tmdb-10k.csv.gz: npm run bench:speed -- --data DIR (or set GENREKIT_DATA).',
  );
  process.exit(2);
}

/** Seconds for each step, one measurement. */
interface Timing {
  readonly fit: number;
  readonly batch: number;
  readonly single: number;
  readonly single99: number;
  readonly load: number;
  readonly bytes: number;
  readonly microF1: number;
}

const read = async (split: string) =>
  (await readMovies(createReadStream(path), { name: path, where: { split } })).movies;
const [train, test] = [await read('train'), await read('test')];

/** The features of the peer: everything but the word prefixes, which scikit-learn has no native option for. */
const sameFeatures = tfidf({
  title: [
    { ngrams: [1, 2], hasSublinearTf: true, weight: 0.7 },
    { analyser: 'charWb', ngrams: [3, 5], minDf: 2, hasSublinearTf: true, weight: 0.7 },
  ],
  plot: [{ ngrams: [1, 2], minDf: 2, stopWords: 'english', hasSublinearTf: true }],
});

const repeats = Number(args.repeats);
const bundled = await timeBundled({ train, test, repeats, python: args.python, fasttext: args.fasttext });
console.log(`${bundled}\n`);
if (args.write) writeResults('bundled-speed', `${describeMachine()} ${bundled}`);
if (args.only === 'bundled') process.exit(0);

const results: Record<string, Timing[]> = { same: [], default: [], int8: [], sklearn: [], loose: [] };
for (let repeat = 0; repeat < repeats; repeat++) {
  results.same!.push(await timeGenrekit(sameFeatures));
  results.default!.push(await timeGenrekit(tfidf()));
  results.int8!.push(await timeGenrekit(tfidf(), 'int8'));
  for (const [name, tolerance] of [
    ['sklearn', 1e-4],
    ['loose', 0.05],
  ] as const) {
    const timing = timeSklearn(tolerance);
    if (timing !== undefined) results[name]!.push(timing);
  }
  console.log(`round ${repeat + 1} of ${repeats} done`);
}

const rows = [
  ['genrekit, same features', 'same'],
  ['genrekit, default features', 'default'],
  ['genrekit, default features, int8', 'int8'],
  ['scikit-learn, default tolerance 1e-4', 'sklearn'],
  ['scikit-learn, tolerance 0.05', 'loose'],
].filter(([, name]) => results[name!]!.length > 0);
const peer = results.sklearn!.length > 0 ? summarise(results.sklearn!) : undefined;
const table = markdownTable(
  [
    'system',
    'fit s',
    'ratio',
    'single µs (p99)',
    'ratio',
    'batch rows/s',
    'ratio',
    'load ms',
    'model kB',
    'micro-F1',
  ],
  rows.map(([title, name]) => {
    const own = summarise(results[name!]!);
    const ratio = (key: 'fit' | 'single' | 'batch') =>
      peer === undefined ? '–' : (own[key] / peer[key]).toFixed(2);
    const p99 = Number.isNaN(own.single99) ? '' : ` (${(own.single99 * 1e6).toFixed(0)})`;
    return [
      title!,
      `${own.fit.toFixed(2)} ± ${spread(results[name!]!.map(({ fit }) => fit)).toFixed(2)}`,
      ratio('fit'),
      `${(own.single * 1e6).toFixed(0)}${p99}`,
      ratio('single'),
      (test.length / own.batch).toFixed(0),
      ratio('batch'),
      (own.load * 1e3).toFixed(1),
      (own.bytes / 1e3).toFixed(0),
      own.microF1.toFixed(4),
    ];
  }),
);
const note =
  `${train.length} train and ${test.length} test rows of tmdb-10k, title and plot, one thread, median of ${repeats} ` +
  `(± half the range). Fit = vectorise, 5-fold out-of-fold scores, calibrate, tune, refit. Ratios are times over those of scikit-learn with its default tolerance; below 1 is faster.`;
console.log(`${table}\n\n${note}`);
if (peer === undefined)
  console.log('scikit-learn was skipped: apt-get install python3-sklearn (or name --python).');
if (args.write) writeResults('speed', `${describeMachine()} ${note}\n\n${table}`);

async function timeGenrekit(
  features: ReturnType<typeof tfidf>,
  weights: 'float32' | 'int8' = 'float32',
): Promise<Timing> {
  const classifier = new GenreClassifier({
    features,
    strategy: binaryRelevance({ learner: linearSvm({ c: 0.1 }) }),
  });
  const fit = await seconds(() => classifier.fit(train));
  const bytes = await classifier.toBytes({ weights });
  let opened = classifier;
  const load = await seconds(() => {
    opened = GenreClassifier.fromBytes(bytes);
  });
  const singles: number[] = [];
  for (let round = 0; round < 2; round++) {
    singles.length = 0; // the first round warms up
    for (const { title, plot } of test) {
      const start = performance.now();
      opened.predict({ title, plot });
      singles.push((performance.now() - start) / 1e3);
    }
  }
  opened.predictAll(test);
  const batch = await seconds(() => void opened.predictAll(test));
  singles.sort((a, b) => a - b);
  return {
    fit,
    batch,
    load,
    single: median(singles),
    single99: singles[Math.floor(singles.length * 0.99)]!,
    bytes: bytes.length,
    microF1: (await opened.evaluate(test)).metrics.microF1!,
  };
}

function timeSklearn(tolerance: number): Timing | undefined {
  const strip = ({ title = '', plot = '', genres }: LabelledMovie) => ({ title, plot, genres });
  const script = fileURLToPath(new URL('peers/sklearn_speed.py', import.meta.url));
  const input = JSON.stringify({ train: train.map(strip), test: test.map(strip), tolerance, rows: 200 });
  const { status, stdout } = spawnSync(args.python!, [script], {
    input,
    encoding: 'utf8',
    maxBuffer: 1e8,
    env: { ...process.env, OMP_NUM_THREADS: '1', OPENBLAS_NUM_THREADS: '1' },
  });
  if (status !== 0) return undefined;
  return { ...(JSON.parse(stdout) as Timing), single99: Number.NaN };
}

async function seconds(work: () => unknown): Promise<number> {
  const start = performance.now();
  await work();
  return (performance.now() - start) / 1e3;
}

function summarise(timings: readonly Timing[]): Timing {
  const of = (key: keyof Timing) => median(timings.map((timing) => timing[key]));
  return {
    fit: of('fit'),
    batch: of('batch'),
    single: of('single'),
    single99: of('single99'),
    load: of('load'),
    bytes: of('bytes'),
    microF1: of('microF1'),
  };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}

function spread(values: readonly number[]): number {
  return (Math.max(...values) - Math.min(...values)) / 2;
}
