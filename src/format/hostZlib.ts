import { builtInModule } from './builtInModule.ts';

/** What Node's zlib does here. */
interface Zlib {
  inflateRawSync(
    stream: Uint8Array,
    options: { readonly chunkSize: number; readonly maxOutputLength: number },
  ): Uint8Array<ArrayBuffer>;
  crc32?(bytes: Uint8Array): number;
}

/**
 * Where the host has zlib ready, as Node, Deno and Bun do, opening a model asks it: our own code gives the same bytes, but
 * has just been loaded, and engines run new code slowly at first.
 *
 * @returns the host's zlib; `undefined` in browsers and in older versions
 */
export function hostZlib(): Zlib | undefined {
  return builtInModule('node:zlib') as Zlib | undefined;
}
