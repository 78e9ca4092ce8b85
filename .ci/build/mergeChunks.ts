import { readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { build, type Metafile, type Plugin } from 'esbuild';
import { SHIPPED } from './weightsBesideCode.ts';

/**
 * Entry points that few pages load together with a classifier. What they share with it stays apart from the rest, so that
 * where whole files are loaded, as in Node and by import maps, they do not bring a classifier along.
 */
const LIGHT = ['data', 'encoderWorker', 'learnerWorker', 'metrics', 'pretrained-card', 'strategies', 'wink'];

/**
 * Puts the chunks that `pretrained.js` loads at once into three files, `base.js`, `core.js` and `weights.js`. The bundler makes a chunk
 * for each set of entry points that share code, and loading a file costs Node as much as loading 10 KB more of code. What it
 * loads next goes into one file too, and entry points name all that they lead to, so that it is loaded side by side.
 *
 * @param folder - the built package; its ES modules are rewritten, and those that no entry point leads to are removed
 * @param entries - the names of its entry points
 */
export async function mergeChunks(folder: string, entries: readonly string[]): Promise<void> {
  const { imports, exportsOf } = await analyse(
    folder,
    entries.map((entry) => `${entry}.js`),
  );
  const loadedWith = (roots: readonly string[]) => {
    const seen = new Set<string>();
    const visit = (file: string) => {
      if (seen.has(file)) return;
      seen.add(file);
      for (const { path, kind } of imports.get(file)!) if (kind === 'import-statement') visit(path);
    };
    for (const root of roots) visit(`${root}.js`);
    return seen;
  };
  const [light, core] = [loadedWith(LIGHT), loadedWith(['index'])];
  const groupOf = new Map<string, string>();
  // Neighbours in `src` are much alike, so that code in this order is packed best; the names of chunks change at random.
  const sourceOf = (file: string) =>
    /^\/\/ (src\/.*)/m.exec(readFileSync(join(folder, file), 'utf8'))?.[1] ?? '';
  const together = [...loadedWith(['pretrained'])].sort((a, b) => (sourceOf(a) < sourceOf(b) ? -1 : 1));
  for (const file of together) {
    if (!file.startsWith('chunk-')) continue;
    // What leads to the weights stays apart, or bundlers would give them to all who use a classifier.
    groupOf.set(file, light.has(file) ? 'base.js' : core.has(file) ? 'core.js' : 'weights.js');
  }
  // What is asked for right after `pretrained.js`, as one file.
  const next = [...imports.keys()].find((file) => file.startsWith('openingCode-'))!;
  groupOf.set(next, next);
  for (const file of loadedWith([next.replace(/\.js$/, '')])) {
    if (file.startsWith('chunk-') && !groupOf.has(file) && !light.has(file)) groupOf.set(file, next);
  }
  const exported = new Map<string, [name: string, merged: string][]>();
  const taken = new Set<string>();
  // That file first, so that it keeps the names that it is loaded for.
  for (const chunk of [next, ...groupOf.keys()]) {
    if (exported.has(chunk)) continue;
    const pairs = exportsOf(chunk).map((name): [string, string] => {
      const merged = taken.has(name) ? `${name}_${taken.size}` : name;
      taken.add(merged);
      return [name, merged];
    });
    exported.set(chunk, pairs);
  }
  const written = await Promise.all([
    ...['base.js', 'core.js', 'weights.js', next].map(async (group) => {
      const own = [...groupOf.keys()].filter((chunk) => groupOf.get(chunk) === group);
      const lines = own.map((chunk) => {
        const names = exported.get(chunk)!.map(([name, merged]) => `${name} as ${merged}`);
        return `export { ${names} } from './${chunk}';`;
      });
      return emit(folder, group, facades(groupOf, exported, group), lines.join('\n'));
    }),
    ...[...imports.keys()]
      .filter((file) => !groupOf.has(file))
      .map((file) => emit(folder, file, facades(groupOf, exported))),
  ]);
  for (const file of readdirSync(folder))
    if (file.endsWith('.js') && !SHIPPED.test(file)) rmSync(join(folder, file));
  const isEntry = (file: string) => entries.includes(file.replace(/\.js$/, ''));
  for (const { file, contents } of written) {
    const all = isEntry(file) ? [...loadedWith([file.replace(/\.js$/, '')])] : [];
    const others = new Set(all.map((one) => groupOf.get(one) ?? one));
    const named = [...others].filter((one) => one !== file && !contents.includes(`"./${one}"`));
    writeFileSync(join(folder, file), withImports(contents, named));
  }
}

/** Puts imports for the sake of loading before code, after the line that the command starts with. */
function withImports(code: string, files: readonly string[]): string {
  const start = code.startsWith('#!') ? code.indexOf('\n') + 1 : 0;
  return code.slice(0, start) + files.map((file) => `import"./${file}";`).join('') + code.slice(start);
}

/** Lets importers of a merged chunk find its names in the file that it went into. */
function facades(
  groupOf: ReadonlyMap<string, string>,
  exported: ReadonlyMap<string, readonly [name: string, merged: string][]>,
  own?: string,
): Plugin {
  return {
    name: 'merged-chunks',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: /.*/ }, ({ path, kind, namespace }) => {
        const group = groupOf.get(basename(path));
        if (kind === 'entry-point' || (own !== undefined && group === own && kind !== 'dynamic-import'))
          return undefined;
        if (group === undefined || kind === 'dynamic-import' || namespace === 'facade')
          return { path, external: true, sideEffects: false };
        return { path: basename(path), namespace: 'facade', sideEffects: false };
      });
      onLoad({ filter: /.*/, namespace: 'facade' }, ({ path }) => {
        const names = exported.get(path)!.map(([name, merged]) => `${merged} as ${name}`);
        return { contents: `export { ${names} } from './${groupOf.get(path)}';` };
      });
    },
  };
}

