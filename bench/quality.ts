// Quality on published splits, beside the results published for them:
//   npm run bench:quality -- --data DIR [--write]
// DIR (or GENREKIT_DATA) holds tables NAME.csv or NAME.csv.gz with the columns split (train, test), title, plot, genres.
// Everything is fitted on the train rows; test rows are only judged.
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { type Field, GenreClassifier, type LabelledMovie } from 'genrekit';
import { readMovies } from 'genrekit/data';
import { LabelSet } from 'genrekit/metrics';
import { constantPrediction } from './constantPrediction.ts';
import { HEADER, judgeWays, show, truthOf, WAYS, type Way } from './judge.ts';
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
/** For tables whose movies have one genre each: subset accuracy is then plain accuracy. */
const SINGLE: readonly Way[] = [
  { name: 'single label', objective: 'macroF1', decoder: { kind: 'singleLabel' } },
];

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
