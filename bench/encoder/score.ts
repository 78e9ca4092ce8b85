// Writes the scores of a trained encoder for the rows of the tables, to learn from or to blend with:
//   npx tsx bench/encoder/score.ts --data DIR --encoder PATH --out FOLDER [--splits train,valid] [--fields title+plot,plot]
// FOLDER/SPLIT.keys.txt has a row a line: source, tab, title, tab, hash of title and plot. FOLDER/SPLIT.FIELDS.f32 has a
// score for each row and genre (32-bit floats, the machine's byte order, genres in the order of label-spaces.json),
// before the logistic function and without any source's correction.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import type { Field } from '../../src/text/Movie.ts';
import { scoreRows } from './judgedSets.ts';
import { scorerOf } from './pretrainEncoder.ts';
import { loadEncoder } from './saveEncoder.ts';
import { hashText, type Row, readAllTables, readLabels, type Split } from './tables.ts';

const { values: args } = parseArgs({
  options: {
    data: { type: 'string' },
    encoder: { type: 'string' },
    out: { type: 'string' },
    cache: { type: 'string' },
    splits: { type: 'string', default: 'train,valid' },
    fields: { type: 'string', default: 'title+plot,plot' },
  },
});
const { data: folder, out } = args;
if (folder === undefined || out === undefined || args.encoder === undefined) {
  console.error(
    'Name the data, the encoder and the folder to write to: --data DIR --encoder PATH --out FOLDER.',
  );
  process.exit(2);
}
mkdirSync(out, { recursive: true });
const labels = readLabels(folder);
const encoder = loadEncoder(args.encoder);
const scorer = scorerOf(encoder);
const splits = args.splits.split(',') as Split[];
const all = await readAllTables(folder, args.cache);
for (const split of splits) {
  const rows = all.filter((row) => row.split === split);
  writeFileSync(join(out, `${split}.keys.txt`), rows.map((row) => `${keyOf(row)}\n`).join(''));
  for (const input of args.fields.split(',')) {
    const { values } = scoreRows(rows, input.split('+') as Field[], encoder.features, scorer, labels);
    writeFileSync(join(out, `${split}.${input}.f32`), new Uint8Array(Float32Array.from(values).buffer));
    console.log(`${split}, ${input}: ${rows.length} rows`);
  }
}

function keyOf({ source, movie: { title = '', plot = '' } }: Row): string {
  return [source, title.replace(/\s+/g, ' '), hashText(`${title}\n${plot}`)].join('\t');
}
