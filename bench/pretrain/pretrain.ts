// Makes the bundled weights: npm run pretrain -- --data DIR [--work DIR] [--test]
// DIR (or GENREKIT_DATA) holds the corpus and the tables of popular films; --work keeps what is done when the work is
// stopped. --test judges the weights on the test rows, which nothing is chosen by.
import { mkdirSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { GenreClassifier } from '../../src/classifier/GenreClassifier.ts';
import { Checkpoints } from './Checkpoints.ts';
import { judgeTests } from './judgeTests.ts';
import { makeDefault } from './makeDefault.ts';
import { hasTrainingRows, NEEDED, readTrainingRows } from './readTrainingRows.ts';

const { values: args } = parseArgs({
  options: {
    data: { type: 'string' },
    work: { type: 'string', default: join(tmpdir(), 'genrekit-pretrain') },
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
const bytes = await makeDefault(data, new Checkpoints(args.work, data.checksums));

const target = fileURLToPath(new URL('../../src/pretrained/', import.meta.url));
mkdirSync(target, { recursive: true });
writeFileSync(join(target, 'default.bin'), bytes);
const classifier = GenreClassifier.fromBytes(bytes);
const { training } = await classifier.inspect({ wordCount: 0 });
console.log(`default.bin: ${bytes.length} bytes, ${training.featureCount} features`);
console.log(training.outOfFold);
if (args.test) console.log(await judgeTests(classifier, data.rows));
