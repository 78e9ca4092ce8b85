import { builtInModule } from '../format/builtInModule.ts';
import { fromBase64 } from '../format/fromBase64.ts';
import type { Weights } from './Weights.ts';

interface Files {
  readFileSync(path: string | URL): Uint8Array;
}

/**
 * Reads the bytes of a bundled model from the file beside this code where there are files, as in Node; otherwise from a
 * module of text, which engines take several times as long to parse.
 *
 * @param weights - where they are
 * @returns the bytes
 */
export async function readWeights({ file, text }: Weights): Promise<Uint8Array> {
  return readBeside(file) ?? fromBase64((await text()).default);
}

/**
 * Gives nothing where this code has no files, or no leave to read them, or has been moved away from them by a bundler: the
 * text is always there. Nothing of `node:fs` is imported, so bundles for browsers stay clean of it.
 */
function readBeside(file: string): Uint8Array | undefined {
  if ('Deno' in globalThis) return undefined; // it would stop and ask its user for permission
  try {
    return (builtInModule('node:fs') as Files | undefined)?.readFileSync(
      typeof __dirname === 'string' ? `${__dirname}/${file}` : addressOf(file),
    );
  } catch {
    return undefined;
  }
}

/** Bundlers would ship the file too if they understood this: `new URL(name, import.meta.url)` is what they look for. */
function addressOf(file: string): URL {
  const url = new URL(import.meta.url);
  url.pathname += `/../${file}`;
  return url;
}
