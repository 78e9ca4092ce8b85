import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Answer } from './Consumer.ts';

const file = fileURLToPath(new URL('golden.json', import.meta.url));

/** What all consumers must answer with the bundled weights of this commit. */
export type Golden = Pick<Answer, 'hash' | 'textCount' | 'genreCount'>;

/** @returns the stored answer */
export function readGolden(): Golden {
  return JSON.parse(readFileSync(file, 'utf8')) as Golden;
}

/** Stores an answer as the one that all must give: what to do when the bundled weights change. */
export function writeGolden({ hash, textCount, genreCount }: Answer): void {
  writeFileSync(file, `${JSON.stringify({ hash, textCount, genreCount }, null, 2)}\n`);
}
