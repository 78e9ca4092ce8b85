// What corrections and a few examples teach a fitted classifier:
//   npm run bench:adapt -- --data DIR [--only tmdb-10k] [--write]
// DIR (or GENREKIT_DATA) holds NAME.csv or NAME.csv.gz with the columns split (train, test), title, plot, genres. Every
// eighth train row is kept out of the fits. Corrections are the first 50 of those that are predicted wrongly, with their
// true genres. A new genre is taken out of the training labels, and learned from 20 train rows, drawn twenty times.
import { createReadStream, existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { GenreClassifier, type LabelledMovie } from 'genrekit';
import { readMovies } from 'genrekit/data';
import { macroAveragePrecision } from 'genrekit/metrics';
import { LabelMatrix, LabelSet, ScoreMatrix, SeededRandom } from 'genrekit/toolkit';
import { describeMachine, markdownTable, writeResults } from './report.ts';

const { values: args } = parseArgs({
  options: {
    data: { type: 'string' },
    only: { type: 'string', default: 'tmdb-10k' },
    write: { type: 'boolean', default: false },
  },
});
const folder = args.data ?? process.env.GENREKIT_DATA;
const path = [`${args.only}.csv`, `${args.only}.csv.gz`]
  .map((name) => join(folder ?? '', name))
  .find((one) => existsSync(one));
if (folder === undefined || path === undefined) {
  console.error('Name the folder of the data: npm run bench:adapt -- --data DIR (or set GENREKIT_DATA).');
  process.exit(2);
}

const CORRECTION_COUNT = 50;
const EXAMPLE_COUNT = 20;
const DRAW_COUNT = 20;

const read = async (split: string) =>
  (await readMovies(createReadStream(path), { name: path, where: { split: [split] } })).movies;
const train = await read('train');
const test = await read('test');
const fitted = train.filter((_, row) => row % 8 !== 0);
const held = train.filter((_, row) => row % 8 === 0);

const corrected = await judgeCorrections();
console.log(corrected);
const added = markdownTable(
  [
    'new genre',
    'share of test',
    'needed',
    'mean average precision',
    'least',
    'most',
    'draws above',
    'others unchanged',
  ],
  [await judgeGenre('Western'), await judgeGenre('Horror')],
);
console.log(added);
if (args.write) writeResults('adapt', `${describeMachine()}\n\n${corrected}\n\n${added}`);

async function judgeCorrections(): Promise<string> {
  const classifier = await new GenreClassifier().fit(fitted);
  const predicted = classifier.predictAll(held);
  const isWrong = ({ genres }: LabelledMovie, row: number) =>
    genres.length > 0 && `${predicted[row]!.toSorted()}` !== `${genres.toSorted()}`;
  const corrections = held.filter(isWrong).slice(0, CORRECTION_COUNT);
  const rest = held.filter((movie) => !corrections.includes(movie));
  const microF1 = async (movies: readonly LabelledMovie[]) =>
    (await classifier.evaluate(movies)).metrics.microF1!.toFixed(4);
  const before = [await microF1(test), await microF1(rest)];
  const { movies, decisions, moved } = await classifier.adapt(corrections);
  const after = [await microF1(test), await microF1(rest)];
  const delta = await classifier.deltaToBytes();
  const changes = moved.map(({ change }) => change);
  return [
    markdownTable(
      ['', 'micro-F1, test', 'micro-F1, other held-out rows', 'corrected movies right', 'decisions right'],
      [
        [
          'before',
          ...before,
          `${movies.before} of ${movies.count}`,
          `${decisions.before} of ${decisions.count}`,
        ],
        ['after', ...after, `${movies.after} of ${movies.count}`, `${decisions.after} of ${decisions.count}`],
      ],
    ),
    `\nA movie is right when its predicted genres are exactly those of the correction, a decision when one genre of one`,
    `movie is. ${decisions.count - decisions.before} decisions were wrong before. The weights of ${moved.length} genres`,
    `moved by at most ${(Math.max(...changes) * 100).toFixed(1)} % of their length; the delta takes`,
    `${(delta.length / 1000).toFixed(0)} kB, the model ${((await classifier.toBytes()).length / 1000).toFixed(0)} kB.`,
  ].join('\n');
}

async function judgeGenre(genre: string): Promise<string[]> {
  const without = fitted.map((movie) => ({
    ...movie,
    genres: movie.genres.filter((name) => name !== genre),
  }));
  const classifier = await new GenreClassifier().fit(without);
  const pool = fitted.filter(({ genres }) => genres.includes(genre));
  const label = new LabelSet([genre]);
  const truth = LabelMatrix.fromNames(
    test.map(({ genres }) => genres.filter((name) => name === genre)),
    label,
  );
  const share = truth.supportOf(0) / test.length;
  const known = classifier.labels;
  const scoresOf = (names: readonly string[]) =>
    classifier.predictProbaAll(test).map((scores) => {
      const byName = new Map(scores.map(({ label: name, score }) => [name, score]));
      return names.map((name) => byName.get(name)!);
    });
  const before = JSON.stringify(scoresOf(known));
  const reached: number[] = [];
  let unchanged = 0;
  for (let draw = 1; draw <= DRAW_COUNT; draw++) {
    const random = new SeededRandom(draw);
    const left = [...pool];
    const examples = Array.from(
      { length: EXAMPLE_COUNT },
      () => left.splice(random.integer(left.length), 1)[0]!,
    );
    await classifier.addGenre(genre, examples);
    if (JSON.stringify(scoresOf(known)) === before) unchanged++;
    reached.push(macroAveragePrecision(truth, ScoreMatrix.fromRows(scoresOf([genre]), label)));
    classifier.undoAdaptations();
  }
  return [
    genre,
    share.toFixed(4),
    (4 * share).toFixed(4),
    (reached.reduce((sum, value) => sum + value, 0) / DRAW_COUNT).toFixed(4),
    Math.min(...reached).toFixed(4),
    Math.max(...reached).toFixed(4),
    `${reached.filter((value) => value >= 4 * share).length} of ${DRAW_COUNT}`,
    unchanged === DRAW_COUNT ? 'to the bit' : `in ${unchanged} of ${DRAW_COUNT} draws`,
  ];
}
