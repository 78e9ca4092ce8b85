import { execFileSync } from 'node:child_process';
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { transformSync } from 'esbuild';
import { otherEntries } from './entries.ts';
import { movies } from './movies.ts';

const repository = fileURLToPath(new URL('../..', import.meta.url));

/** Why there is no package to test; absent when there is. */
export const obstacle = existsSync(join(repository, 'dist/pretrained.js'))
  ? undefined
  : 'the package is not built: npm run build';

/**
 * Makes a project in a temporary folder that has genrekit as npm packs it, and the script of all consumers: for the default
 * weights, and in folders below for each of the others.
 *
 * @param installs - whether npm installs the package with its dependencies, or it is unpacked alone
 * @returns the folder, which is the caller's to remove
 */
export function makeProject(installs: boolean): string {
  const folder = mkdtempSync(join(tmpdir(), 'genrekit-consumers-'));
  const npm = (args: string[], cwd: string) =>
    execFileSync('npm', args, { cwd, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'] });
  // Parcel reads "exports" when asked to.
  const settings = { name: 'consumer', private: true, '@parcel/resolver-default': { packageExports: true } };
  writeFileSync(join(folder, 'package.json'), JSON.stringify(settings));
  const [packed] = JSON.parse(
    npm(['pack', '--json', '--ignore-scripts', '--pack-destination', folder], repository),
  ) as [{ filename: string }];
  if (installs) {
    npm(
      ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline', `./${packed.filename}`],
      folder,
    );
  } else {
    mkdirSync(join(folder, 'node_modules'));
    execFileSync('tar', ['-xzf', packed.filename], { cwd: folder });
    renameSync(join(folder, 'package'), join(folder, 'node_modules/genrekit'));
  }
  writeFileSync(join(folder, 'movies.mjs'), `export const movies = ${JSON.stringify(movies())};\n`);
  cpSync(fileURLToPath(new URL('script', import.meta.url)), folder, { recursive: true });
  for (const name of ['answer', 'movies']) {
    const source = readFileSync(join(folder, `${name}.mjs`), 'utf8');
    writeFileSync(join(folder, `${name}.cjs`), transformSync(source, { format: 'cjs' }).code);
  }
  const scripts = readdirSync(folder).filter((name) => /\.[cm]js$/.test(name));
  for (const entry of otherEntries) {
    mkdirSync(join(folder, entry));
    for (const name of scripts) {
      const source = readFileSync(join(folder, name), 'utf8');
      writeFileSync(
        join(folder, entry, name),
        source.replace("'genrekit/pretrained'", `'genrekit/pretrained/${entry}'`),
      );
    }
  }
  return folder;
}
