import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const cache = fileURLToPath(new URL('../../node_modules/.cache/genrekit-consumers', import.meta.url));

/**
 * Installs npm packages into a folder of their own under `node_modules/.cache`, once. Their install scripts do not run:
 * all that is used here comes complete, binaries too.
 *
 * @param tools - packages and their exact versions
 * @returns the folder
 * @throws Error when npm cannot install them
 */
export function installTools(tools: Readonly<Record<string, string>>): string {
  const names = Object.entries(tools).map(([name, version]) => `${name}@${version}`);
  const folder = join(cache, names.join('_').replaceAll('/', '-'));
  if (existsSync(join(folder, 'node_modules/.package-lock.json'))) return folder;
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'package.json'), JSON.stringify({ private: true, dependencies: tools }));
  try {
    execFileSync('npm', ['install', '--ignore-scripts', '--no-audit', '--no-fund', '--prefer-offline'], {
      cwd: folder,
      stdio: ['ignore', 'ignore', 'pipe'],
      encoding: 'utf8',
    });
  } catch (error) {
    const lines = (error as { stderr: string }).stderr
      .split('\n')
      .filter((line) => line.startsWith('npm error'));
    throw new Error(
      `npm cannot install ${names.join(', ')}: ${lines[0]?.slice('npm error '.length) ?? error}`,
    );
  }
  return folder;
}

/**
 * @param folder - what {@link installTools} gave
 * @param path - a file of an installed package, such as `webpack/lib/index.js`
 * @returns the module
 */
export function importTool<Module>(folder: string, path: string): Promise<Module> {
  return import(pathToFileURL(join(folder, 'node_modules', path)).href) as Promise<Module>;
}
