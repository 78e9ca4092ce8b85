// Whether sets of genres keep their word: the miss rate over random divisions into calibration and test rows.
//   npm run bench:conformal -- --data DIR [--model F] [--divisions 20] [--write]
// DIR (or GENREKIT_DATA) holds corpus-*.csv.gz with the columns split (train, valid, test), space, title, plot, genres,
// and label-spaces.json. Without --model a classifier is fitted on every eighth train row. Valid and test rows are
// shuffled together and halved: one half calibrates the sets, the other is judged.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { GenreClassifier, type LabelledMovie } from 'genrekit';
import { SeededRandom } from 'genrekit/toolkit';
import { readCorpus } from './readCorpus.ts';
import { describeMachine, markdownTable, writeResults } from './report.ts';

const { values: args } = parseArgs({
  options: {
    data: { type: 'string' },
    model: { type: 'string' },
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

const heldOut = await readCorpus(folder, ['valid', 'test']);
const classifier =
  args.model === undefined
    ? await new GenreClassifier().fit((await readCorpus(folder, ['train'])).filter((_, row) => row % 8 === 0))
    : await GenreClassifier.open(readFileSync(args.model));

const rates = [0.1, 0.2];
const measured = rates.map(() => [] as { missed: number; size: number }[]);
for (let division = 0; division < Number(args.divisions); division++) {
  const rows = shuffled(heldOut, division + 1);
  const half = Math.floor(rows.length / 2);
  const judged = rows.slice(half);
  await classifier.calibrateSets(rows.slice(0, half));
  rates.forEach((missRate, i) => {
    const sets = classifier.predictSetAll(judged, { missRate });
    measured[i]!.push({ missed: missRateOf(judged, sets), size: mean(sets.map((set) => set.length)) });
  });
}
const table = markdownTable(
  ['asked miss rate', 'mean miss rate', 'least', 'most', 'genres in a set'],
  rates.map((rate, i) => {
    const missed = measured[i]!.map((one) => one.missed);
    return [
      rate.toFixed(2),
      mean(missed).toFixed(4),
      Math.min(...missed).toFixed(4),
      Math.max(...missed).toFixed(4),
      mean(measured[i]!.map(({ size }) => size)).toFixed(2),
    ];
  }),
);
const note = `${heldOut.length} valid and test rows of the corpus, ${args.divisions} random divisions in half.`;
console.log(`${note}\n\n${table}`);
if (args.write) writeResults('conformal', `${describeMachine()}\n\n${note}\n\n${table}`);

function missRateOf(movies: readonly LabelledMovie[], sets: readonly (readonly string[])[]): number {
  const known = new Set(classifier.labels);
  const shares = movies.flatMap(({ genres }, row) => {
    const judgedGenres = genres.filter((genre) => known.has(genre));
    if (judgedGenres.length === 0) return [];
    return [judgedGenres.filter((genre) => !sets[row]!.includes(genre)).length / judgedGenres.length];
  });
  return mean(shares);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** The same order for the same seed (Fisher and Yates). */
function shuffled<T>(list: readonly T[], seed: number): T[] {
  const copy = [...list];
  const random = new SeededRandom(seed);
  for (let last = copy.length - 1; last > 0; last--) {
    const other = random.integer(last + 1);
    [copy[last], copy[other]] = [copy[other]!, copy[last]!];
  }
  return copy;
}
