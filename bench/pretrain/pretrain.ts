// Makes the bundled weights: npm run pretrain -- --data DIR [--work DIR] [--vectors PATH] [--only NAME] [--test]
// DIR (or GENREKIT_DATA) holds the corpus and the tables of popular films; --work keeps what is done when the work is
// stopped. --vectors names word vectors for the encoder to start from (PATH.txt a word a line, PATH.f32 their numbers);
// without it the embedding starts at random. --only makes one model. --test judges
// the weights on the test rows, which nothing is chosen by, and puts the tables into RESULTS.md. manifest.json tells what the
// weights were made from: the same data on the same machine give the same bytes.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { blendKitOf } from '../../src/blend/blendKit.ts';
import { GenreClassifier } from '../../src/classifier/GenreClassifier.ts';
import { hashedAnalysers } from '../../src/pretrained/ml-knn/hashedAnalysers.ts';
import { attentionKit } from '../../src/strategies/attention/attention.ts';
import { condensedKits } from '../../src/strategies/condensed/condensedKits.ts';
import { VERSION } from '../../src/version.ts';
import { writeResults } from '../report.ts';
import { Checkpoints } from './Checkpoints.ts';
import type { MadeModel } from './JudgedRows.ts';
import { judgeTests } from './judgeTests.ts';
import { makeAttention } from './makeAttention.ts';
import { makeBlend } from './makeBlend.ts';
import { makeChain } from './makeChain.ts';
import { makeDefault } from './makeDefault.ts';
import { makeMlKnn } from './makeMlKnn.ts';
import { hasTrainingRows, NEEDED, readTrainingRows } from './readTrainingRows.ts';

const { values: args } = parseArgs({
  options: {
    data: { type: 'string' },
    work: { type: 'string', default: join(tmpdir(), 'genrekit-pretrain') },
    vectors: { type: 'string' },
    only: { type: 'string' },
    test: { type: 'boolean', default: false },
  },
});
const folder = args.data ?? process.env.GENREKIT_DATA;
if (folder === undefined || !hasTrainingRows(folder)) {
  console.error(
    `Name the folder of the data: npm run pretrain -- --data DIR (or set GENREKIT_DATA). It must hold ${NEEDED}.`,
  );
  process.exit(2);
}

const data = await readTrainingRows(folder, args.test);
console.log(`${data.rows.length} rows read`);
const checkpoints = new Checkpoints(args.work, data.checksums);
const target = fileURLToPath(new URL('../../src/pretrained/', import.meta.url));
mkdirSync(target, { recursive: true });

const wanted = (name: string) => args.only === undefined || args.only === name;
const made: Record<string, MadeModel> = {};
if (wanted('default') || wanted('blend')) made.default = await makeDefault(data, checkpoints);
if (wanted('attention') || wanted('blend'))
  made.attention = await makeAttention(data, { folder, vectors: args.vectors }, checkpoints);
if (wanted('blend'))
  made.blend = await makeBlend(data, { default: made.default!, attention: made.attention! });
if (wanted('chain')) made.chain = await makeChain(data, checkpoints);
if (wanted('ml-knn')) made['ml-knn'] = await makeMlKnn(data, checkpoints);
const members: GenreClassifier[] = [];
for (const [name, model] of Object.entries(made)) await keep(name, model);

/** Writes a model beside the code that opens it, and tells how good it is. */
async function keep(name: string, { bytes, settings }: MadeModel): Promise<void> {
  const kits = [attentionKit, blendKitOf([...members]), ...condensedKits];
  const classifier = await GenreClassifier.open(bytes, { strategies: kits, analysers: hashedAnalysers });
  members.push(classifier);
  if (!wanted(name)) return;
  writeFileSync(join(target, `${name}.bin`), bytes);
  const { training } = await classifier.inspect({ wordCount: 0 });
  console.log(`${name}.bin: ${bytes.length} bytes, ${training.featureCount} features`);
  console.log(training.outOfFold);
  note(name, {
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    features: training.featureCount,
    unseen: training.outOfFold,
    settings,
  });
  if (!args.test) return;
  const table = await judgeTests(classifier, data.rows);
  console.log(table);
  writeResults(`pretrained ${name}`, `## Bundled weights: ${name}, on test rows\n\n${table}`);
}

/** Puts what a model was made from in place of what was noted of it before. */
function note(name: string, model: object): void {
  const path = join(target, 'manifest.json');
  const before = existsSync(path) ? JSON.parse(readFileSync(path, 'utf8')).models : {};
  const made = { genrekit: VERSION, node: process.version, data: data.checksums };
  const models = { ...before, [name]: { ...model, ...made } };
  writeFileSync(path, `${JSON.stringify({ models }, null, 2)}\n`);
  execFileSync('npx', ['biome', 'format', '--write', path]);
}
