import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import weights from './default.bin';
import { readWeights } from './readWeights.ts';

const bytes = readFileSync(new URL('default.bin', import.meta.url));
const noText = () => Promise.reject(new Error('the text was asked for'));

afterEach(() => vi.unstubAllGlobals());

describe('the bytes of a bundled model', () => {
  it('are read from the file, and the text is not loaded', async () => {
    expect(bytes.equals(await readWeights({ ...weights, text: noText }))).toBe(true);
  });

  it('are those of the text where the file is gone', async () => {
    expect(bytes.equals(await readWeights({ ...weights, file: 'gone.bin' }))).toBe(true);
  });

  it.each([
    ['a browser', { process: undefined }],
    ['an older Node', { process: {} }],
    [
      "Next's edge runtime",
      {
        process: {
          getBuiltinModule() {
            throw new Error('A Node.js API is used');
          },
        },
      },
    ],
    ['a host without files', { process: { getBuiltinModule: () => undefined } }],
    ['Deno, which would ask for permission', { Deno: {} }],
  ])('are those of the text in %s', async (_, globals) => {
    for (const [name, value] of Object.entries(globals)) vi.stubGlobal(name, value);
    await expect(readWeights({ ...weights, text: noText })).rejects.toThrow('the text was asked for');
    expect(bytes.equals(await readWeights(weights))).toBe(true);
  });
});
