import { closeSync, mkdtempSync, openSync, readdirSync, readSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/**
 * Gives a folder far from the project, so that what is bundled into it can find nothing there by chance.
 *
 * @param use - what to do with it; it is removed afterwards
 * @throws Error when a bundler put a model file there: the same bytes are in the code already
 */
export async function inFreshFolder<Result>(use: (folder: string) => Promise<Result>): Promise<Result> {
  const folder = mkdtempSync(join(tmpdir(), 'genrekit-bundle-'));
  try {
    const result = await use(folder);
    for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
      if (entry.isFile() && isModel(join(entry.parentPath, entry.name)))
        throw new Error(`The bundle has the weights twice: in its code, and in ${entry.name}.`);
    }
    return result;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function isModel(path: string): boolean {
  const start = Buffer.alloc(6);
  const file = openSync(path);
  readSync(file, start);
  closeSync(file);
  return start.toString('latin1') === '\x89GENRE';
}
