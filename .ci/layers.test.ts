import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const source = fileURLToPath(new URL('../src', import.meta.url));

/** Left to right: a folder imports only from folders before it. Folders in one entry do not import each other. */
const layers = [
  ['math'],
  ['kernels'],
  ['text'],
  ['wink'],
  ['labels'],
  ['splits'],
  ['features'],
  ['neighbours'],
  ['learners'],
  ['nn'],
  ['strategies'],
  ['metrics'],
  ['calibration'],
  ['thresholds'],
  ['explanations'],
  ['format'],
  ['classifier'],
  ['blend'],
  ['node', 'pretrained', 'data', 'toolkit'],
  ['cli'],
];
const rank = new Map(layers.flatMap((folders, index) => folders.map((folder) => [folder, index] as const)));
const common = ['errors.ts', 'options.ts', 'version.ts'];

const files = readdirSync(source, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.ts') && !/\.(test|test-d|d)\.ts$/.test(file) && !file.includes('testing'))
  .sort();

describe('the folder order', () => {
  it.each(files.filter((file) => file.includes('/')))('%s imports only from its left', (file) => {
    const folder = file.split('/')[0]!;
    expect(rank.has(folder), `${folder} is not in the folder order`).toBe(true);
    const code = readFileSync(join(source, file), 'utf8').replace(/\/\*[\s\S]*?\*\//g, '');
    for (const [, target] of code.matchAll(/(?:from|import\()\s*'([^']+)'/g)) {
      if (target!.startsWith('node:')) {
        expect(['cli', 'node'], `${file} imports ${target}`).toContain(folder);
      }
      if (!target!.startsWith('.')) continue;
      const path = relative(source, resolve(source, dirname(file), target!));
      if (common.includes(path)) continue;
      const other = path.split('/')[0]!;
      const isAllowed = other === folder || rank.get(other)! < rank.get(folder)!;
      expect(isAllowed, `${file} imports ${path}`).toBe(true);
    }
  });

  it('keeps every file short enough to read', () => {
    const long = files.filter((file) => readFileSync(join(source, file), 'utf8').split('\n').length > 400);
    expect(long).toEqual([]);
  });
});
