// Fits the bundled weights: npm run pretrain [-- --data FILE...]. The fixture movies are the default.
import { createReadStream, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { GenreClassifier } from '../src/classifier/GenreClassifier.ts';
import { readMovies } from '../src/data/readMovies.ts';
import type { LabelledMovie } from '../src/text/Movie.ts';

const { values } = parseArgs({ options: { data: { type: 'string', multiple: true } } });
const fixtures = fileURLToPath(new URL('../fixtures/movies', import.meta.url));
const files = values.data ?? readdirSync(fixtures).map((name) => join(fixtures, name));

const movies: LabelledMovie[] = [];
for (const file of files) {
  const table = await readMovies(createReadStream(file), { name: basename(file) });
  for (const problem of table.problems) console.warn(`${file}:${problem.line}: ${problem.reason}`);
  movies.push(...table.movies);
}
const classifier = await new GenreClassifier().fit(movies);
const bytes = await classifier.toBytes({ weights: 'int8' });
writeFileSync(new URL('../src/pretrained/default.bin', import.meta.url), bytes);
console.log(`${movies.length} movies, ${classifier.labels.length} genres, ${bytes.length} bytes`);
console.log((await classifier.inspect({ wordCount: 0 })).training.outOfFold);
