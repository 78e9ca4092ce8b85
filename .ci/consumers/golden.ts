import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Answer } from './Consumer.ts';

const file = fileURLToPath(new URL('golden.json', import.meta.url));

/** What all consumers must answer with some of the bundled weights of this commit. */
export type Golden = Pick<Answer, 'hash' | 'textCount' | 'genreCount'>;

/**
 * @param entry - which weights; the default ones when absent
 * @returns the stored answer
 */
export function readGolden(entry = 'default'): Golden | undefined {
  return (JSON.parse(readFileSync(file, 'utf8')) as Record<string, Golden>)[entry];
}

/** Stores answers, by entry, as those that all must give: what to do when bundled weights change. */
export function writeGolden(answers: Readonly<Record<string, Answer>>): void {
  const stored = Object.entries(answers).map(([entry, { hash, textCount, genreCount }]) => [
    entry,
    { hash, textCount, genreCount },
  ]);
  writeFileSync(file, `${JSON.stringify(Object.fromEntries(stored), null, 2)}\n`);
}
