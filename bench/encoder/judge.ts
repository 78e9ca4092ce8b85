// Judges a trained encoder, alone and blended half and half with linear SVMs of the same rows, on imdb-9k:
//   npx tsx bench/encoder/judge.ts --data DIR --encoder PATH [--tuned PATH] [--linear FILE] [--test]
// Without --test the held-out train rows are judged by folds; with it, thresholds are tuned on them and the test rows are
// judged: to be done once. An encoder that learned from the held-out rows (--full) needs a twin that did not, by --tuned,
// for its scores of them. --linear keeps the scores of the linear model in a file, since they take minutes.
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { ScoreMatrix } from '../../src/labels/ScoreMatrix.ts';
import { selectRows } from '../../src/metrics/predictionRows.ts';
import { scoreRows } from './judgedSets.ts';
import { judgeFolds, judgeRows, type ScoredRows } from './judgeHeldOut.ts';
import { linearScores } from './linearScores.ts';
import { scorerOf } from './pretrainEncoder.ts';
import { RECIPE, type Recipe } from './recipe.ts';
import { loadEncoder } from './saveEncoder.ts';
import { holdOut, labelsOf, type Row, readAllTables, readLabels } from './tables.ts';

const { values: args } = parseArgs({
  options: {
    data: { type: 'string' },
    encoder: { type: 'string' },
    tuned: { type: 'string' },
    linear: { type: 'string' },
    cache: { type: 'string' },
    weights: { type: 'string' },
    test: { type: 'boolean', default: false },
  },
});
const { data: folder } = args;
if (folder === undefined || args.encoder === undefined) {
  console.error('Name the data and the encoder: --data DIR --encoder PATH.');
  process.exit(2);
}
const labels = readLabels(folder);
const all = await readAllTables(folder, args.cache);
const { learned, judged } = holdOut(all);
const heldOut = judged['imdb-9k']!;
const test = all.filter(({ source, split }) => source === 'imdb-9k' && split === 'test');
const rows = [...heldOut, ...test];
const truth = labelsOf(rows, labels);
const neural = new ScoreMatrix(
  labels,
  rows.length,
  Float64Array.of(...scoresOf(args.tuned ?? args.encoder, heldOut), ...scoresOf(args.encoder, test)),
);
show('encoder', neural);
if (args.linear !== undefined) {
  const linear = existsSync(args.linear) ? load(args.linear) : await fitLinear(args.linear);
  show('linear', linear);
  show('mean of standardised scores', blend(neural, linear));
}

function show(name: string, scores: ScoreMatrix): void {
  const part = (first: number, end: number): ScoredRows => {
    const chosen = Int32Array.from({ length: end - first }, (_, i) => first + i);
    return { scores: selectRows(scores, chosen), truth: truth.selectRows(chosen) };
  };
  const own = part(0, heldOut.length);
  const { microF1, macroF1 } = args.test
    ? judgeRows(own, part(heldOut.length, rows.length))
    : judgeFolds(own);
  const where = args.test ? 'imdb-9k test, plot' : 'imdb-9k held out, plot';
  console.log(`${where}: ${name}: micro-F1 ${microF1.toFixed(4)}, macro-F1 ${macroF1.toFixed(4)}`);
}

function scoresOf(path: string, scored: readonly Row[]): Float64Array {
  const encoder = loadEncoder(path);
  return scoreRows(scored, ['plot'], encoder.features, scorerOf(encoder), labels).values;
}

/** Half and half, each standardised by its mean and spread over the held-out rows, genre by genre. */
function blend(a: ScoreMatrix, b: ScoreMatrix): ScoreMatrix {
  const sum = new Float64Array(a.values.length);
  for (const { values } of [a, b]) {
    for (let label = 0; label < labels.size; label++) {
      const own = Float64Array.from(heldOut, (_, row) => values[row * labels.size + label]!);
      const mean = own.reduce((total, value) => total + value, 0) / own.length;
      const variance = own.reduce((total, value) => total + (value - mean) ** 2, 0) / own.length;
      for (let cell = label; cell < sum.length; cell += labels.size)
        sum[cell]! += (values[cell]! - mean) / (2 * Math.sqrt(variance + 1e-12));
    }
  }
  return new ScoreMatrix(labels, rows.length, sum);
}

/** As for the encoder: test rows are scored by a model of the held-out rows too when the encoder is. */
async function fitLinear(file: string): Promise<ScoreMatrix> {
  const weights: Recipe['weights'] = args.weights === undefined ? RECIPE.weights : JSON.parse(args.weights);
  const fitFrom = (from: readonly Row[], scored: readonly Row[]) =>
    linearScores(
      from.filter(({ source }) => source in weights),
      scored,
      labels,
      weights,
    );
  const scores =
    args.tuned === undefined
      ? [await fitFrom(learned, rows)]
      : [await fitFrom(learned, heldOut), await fitFrom(holdOut(all, {}).learned, test)];
  const values = Float64Array.of(...scores.flatMap((part) => [...part.values]));
  writeFileSync(file, new Uint8Array(values.buffer));
  return new ScoreMatrix(labels, rows.length, values);
}

function load(file: string): ScoreMatrix {
  const bytes = readFileSync(file);
  const values = new Float64Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  return new ScoreMatrix(labels, rows.length, values);
}
