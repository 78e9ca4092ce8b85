import { execFileSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

const repository = fileURLToPath(new URL('..', import.meta.url));
const isBuilt = existsSync(join(repository, 'dist/index.js'));
let folder = '';

/** Does something while some files of the package are gone. */
function without<T>(files: RegExp, then: () => T): T {
  const dist = join(folder, 'node_modules/genrekit/dist');
  const gone = readdirSync(dist).filter((file) => files.test(file));
  expect(gone.length).toBe(MODELS.length);
  for (const file of gone) renameSync(join(dist, file), join(folder, file));
  try {
    return then();
  } finally {
    for (const file of gone) renameSync(join(folder, file), join(dist, file));
  }
}

/** Runs a script in a project that has genrekit installed as npm packs it. */
function run(name: string, script: string): string {
  writeFileSync(join(folder, name), script);
  return execFileSync('node', [name], { cwd: folder, encoding: 'utf8' }).trim();
}

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'genrekit-'));
  const [packed] = JSON.parse(
    execFileSync('npm', ['pack', '--json', '--ignore-scripts', '--pack-destination', folder], {
      cwd: repository,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    }),
  ) as [{ filename: string }];
  const modules = join(folder, 'node_modules');
  mkdirSync(modules);
  execFileSync('tar', ['-xzf', packed.filename, '-C', modules], { cwd: folder });
  execFileSync('mv', [join(modules, 'package'), join(modules, 'genrekit')]);
  const { dependencies, peerDependencies } = JSON.parse(
    readFileSync(join(repository, 'package.json'), 'utf8'),
  ) as {
    dependencies: Record<string, string>;
    peerDependencies: Record<string, string>;
  };
  for (const name of [
    ...Object.keys({ ...dependencies, ...peerDependencies }),
    'string-width',
    'emoji-regex',
    'is-fullwidth-code-point',
    'strip-ansi',
    'ansi-regex',
  ]) {
    const target = join(modules, name);
    mkdirSync(dirname(target), { recursive: true });
    if (existsSync(join(repository, 'node_modules', name)))
      symlinkSync(join(repository, 'node_modules', name), target);
  }
});

afterAll(() => rmSync(folder, { recursive: true, force: true }));

const MODELS = ['', '/attention', '/blend', '/chain', '/ml-knn'].map((end) => `genrekit/pretrained${end}`);

const PREDICT = `
  loadPretrained().then((classifier) => {
    const movie = { title: 'Othello', plot: 'A jealous general murders his wife.' };
    console.log(JSON.stringify(classifier.predictProba(movie)));
  });`;

describe.skipIf(!isBuilt)('the packed package', () => {
  const viaImport = () =>
    run('import.mjs', `import { loadPretrained } from 'genrekit/pretrained';${PREDICT}`);

  it('answers through import, require and await import alike', () => {
    const answer = viaImport();
    expect(JSON.parse(answer).length).toBeGreaterThan(10);
    expect(run('require.cjs', `const { loadPretrained } = require('genrekit/pretrained');${PREDICT}`)).toBe(
      answer,
    );
    expect(
      run('dynamic.mjs', `const { loadPretrained } = await import('genrekit/pretrained');${PREDICT}`),
    ).toBe(answer);
  });

  it.each(MODELS)('reads %s from a file in Node, and from text where that is gone', (entry) => {
    const answers = () => [
      run('weights.mjs', `import { loadPretrained } from '${entry}';${PREDICT}`),
      run('weights.cjs', `const { loadPretrained } = require('${entry}');${PREDICT}`),
    ];
    const [fromFile, ...others] = [
      ...without(/-[0-9a-f]{8}\.js$/, answers),
      ...without(/-[0-9a-f]{8}\.bin$/, answers),
    ];
    expect(JSON.parse(fromFile!).length).toBeGreaterThan(10);
    expect(others).toEqual([fromFile, fromFile, fromFile]);
  });

  it.each([
    'genrekit',
    'genrekit/attention',
    'genrekit/blend',
    'genrekit/data',
    'genrekit/feed-forward',
    'genrekit/metrics',
    'genrekit/node',
    'genrekit/pretrained',
    'genrekit/pretrained/attention',
    'genrekit/pretrained/blend',
    'genrekit/pretrained/card',
    'genrekit/pretrained/chain',
    'genrekit/pretrained/ml-knn',
    'genrekit/strategies',
    'genrekit/toolkit',
    'genrekit/wink',
  ])('exports the same names of %s to import and require', (entry) => {
    const names = run(
      'names.mjs',
      `import * as all from '${entry}'; console.log(Object.keys(all).sort().join());`,
    );
    expect(names).not.toBe('');
    expect(run('names.cjs', `console.log(Object.keys(require('${entry}')).sort().join());`)).toBe(names);
  });

  it('gives classes that are the same across entry points', () => {
    const script = `
      import { GenreClassifier } from 'genrekit';
      import { loadPretrained } from 'genrekit/pretrained';
      console.log((await loadPretrained()) instanceof GenreClassifier);`;
    expect(run('same.mjs', script)).toBe('true');
    const required = `
      const { GenreClassifier } = require('genrekit');
      require('genrekit/pretrained').loadPretrained().then((c) => console.log(c instanceof GenreClassifier));`;
    expect(run('same.cjs', required)).toBe('true');
  });

  it('has the command, which reports its version', () => {
    const cli = join(folder, 'node_modules/genrekit/dist/cli.js');
    const { version } = JSON.parse(readFileSync(join(repository, 'package.json'), 'utf8')) as {
      version: string;
    };
    expect(execFileSync('node', [cli, '--version'], { encoding: 'utf8' }).trim()).toBe(version);
  });

  it('ships no sources, tests or fixtures', () => {
    const listing = execFileSync('find', ['.', '-type', 'f'], {
      cwd: join(folder, 'node_modules/genrekit'),
      encoding: 'utf8',
    });
    expect(listing).not.toMatch(/fixtures|\.test\.|\.csv/);
  });
});
