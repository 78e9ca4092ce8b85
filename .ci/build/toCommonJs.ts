import { mkdirSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type Plugin } from 'esbuild';
import { SHIPPED } from './weightsBesideCode.ts';

/**
 * Writes ES modules, as `mergeChunks` leaves them, as CommonJS modules with the same names, which end in `.cjs`.
 *
 * The texts of models alone are left to the ES modules that have them: all that can read them load ES modules on demand,
 * though Node can require them only from 20.19 on.
 *
 * @param from - the folder of the ES modules
 * @param to - the folder of the package
 */
export async function toCommonJs(from: string, to: string): Promise<void> {
  mkdirSync(to, { recursive: true });
  const files = readdirSync(from).filter((file) => file.endsWith('.js'));
  const requires = new Map(await Promise.all(files.map((file) => convert(from, to, file))));
  const refuseCycles = (file: string, path: readonly string[]) => {
    if (path.includes(file))
      throw new Error(`Chunks lead back to each other: ${[...path, file].join(' > ')}.`);
    for (const next of requires.get(file) ?? []) refuseCycles(next, [...path, file]);
    requires.set(file, []); // seen
  };
  for (const file of files) refuseCycles(file, []);
}

async function convert(from: string, to: string, file: string) {
  const { outputFiles, metafile } = await build({
    absWorkingDir: from,
    entryPoints: [file],
    bundle: true,
    write: false,
    metafile: true,
    format: 'cjs',
    platform: 'node',
    target: 'es2022',
    supported: { 'dynamic-import': false }, // else Node would not let tests in sandboxes, such as Jest's, load what is asked for
    logLevel: 'error',
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 160,
    plugins: [oneFileEach],
  });
  const code = withPlainExports(outputFiles[0]!.text).replace(
    /Promise\.resolve\(\)\s*\.then\(\s*\(\)\s*=>\s*__toESM\(\s*require\(\s*("[^"]+-[0-9a-f]{8}\.js")\s*\)(?:,\s*1)?\s*\)\s*\)/g,
    'import($1)',
  );
  writeFileSync(join(to, `${basename(file, '.js')}.cjs`), code);
  const required = Object.values(metafile.inputs)[0]!.imports.filter(
    ({ kind }) => kind === 'import-statement',
  );
  return [file, required.map(({ path }) => basename(path, '.cjs').concat('.js'))] as const;
}

/**
 * Exports values, not getters of getters, which cost predictions 8 %. Nothing here is exported before it is made, or made
 * anew afterwards: chunks do not lead back to each other, and no source file exports what it reassigns.
 */
function withPlainExports(code: string): string {
  const found =
    /__export\(\s*\w+,\s*\{([\s\S]*?)\}\s*\);\s*module\.exports\s*=\s*__toCommonJS\(\s*\w+\s*\);/.exec(code);
  if (found === null) return code;
  const values = found[1]!.replace(/:\s*\(\s*\)\s*=>/g, ':');
  const names = code.lastIndexOf('0&&(');
  if (names < 0) throw new Error('No names of exports are at the end.');
  const assignment = `module.exports={${values}};Object.defineProperty(module.exports,"__esModule",{value:!0});`;
  return (
    code.slice(0, found.index) +
    code.slice(found.index + found[0].length, names) +
    assignment +
    code.slice(names)
  );
}

const oneFileEach: Plugin = {
  name: 'one-file-each',
  setup: ({ onResolve }) =>
    onResolve({ filter: /.*/ }, ({ path, kind }) => {
      if (kind === 'entry-point') return undefined;
      const isOwn = path.startsWith('./') && !SHIPPED.test(path);
      return { path: isOwn ? path.replace(/\.js$/, '.cjs') : path, external: true };
    }),
};
