// Time and memory of a fit on a large corpus:
//   npm run bench:corpus -- --data DIR [--workers 2] [--write]
// DIR (or GENREKIT_DATA) holds corpus-*.csv.gz with the columns space, title, plot, genres, and label-spaces.json. All
// rows are fitted, whatever their split: the model is measured, and thrown away.
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { GenreClassifier } from 'genrekit';
import { createWorkerPool } from 'genrekit/node';
import { readCorpus } from './readCorpus.ts';
import { describeMachine, markdownTable, writeResults } from './report.ts';

const { values: args } = parseArgs({
  options: {
    data: { type: 'string' },
    workers: { type: 'string', default: '1' },
    write: { type: 'boolean', default: false },
  },
});
const folder = args.data ?? process.env.GENREKIT_DATA;
if (folder === undefined || !existsSync(join(folder, 'label-spaces.json'))) {
  console.error('Name the folder of the corpus: npm run bench:corpus -- --data DIR (or set GENREKIT_DATA).');
  process.exit(2);
}

const started = performance.now();
const movies = await readCorpus(folder);
const readSeconds = (performance.now() - started) / 1000;
console.log(`${movies.length} movies read in ${readSeconds.toFixed(1)} s`);

const workers = Number(args.workers);
const pool = workers > 1 ? createWorkerPool({ size: workers }) : undefined;
let stage = '';
const classifier = new GenreClassifier();
await classifier.fit(movies, {
  trainer: pool,
  onProgress: (progress) => {
    if (progress.stage !== stage)
      console.log(`${((performance.now() - started) / 1000).toFixed(0)} s: ${progress.stage}`);
    stage = progress.stage;
  },
});
await pool?.close();
const fitSeconds = (performance.now() - started) / 1000 - readSeconds;
const { training } = await classifier.inspect({ wordCount: 0 });
const gibibytes = process.resourceUsage().maxRSS / 2 ** 20;
const table = markdownTable(
  ['rows', 'features', 'threads', 'read s', 'fit s', 'peak memory GiB', 'out-of-fold micro-F1, title+plot'],
  [
    [
      String(movies.length),
      String(training.featureCount),
      String(workers),
      readSeconds.toFixed(0),
      fitSeconds.toFixed(0),
      gibibytes.toFixed(2),
      training.outOfFold['title+plot']!.microF1.toFixed(4),
    ],
  ],
);
console.log(table);
if (args.write) writeResults('corpus', `${describeMachine()}\n\n${table}`);
