// Trains the encoder of the bundled models and judges it on held-out rows after each epoch:
//   npx tsx bench/encoder/train.ts --data DIR --out FOLDER [--vectors PATH] [--recipe '{"seed":2}'] [--limit 5000]
// DIR holds imdb-9k, tmdb-10k and corpus-* (see tables.ts); sources without a weight in the recipe are not read. What is
// left of an interrupted training in FOLDER goes on. --full learns from the held-out rows too; --cache FILE keeps the rows
// as they were read, for the next training.
import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { deserialize, serialize } from 'node:v8';
import { type JudgedSet, judgedSets, judgeSet } from './judgedSets.ts';
import { type PretrainedEncoder, pretrainEncoder, scorerOf } from './pretrainEncoder.ts';
import { changeRecipe } from './recipe.ts';
import { saveEncoder } from './saveEncoder.ts';
import {
  HELD_OUT,
  hashText,
  holdOut,
  type Row,
  readAllTables,
  readLabels,
  type Source,
  titleKey,
} from './tables.ts';
import { readVectors } from './vectors.ts';

const { values: args } = parseArgs({
  options: {
    data: { type: 'string' },
    out: { type: 'string' },
    vectors: { type: 'string' },
    recipe: { type: 'string', default: '{}' },
    limit: { type: 'string' },
    cache: { type: 'string' },
    full: { type: 'boolean', default: false },
  },
});
const { data: folder, out } = args;
if (folder === undefined || out === undefined) {
  console.error('Name the folder of the data and the folder to write to: --data DIR --out FOLDER.');
  process.exit(2);
}
mkdirSync(out, { recursive: true });
const recipe = changeRecipe(JSON.parse(args.recipe));
const sources = Object.keys(recipe.weights) as Source[];
const labels = readLabels(folder);
const read = await readAllTables(folder, args.cache);
const valid = read.filter(({ split }) => split === 'valid');
const named = (row: Row) => sources.includes(row.source);
const { learned: all, judged } = holdOut(read, args.full ? {} : HELD_OUT);
const learned = all.filter(named);
const limit = Number(args.limit ?? learned.length);
const rows =
  limit < learned.length
    ? learned.filter(({ movie }) => hashText(`${titleKey(movie)}!`) < (limit / learned.length) * 2 ** 32)
    : learned;
const sets: readonly JudgedSet[] = args.full ? [] : judgedSets(valid, rows, judged, sources);
const note = (line: string) => {
  console.log(line);
  appendFileSync(join(out, 'log.txt'), `${line}\n`);
};
note(`${rows.length} rows; ${sets.map(({ name, rows: { length } }) => `${name} ${length}`).join(', ')}`);
note(JSON.stringify(recipe));

const checkpointFile = join(out, 'checkpoint.bin');
const resumeFrom = existsSync(checkpointFile) ? deserialize(readFileSync(checkpointFile)) : undefined;
let told = performance.now();
const started = told;
const encoder = await pretrainEncoder(rows, labels, recipe, {
  resumeFrom,
  vectors: args.vectors === undefined ? undefined : readVectors(args.vectors),
  onProgress({ training, done, total }) {
    if (training === undefined || performance.now() - told < 20_000) return;
    told = performance.now();
    const { loss, tokensPerSecond, secondsLeft } = training;
    console.log(
      `step ${done} of ${total}, loss ${loss.toFixed(4)}, ${tokensPerSecond.toFixed(0)} tokens/s, ${secondsLeft.toFixed(0)} s left`,
    );
  },
  onEpoch(now, checkpoint) {
    const epoch = (checkpoint.settings.epochs as { epoch: number; loss: number }[]).at(-1)!;
    writeFileSync(`${checkpointFile}.new`, serialize(checkpoint));
    renameSync(`${checkpointFile}.new`, checkpointFile);
    note(`epoch ${epoch.epoch}, loss ${epoch.loss.toFixed(4)}, ${seconds()} s`);
    judgeAll(now);
  },
});
saveEncoder(join(out, 'encoder'), encoder, { recipe, labels: labels.names, rowCount: rows.length });
note(`done after ${seconds()} s`);

function judgeAll(now: PretrainedEncoder): void {
  const scorer = scorerOf(now);
  for (const set of sets) {
    const { microF1, macroF1 } = judgeSet(set, now.features, scorer, labels);
    note(`  ${set.name.padEnd(22)} micro-F1 ${microF1.toFixed(4)}, macro-F1 ${macroF1.toFixed(4)}`);
  }
}

function seconds(): string {
  return ((performance.now() - started) / 1000).toFixed(0);
}
