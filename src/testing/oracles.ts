import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where reference answers lie: the folder that `GENREKIT_ORACLES` names, or `fixtures/reference`. */
export const oracleFolder =
  process.env.GENREKIT_ORACLES ?? fileURLToPath(new URL('../../fixtures/reference', import.meta.url));

/**
 * Reads one file of reference answers.
 *
 * @param name - its name without `.json`
 * @returns the parsed file, or `undefined` where the folder does not have it
 */
export function readOracle<T>(name: string): T | undefined {
  const path = join(oracleFolder, `${name}.json`);
  return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as T) : undefined;
}
