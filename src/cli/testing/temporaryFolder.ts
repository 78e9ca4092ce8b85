import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll } from 'vitest';

/** A folder for the files of one test file; it goes when the tests are over. */
export interface TemporaryFolder {
  /** The path of a file in it. */
  path(name: string): string;
  /** Writes a file, and gives its path. */
  write(name: string, contents: string | Uint8Array): string;
}

/** Makes a folder that is removed after the last test of the file. */
export function temporaryFolder(): TemporaryFolder {
  const folder = mkdtempSync(join(tmpdir(), 'genrekit-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const path = (name: string) => join(folder, name);
  return {
    path,
    write: (name, contents) => {
      writeFileSync(path(name), contents);
      return path(name);
    },
  };
}
