// Judges the bundled weights on the test rows, genre by genre, by decade, and by what was given, for the model card:
// npm run bench:card -- --data DIR [--write]
// DIR (or GENREKIT_DATA) holds what npm run pretrain needs; --write puts the tables into docs/model-card.md.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { blendKitOf } from '../../src/blend/blendKit.ts';
import { reliability } from '../../src/calibration/reliability.ts';
import { GenreClassifier } from '../../src/classifier/GenreClassifier.ts';
import { INPUT_SHAPES, type InputShape } from '../../src/classifier/InputShape.ts';
import type { LabelMatrix } from '../../src/labels/LabelMatrix.ts';
import { LabelSet } from '../../src/labels/LabelSet.ts';
import { ScoreMatrix } from '../../src/labels/ScoreMatrix.ts';
import { labelCardinality } from '../../src/metrics/labelCardinality.ts';
import { precisionScore } from '../../src/metrics/precisionScore.ts';
import { recallScore } from '../../src/metrics/recallScore.ts';
import { hashedAnalysers } from '../../src/pretrained/ml-knn/hashedAnalysers.ts';
import { attentionKit } from '../../src/strategies/attention/attention.ts';
import { condensedKits } from '../../src/strategies/condensed/condensedKits.ts';
import { markdownTable, writeResults } from '../report.ts';
import { entryTable } from './entryTable.ts';
import { hasTrainingRows, NEEDED, readTrainingRows } from './readTrainingRows.ts';
import { CATALOGUES, nameOf } from './settings.ts';
import { decadeOf, groupsOf, lengthOf, TestRows, truthOf } from './TestRows.ts';

/** Those that are judged in every respect. */
const MODELS = ['default', 'attention', 'blend'];
/** All that there are. */
const BUNDLED = [...MODELS, 'chain', 'ml-knn'];

const { values: args } = parseArgs({
  options: { data: { type: 'string' }, write: { type: 'boolean', default: false } },
});
const folder = args.data ?? process.env.GENREKIT_DATA;
if (folder === undefined || !hasTrainingRows(folder)) {
  console.error(
    `Name the folder of the data: npm run bench:card -- --data DIR (or set GENREKIT_DATA). It must hold ${NEEDED}.`,
  );
  process.exit(2);
}

const data = await readTrainingRows(folder, true);
const labels = new LabelSet(data.genres);
const test = new TestRows(data.rows, labels);
const weights = BUNDLED.map((name) =>
  readFileSync(new URL(`../../src/pretrained/${name}.bin`, import.meta.url)),
);
const classifiers: GenreClassifier[] = [];
for (const bytes of weights)
  classifiers.push(
    await GenreClassifier.open(bytes, {
      strategies: [attentionKit, blendKitOf([...classifiers]), ...condensedKits],
      analysers: hashedAnalysers,
    }),
  );
const bundled = classifiers.splice(MODELS.length);
bundled.unshift(...classifiers);
/** What each model says of the test rows when it is given title and plot. */
const whole = classifiers.map((classifier) => test.judge(classifier, 'title+plot'));

show('card models', await modelTable());
show('card entries', entryTable(BUNDLED));
show('card data', dataTable());
show('card years', yearTable());
show('card fields', fieldTable());
show('card genres', genreTable());
show(
  'card decades',
  groupTable(
    'decade',
    test.groups(decadeOf, ({ catalogue }) => !catalogue.endsWith('-popular')),
  ),
);
show('card lengths', groupTable('words of plot', test.groups(lengthOf)));
show('card calibration', calibrationTable());
show('card titles', titleTable());
show('card drama', dramaTable());

function show(part: string, table: string): void {
  console.log(`\n${part}\n${table}`);
  const page = fileURLToPath(new URL('../../docs/model-card.md', import.meta.url));
  if (args.write) writeResults(part, table, page);
}

async function modelTable(): Promise<string> {
  const rows = BUNDLED.map(async (name, model) => {
    const { training } = await bundled[model]!.inspect({ wordCount: 0 });
    const checksum = createHash('sha256').update(weights[model]!).digest('hex').slice(0, 16);
    const size = `${(weights[model]!.length / 1000).toFixed(0)} kB`;
    return [name, size, String(training.sampleCount), `${checksum}…`];
  });
  return markdownTable(['weights', 'size', 'films', 'SHA-256'], await Promise.all(rows));
}

function dataTable(): string {
  const table = CATALOGUES.map((catalogue) => {
    const own = data.rows.filter((row) => row.catalogue === catalogue);
    const counts = (['train', 'valid', 'test'] as const).map(
      (name) => own.filter(({ split }) => split === name).length,
    );
    const known = new Set(own.flatMap(({ movie }) => movie.knownGenres ?? []));
    return [nameOf(catalogue), ...counts, known.size, labelCardinality(truthOf(own, labels)).toFixed(2)].map(
      String,
    );
  });
  return markdownTable(['catalogue', 'train', 'valid', 'test', 'genres it can show', 'genres a film'], table);
}

