import { createHash } from 'node:crypto';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { Plugin } from 'esbuild';
import { decodeModel } from '../../src/format/decodeModel.ts';
import { encodeModel } from '../../src/format/encodeModel.ts';

/** The file that a built package has of a model, and the module with the same bytes as text: both are never changed again. */
export const SHIPPED = /-[0-9a-f]{8}\.(?:bin|js)$/;

/**
 * The models whose file is not deflated, which opens a little faster and takes more room on the disk: what most programs open.
 * npm deflates packages by itself.
 */
const UNPACKED: readonly string[] = ['default'];

/**
 * Makes of `import weights from './x.bin'` what `src/pretrained/Weights.ts` says, and writes what that loads into the
 * folder of the bundles: the file itself, and an ES module that has it as base64, on one line without escapes, which engines
 * parse fastest. Their names have a hash of what is in them.
 *
 * @param folder - of the bundles
 */
export function weightsBesideCode(folder: string): Plugin {
  return {
    name: 'weights-beside-code',
    setup({ onResolve, onLoad }) {
      onResolve({ filter: SHIPPED }, ({ path }) => ({ path, external: true }));
      onLoad({ filter: /\.bin$/ }, ({ path }) => ({ contents: ship(path, folder), loader: 'js' }));
    },
  };
}

/**
 * @param file - beside the code
 * @param text - specifier of the module with the same bytes as text
 * @returns the code of a module of `Weights`
 */
export function weightsCode(file: string, text: string): string {
  return `export default { file: ${JSON.stringify(file)}, text: () => import(${JSON.stringify(text)}) };`;
}

/** Writes both, removes what an earlier build wrote of the same model, and gives the module that leads to them. */
function ship(path: string, folder: string): string {
  const contents = readFileSync(path);
  const model = basename(path, '.bin');
  const name = `${model}-${createHash('sha256').update(contents).digest('hex').slice(0, 8)}`;
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder))
    if (SHIPPED.test(file) && file.replace(SHIPPED, '') === model && !file.startsWith(name))
      rmSync(join(folder, file), { force: true });
  const isUnpacked = UNPACKED.includes(model);
  const file = isUnpacked ? encodeModel(decodeModel(contents), { isCompressed: false }) : contents;
  writeFileSync(join(folder, `${name}.bin`), file);
  writeFileSync(join(folder, `${name}.js`), `export default"${contents.toString('base64')}";\n`);
  return weightsCode(`${name}.bin`, `./${name}.js`);
}
