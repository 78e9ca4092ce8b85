import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const bundledFolder = fileURLToPath(new URL('../../fixtures/reference', import.meta.url));

/** Where reference answers lie: the folder that `GENREKIT_ORACLES` names, or `fixtures/reference`. */
export const oracleFolder = process.env.GENREKIT_ORACLES ?? bundledFolder;

/**
 * Reads one file of reference answers.
 *
 * @param name - its name without `.json`
 * @returns the parsed file, from `fixtures/reference` where the named folder does not have it, or `undefined` where neither
 * does
 */
export function readOracle<T>(name: string): T | undefined {
  const path = [oracleFolder, bundledFolder]
    .map((folder) => join(folder, `${name}.json`))
    .find((file) => existsSync(file));
  return path === undefined ? undefined : (JSON.parse(readFileSync(path, 'utf8')) as T);
}
