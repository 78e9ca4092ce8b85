// Whether sets of genres keep their word: the miss rate over random divisions into calibration and test rows.
//   npm run bench:conformal -- --data DIR [--models default,attention,fitted,FILE] [--divisions 20] [--write]
// DIR (or GENREKIT_DATA) holds corpus-*.csv.gz with the columns split (train, valid, test), space, title, plot, genres,
// and label-spaces.json. Models are the bundled ones by name, files, or `fitted`: a classifier fitted on every eighth
// train row. Valid and test rows are scored once, then shuffled and halved again and again: one half calibrates the sets,
// the other is judged. The first division also goes by calibrateSets and predictSetAll, which must give the same sets.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { GenreClassifier, type LabelledMovie } from 'genrekit';
import { attentionKit } from 'genrekit/attention';
import { loadPretrained } from 'genrekit/pretrained';
import { loadPretrained as loadAttention } from 'genrekit/pretrained/attention';
import { SeededRandom } from 'genrekit/toolkit';
import { readCorpus } from './readCorpus.ts';
import { describeMachine, markdownTable, writeResults } from './report.ts';
import { ScoredSets } from './ScoredSets.ts';

const { values: args } = parseArgs({
  options: {
    data: { type: 'string' },
    models: { type: 'string', default: 'default,attention' },
    divisions: { type: 'string', default: '20' },
    write: { type: 'boolean', default: false },
  },
});
const folder = args.data ?? process.env.GENREKIT_DATA;
if (folder === undefined || !existsSync(join(folder, 'label-spaces.json'))) {
  console.error(
    'Name the folder of the corpus: npm run bench:conformal -- --data DIR (or set GENREKIT_DATA).',
  );
  process.exit(2);
}

const RATES = [0.1, 0.2];
const heldOut = await readCorpus(folder, ['valid', 'test']);
const lines: string[][] = [];
for (const name of args.models.split(',')) {
  const classifier = await load(name);
  const scored = new ScoredSets(classifier, heldOut);
  const measured = RATES.map(() => [] as { missed: number; size: number }[]);
  for (let division = 0; division < Number(args.divisions); division++) {
    const order = new SeededRandom(division + 1).shuffle(Int32Array.from(heldOut, (_, row) => row));
    const half = Math.floor(order.length / 2);
    const [calibrating, judged] = [order.slice(0, half), order.slice(half)];
    const sets = RATES.map((rate) => scored.setsOf(calibrating, judged, rate));
    if (division === 0) await checkSets(classifier, calibrating, judged, sets);
    sets.forEach((found, i) => {
      measured[i]!.push({ missed: scored.missRateOf(judged, found), size: mean(sizesOf(found)) });
    });
  }
  RATES.forEach((rate, i) => {
    const missed = measured[i]!.map((one) => one.missed);
    lines.push([
      ...[name, rate.toFixed(2), mean(missed).toFixed(4)],
      ...[Math.min(...missed).toFixed(4), Math.max(...missed).toFixed(4)],
      mean(measured[i]!.map(({ size }) => size)).toFixed(2),
    ]);
  });
}
const table = markdownTable(
  ['model', 'asked miss rate', 'mean miss rate', 'least', 'most', 'genres in a set'],
  lines,
);
const note = `${heldOut.length} valid and test rows of the corpus, ${args.divisions} random divisions in half.`;
console.log(`${note}\n\n${table}`);
if (args.write) writeResults('conformal', `${describeMachine()}\n\n${note}\n\n${table}`);

async function load(name: string): Promise<GenreClassifier> {
  if (name === 'default') return loadPretrained();
  if (name === 'attention') return loadAttention();
  if (name !== 'fitted') return GenreClassifier.open(readFileSync(name), { strategies: [attentionKit] });
  const train = await readCorpus(folder!, ['train']);
  return new GenreClassifier().fit(train.filter((_, row) => row % 8 === 0));
}

/** Fails unless a classifier that is calibrated as its users do it gives the same sets. */
async function checkSets(
  classifier: GenreClassifier,
  calibrating: Int32Array,
  judged: Int32Array,
  sets: readonly string[][][],
): Promise<void> {
  const moviesOf = (rows: Int32Array): LabelledMovie[] => Array.from(rows, (row) => heldOut[row]!);
  const calibrated = await classifier.copy().calibrateSets(moviesOf(calibrating));
  RATES.forEach((missRate, i) => {
    const own = calibrated.predictSetAll(moviesOf(judged), { missRate });
    const row = own.findIndex((set, place) => set.toSorted().join() !== sets[i]![place]!.toSorted().join());
    if (row >= 0) throw new Error(`Row ${judged[row]} has the set ${own[row]}, here ${sets[i]![row]}.`);
  });
}

function sizesOf(sets: readonly (readonly string[])[]): number[] {
  return sets.map((set) => set.length);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