function yearTable(): string {
  const train = data.rows.filter(({ split }) => split === 'train');
  const table = groupsOf(train, decadeOf).map(([name, rows]) => [
    ...[name, String(rows.length), percent(rows.length / train.length)],
  ]);
  return markdownTable(['decade', 'train rows', 'share'], table);
}

function fieldTable(): string {
  const table = INPUT_SHAPES.flatMap((shape) => {
    const judged = classifiers.map((classifier) => test.judge(classifier, shape));
    return CATALOGUES.map((catalogue) => {
      const rows = test.where((row) => row.catalogue === catalogue);
      const told = test.truth.selectRows(rows);
      const errors = judged.map(({ scores: { values } }) => {
        const [from, to] = [rows[0]! * labels.size, (rows.at(-1)! + 1) * labels.size];
        const own = new ScoreMatrix(labels, rows.length, values.slice(from, to));
        return reliability(own, told).expectedCalibrationError.toFixed(4);
      });
      const scores = judged.map(({ predicted }) => test.f1(predicted, rows));
      return [shape, nameOf(catalogue), String(rows.length), ...scores, ...errors];
    });
  });
  const header = [...MODELS.map((name) => `micro-F1, ${name}`), ...MODELS.map((name) => `ECE, ${name}`)];
  return markdownTable(['given', 'catalogue', 'films', ...header], table);
}

function genreTable(): string {
  const table = labels.names.map((name, label) => {
    const [t, p] = [test.truth, whole[0]!.predicted].map((matrix) => matrix.selectLabels([name]));
    const sides = [precisionScore(t!, p!), recallScore(t!, p!)].map((value) => value.toFixed(2));
    const scores = whole.map(({ predicted }) => test.f1(predicted, test.all, [name]));
    return [name, String(test.truth.supportOf(label)), ...sides, ...scores];
  });
  const header = ['precision, default', 'recall, default', ...MODELS.map((name) => `F1, ${name}`)];
  return markdownTable(['genre', 'films that have it', ...header], table);
}

function groupTable(title: string, groups: readonly (readonly [string, readonly number[]])[]): string {
  const table = groups.map(([name, rows]) => [
    ...[name, String(rows.length), labelCardinality(test.truth.selectRows(rows)).toFixed(2)],
    ...whole.map(({ predicted }) => test.f1(predicted, rows)),
  ]);
  return markdownTable(
    [title, 'films', 'genres a film', ...MODELS.map((name) => `micro-F1, ${name}`)],
    table,
  );
}

function calibrationTable(): string {
  const bins = whole.map(({ scores }) => reliability(scores, test.truth, { bins: 10 }).bins);
  const table = bins[0]!.map(({ lower, upper }) => [
    `${lower.toFixed(1)}–${upper.toFixed(1)}`,
    ...bins.flatMap((own) => {
      const { meanProbability, observedRate } = own.find((bin) => bin.lower === lower)!;
      return [meanProbability.toFixed(3), observedRate.toFixed(3)];
    }),
  ]);
  return markdownTable(
    ['probability', ...MODELS.flatMap((name) => [`said, ${name}`, `true, ${name}`])],
    table,
  );
}

/** What titles do that are another film's: each row gets that of the row half a table away. */
function titleTable(): string {
  const titleOf = (row: number) => test.rows[(row + (test.all.length >> 1)) % test.all.length]!.movie.title;
  const ways: [string, InputShape, ((row: number) => string | undefined)?][] = [
    ['its own', 'title+plot'],
    ['none', 'plot'],
    ["another film's", 'title+plot', titleOf],
  ];
  const table = ways.map(([name, shape, title]) => [
    name,
    ...classifiers.map((classifier) => test.f1(test.judge(classifier, shape, title).predicted)),
  ]);
  return markdownTable(['title beside the plot', ...MODELS.map((name) => `micro-F1, ${name}`)], table);
}

function dramaTable(): string {
  const share = (matrix: LabelMatrix, rows: number[]) =>
    percent(matrix.selectRows(rows).supportOf(labels.indexOf('Drama')) / rows.length);
  const table = CATALOGUES.map((catalogue) => {
    const rows = test.where((row) => row.catalogue === catalogue);
    return [
      nameOf(catalogue),
      share(test.truth, rows),
      ...whole.map(({ predicted }) => share(predicted, rows)),
    ];
  });
  return markdownTable(['catalogue', 'are Drama', ...MODELS.map((name) => `called Drama, ${name}`)], table);
}

function percent(share: number): string {
  return `${(share * 100).toFixed(1)} %`;
}
