// Speed of the encoder beside PyTorch, on the same model and batches, in one run:
//   npm run bench:encoder -- --data DIR [--batches 60] [--repeats 3] [--threads 1,2] [--write]
// DIR (or GENREKIT_DATA) holds corpus-*.csv.gz. Without python3-torch only genrekit is timed.
import { parseArgs } from 'node:util';
import { fitTokenFeatures } from '../../src/features/fitTokenFeatures.ts';
import { tokens } from '../../src/features/TokenOptions.ts';
import { lossSettings } from '../../src/nn/Loss.ts';
import { resolveAttention } from '../../src/strategies/attention/AttentionOptions.ts';
import { shapeOf } from '../../src/strategies/attention/attentionArrays.ts';
import { describeMachine, markdownTable, writeResults } from '../report.ts';
import { labelsOf, readLabels, readTables } from './tables.ts';
import { timePredictions } from './timePredictions.ts';
import { timeScores } from './timeScores.ts';
import {
  batchesByLength,
  type TimedTask,
  type TrainingTime,
  timeOwn,
  timeTorch,
  WARM_UP,
} from './timeTraining.ts';

const { values: args } = parseArgs({
  options: {
    data: { type: 'string' },
    batches: { type: 'string', default: '60' },
    repeats: { type: 'string', default: '3' },
    threads: { type: 'string', default: '1,2' },
    python: { type: 'string', default: '/usr/bin/python3' },
    write: { type: 'boolean', default: false },
  },
});
const folder = args.data ?? process.env.GENREKIT_DATA;
if (folder === undefined) {
  console.error('Name the folder of the corpus: npm run bench:encoder -- --data DIR (or set GENREKIT_DATA).');
  process.exit(2);
}

if (!(Number(args.batches) > WARM_UP)) {
  console.error(`The first ${WARM_UP} batches warm up: --batches must be above that; got ${args.batches}.`);
  process.exit(2);
}

const labels = readLabels(folder);
const read = await readTables(folder, ['train'], ['imdb', 'tmdb', 'stream']);
const movies = read.map(({ movie }) => movie);
const features = fitTokenFeatures(movies, tokens());
const BATCH = 128;
const count = Number(args.batches) * BATCH;
const step = Math.max(1, Math.floor(read.length / count));
const chosen = read.filter((_, i) => i % step === 0).slice(0, count);
const extracted = features.transform(chosen.map(({ movie }) => movie));
if (extracted.kind !== 'tokens') throw new Error('Expected tokens.');
const { values, known } = labelsOf(chosen, labels);
const rows = { tokens: extracted.tokens, labelCount: labels.size, values, known };

const trained: string[][] = [];
const predicted: string[][] = [];
for (const [name, width, layers] of [
  ['depth 0, width 100', 100, 0],
  ['2 layers, width 64', 64, 2],
] as const) {
  const options = resolveAttention({ width, layers, training: { batchSize: BATCH, wordDropout: 0 } });
  const settings = { ...options.training, loss: lossSettings(options.training.loss) };
  const shape = shapeOf(options, labels.size, features.columnCount, 0, undefined);
  const task: TimedTask = { shape, rows, settings, batches: batchesByLength(rows, BATCH) };
  const threads = args.threads.split(',').map(Number);
  const of = (count: number) => `${count} thread${count > 1 ? 's' : ''}`;
  const systems: (readonly [string, () => Promise<TrainingTime> | TrainingTime | undefined])[] = [];
  for (const count of threads)
    systems.push([`genrekit, ${of(count)}`, () => timeOwn(task, count > 1 ? count : 0)]);
  for (const count of threads)
    systems.push([`PyTorch, ${of(count)}`, () => timeTorch(task, count, args.python)]);
  const times = systems.map((): TrainingTime[] => []);
  for (let repeat = 0; repeat < Number(args.repeats); repeat++)
    for (const [i, [, run]] of systems.entries()) {
      const time = await run();
      if (time !== undefined) times[i]!.push(time);
    }
  const rate = (i: number, key: 'seconds' | 'cpuSeconds') =>
    median(times[i]!.map((time) => time.tokens / time[key]));
  systems.forEach(([system], i) => {
    if (times[i]!.length === 0) return;
    const peer = threads.length + (i % threads.length); // as many threads
    const ratio = (key: 'seconds' | 'cpuSeconds') => (rate(i, key) / rate(peer, key)).toFixed(2);
    trained.push([
      ...[name, system, rate(i, 'seconds').toFixed(0), ratio('seconds')],
      ...[rate(i, 'cpuSeconds').toFixed(0), ratio('cpuSeconds'), times[i]![0]!.loss.toFixed(3)],
    ]);
  });
  const scores = timeScores(shape, 60);
  const whole = await timePredictions(chosen, options, 60);
  const p99 = (times: readonly number[]) => times[Math.floor(times.length * 0.99)]!.toFixed(0);
  predicted.push([
    ...[name, median(scores).toFixed(0), p99(scores)],
    ...[median(whole).toFixed(0), p99(whole)],
  ]);
}
const tables = [
  markdownTable(
    ['encoder', 'trained by', 'tokens/s', 'ratio', 'tokens per CPU second', 'ratio', 'loss'],
    trained,
  ),
  markdownTable(
    ['encoder', 'scores of 60 tokens µs', 'p99', 'predict of a plot of 60 tokens µs', 'p99'],
    predicted,
  ),
];
const note =
  `${count} rows of the corpus in batches of ${BATCH}, title and plot, 40,000 words, dropout 0.3, sorted by length so that PyTorch pads little; median of ${args.repeats}. ` +
  'Ratios are to PyTorch on as many threads; above 1 is faster. The losses show that both train the same model.';
const text = `${describeMachine()} ${note}\n\n${tables.join('\n\n')}`;
console.log(text);
if (args.write) writeResults('encoder', text);

function median(numbers: readonly number[]): number {
  const sorted = [...numbers].sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)]!;
}
