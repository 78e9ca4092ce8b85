import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('..', import.meta.url));
const isBuilt = existsSync(join(repository, 'dist/index.js'));

interface Snippet {
  readonly name: string;
  readonly code: string;
}

/** The blocks of a Markdown file that are marked as JavaScript. */
function snippetsOf(file: string): Snippet[] {
  const text = readFileSync(join(repository, file), 'utf8');
  return [...text.matchAll(/^```js\n([\s\S]*?)^```/gm)].map(([, code], index) => ({
    name: `${file} ${index + 1}`,
    code: code!,
  }));
}

/** The examples in the comments of the sources; one that names something it does not define is a fragment, and skipped. */
function examplesOf(): Snippet[] {
  const source = join(repository, 'src');
  return readdirSync(source, { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.includes('.test'))
    .flatMap((file) => {
      const text = readFileSync(join(source, file), 'utf8');
      return [...text.matchAll(/\* ```ts\n([\s\S]*?)\* ```/g)].map(([, block], index) => ({
        name: `src/${file} ${index + 1}`,
        code: block!.replace(/^ *\* ?/gm, ''),
      }));
    });
}

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'genrekit-readme-'));
  mkdirSync(join(folder, 'node_modules'));
  symlinkSync(repository, join(folder, 'node_modules/genrekit'));
  for (const name of ['wink-nlp', 'wink-eng-lite-web-model']) {
    symlinkSync(join(repository, 'node_modules', name), join(folder, 'node_modules', name));
  }
  symlinkSync(join(repository, 'fixtures'), join(folder, 'fixtures'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** A comment `// value` behind a console.log states what it prints. */
function statedOutput(code: string): string[] {
  return [...code.matchAll(/^\s*console\.log\(.*\);?\s*\/\/ (.+)$/gm)].map(([, stated]) => stated!.trim());
}

const snippets = [...snippetsOf('README.md'), ...examplesOf()];
describe.skipIf(!isBuilt)('snippets of the README and of the docs run as written', () => {
  it.each(snippets)('$name', ({ code }) => {
    writeFileSync(join(folder, 'snippet.mjs'), transformSync(code, { loader: 'ts' }).code);
    const output = execFileSync('node', ['snippet.mjs'], {
      cwd: folder,
      encoding: 'utf8',
    });
    for (const stated of statedOutput(code)) expect(squeeze(output)).toContain(squeeze(stated));
  });
});

/** Quotes and white space differ between what people write and what the console prints. */
function squeeze(text: string): string {
  return text.replace(/["'`\s]/g, '');
}
