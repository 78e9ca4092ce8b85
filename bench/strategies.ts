// Quality and speed of every strategy on published splits, in one run:
//   npm run bench:strategies -- --data DIR [--only tmdb-10k] [--inputs title,title+plot] [--strategies ID,ID] [--write]
// DIR (or GENREKIT_DATA) holds tables NAME.csv or NAME.csv.gz with the columns split (train, test), title, plot, genres.
// Everything is fitted on the train rows, with the defaults of each strategy; test rows are only judged.
import { createReadStream, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import {
  binaryRelevance,
  type ClassifierOptions,
  type FeatureBlock,
  type Field,
  GenreClassifier,
  type LabelledMovie,
  linearSvm,
  tfidf,
} from 'genrekit';
import { readMovies } from 'genrekit/data';
import {
  classifierChain,
  decisionTree,
  ensembleOfChains,
  labelPowerset,
  mlKnn,
  neighbourVote,
} from 'genrekit/strategies';
import { HEADER, judgeWays, WAYS } from './judge.ts';
import { PUBLISHED } from './published.ts';
import { describeMachine, markdownTable, writeResults } from './report.ts';

const { values: args } = parseArgs({
  options: {
    data: { type: 'string' },
    only: { type: 'string' },
    inputs: { type: 'string', default: 'title,title+plot' },
    strategies: { type: 'string' },
    write: { type: 'boolean', default: false },
  },
});
const folder = args.data ?? process.env.GENREKIT_DATA;
if (folder === undefined || !existsSync(folder)) {
  console.error(
    'Name the folder of the data: npm run bench:strategies -- --data DIR (or set GENREKIT_DATA).',
  );
  process.exit(2);
}

const WORDS: readonly FeatureBlock[] = [{ ngrams: [1, 2], hasSublinearTf: true }];

/**
 * Every strategy with its defaults. Two also as cross-validation on tmdb-10k train would have them: the chain told true
 * labels gets most label sets entirely right (0.187 of the rows; with its defaults 0.181), and a tree for each genre, on
 * words alone, has micro-F1 0.456 and macro-F1 0.280 on titles (with its defaults 0.436 and 0.231).
 */
const STRATEGIES: Readonly<Record<string, ClassifierOptions>> = {
  'binary-relevance': { strategy: binaryRelevance() },
  'classifier-chain': { strategy: classifierChain() },
  'classifier-chain, true labels': {
    strategy: classifierChain({ learner: linearSvm({ c: 0.2 }), chainFeatures: 'trueLabels' }),
  },
  'chain-ensemble': { strategy: ensembleOfChains() },
  'label-powerset': { strategy: labelPowerset() },
  'decision-tree': { strategy: decisionTree() },
  'decision-tree, one a genre': {
    strategy: decisionTree({ isPerLabel: true, minSamplesLeaf: 2, minImpurityDecrease: 0 }),
    features: tfidf({ title: WORDS, plot: WORDS }),
  },
  'ml-knn': { strategy: mlKnn() },
  'neighbour-vote': { strategy: neighbourVote() },
};

interface Speed {
  readonly fit: number;
  readonly single: number;
  readonly kilobytes: number;
}

const sections: string[] = [];
for (const file of readdirSync(folder).sort()) {
  const name = file.replace(/\.csv(\.gz)?$/, '');
  if (name === file || !(name in PUBLISHED) || (args.only !== undefined && args.only !== name)) continue;
  for (const input of args.inputs!.split(',')) {
    sections.push(`### ${name}, ${input}\n\n${await judge(join(folder, file), input.split('+') as Field[])}`);
    console.log(sections.at(-1));
  }
}
if (args.write) writeResults('strategies', `${describeMachine()}\n\n${sections.join('\n\n')}`);

async function judge(path: string, fields: readonly Field[]): Promise<string> {
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
  const quality: string[][] = [];
  const speeds = new Map<string, Speed>();
  for (const [name, options] of Object.entries(STRATEGIES)) {
    if (args.strategies !== undefined && !args.strategies.split(',').includes(name.split(',')[0]!)) continue;
    const start = performance.now();
    const classifier = await new GenreClassifier({ fields, ...options }).fit(train);
    const fit = (performance.now() - start) / 1e3;
    const kilobytes = (await classifier.toBytes()).length / 1e3;
    speeds.set(name, { fit, single: timeOfOne(classifier, test, fields), kilobytes });
    for (const [system, ...cells] of judgeWays(classifier, test, fields, WAYS)) {
      quality.push([system!.replace('genrekit', name), ...cells]);
    }
    console.error(`${name} done in ${fit.toFixed(1)} s`);
  }
  return `${markdownTable(HEADER.slice(1), quality)}\n\n${speedTable(speeds)}`;
}

/** Median microseconds of predicting one movie, warm. */
function timeOfOne(
  classifier: GenreClassifier,
  test: readonly LabelledMovie[],
  fields: readonly Field[],
): number {
  const movies = test.slice(0, 1000).map((movie) => ({
    title: fields.includes('title') ? movie.title : undefined,
    plot: fields.includes('plot') ? movie.plot : undefined,
  }));
  const times: number[] = [];
  for (let round = 0; round < 2; round++) {
    times.length = 0; // the first round warms up
    for (const movie of movies) {
      const start = performance.now();
      classifier.predict(movie);
      times.push((performance.now() - start) * 1e3);
    }
  }
  return times.sort((a, b) => a - b)[Math.floor(times.length / 2)]!;
}

function speedTable(speeds: ReadonlyMap<string, Speed>): string {
  const base = speeds.get('binary-relevance');
  const ratio = (value: number, of: number | undefined) => (of === undefined ? '–' : (value / of).toFixed(2));
  return markdownTable(
    ['strategy', 'fit s', 'of binary relevance', 'one movie µs', 'of binary relevance', 'model kB'],
    [...speeds].map(([id, { fit, single, kilobytes }]) => [
      id,
      fit.toFixed(1),
      ratio(fit, base?.fit),
      single.toFixed(0),
      ratio(single, base?.single),
      kilobytes.toFixed(0),
    ]),
  );
}