/** Which files of the package import which, from its entry points on, and what each of them exports. */
async function analyse(
  folder: string,
  entries: readonly string[],
): Promise<{
  imports: ReadonlyMap<string, Metafile['inputs'][string]['imports']>;
  exportsOf: (file: string) => readonly string[];
}> {
  const imports = new Map<string, Metafile['inputs'][string]['imports']>();
  const outputs: Metafile['outputs'] = {};
  for (let files = [...entries]; files.length > 0; ) {
    const { metafile } = await build({
      absWorkingDir: folder,
      entryPoints: files,
      outdir: folder,
      bundle: true,
      write: false,
      metafile: true,
      format: 'esm',
      logLevel: 'error',
      plugins: [
        {
          name: 'one-file-each',
          setup: ({ onResolve }) =>
            onResolve({ filter: /.*/ }, ({ path, kind }) =>
              kind === 'entry-point' ? undefined : { path, external: true },
            ),
        },
      ],
    });
    Object.assign(outputs, metafile.outputs);
    for (const [file, input] of Object.entries(metafile.inputs)) {
      const own = input.imports.filter(({ path }) => path.startsWith('./') && !SHIPPED.test(path));
      imports.set(
        file,
        own.map((one) => ({ ...one, path: basename(one.path) })),
      );
    }
    files = [...new Set([...imports.values()].flat().map(({ path }) => path))].filter(
      (path) => !imports.has(path),
    );
  }
  return { imports, exportsOf: (file) => outputs[file]!.exports };
}

async function emit(folder: string, file: string, plugin: Plugin, code?: string) {
  const { outputFiles } = await build({
    absWorkingDir: folder,
    ...(code === undefined ? { entryPoints: [file] } : { stdin: { contents: code, resolveDir: folder } }),
    bundle: true,
    write: false,
    format: 'esm',
    target: 'es2022',
    logLevel: 'error',
    minifyWhitespace: true,
    minifySyntax: true,
    lineLimit: 160, // Node shows the line that an error comes from
    plugins: [plugin],
  });
  return { file, contents: outputFiles[0]!.text };
}
