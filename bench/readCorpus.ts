import { createReadStream, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { LabelledMovie } from 'genrekit';
import { readMovies } from 'genrekit/data';

/**
 * Reads the tables corpus-*.csv.gz of a folder, with genres outside a row's label space unknown.
 *
 * @param folder - holds the tables and label-spaces.json
 * @param splits - the values of the column `split` to take; absent = all rows
 */
export async function readCorpus(folder: string, splits?: readonly string[]): Promise<LabelledMovie[]> {
  const { labelSpaces } = JSON.parse(readFileSync(join(folder, 'label-spaces.json'), 'utf8'));
  const movies: LabelledMovie[] = [];
  for (const name of readdirSync(folder).filter((file) => /^corpus-.*\.csv\.gz$/.test(file))) {
    const where = splits && { where: { split: [...splits] } };
    const table = await readMovies(createReadStream(join(folder, name)), { name, labelSpaces, ...where });
    for (const movie of table.movies) movies.push(movie);
  }
  return movies;
}
