import fc from 'fast-check';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { fromBase64 } from './fromBase64.ts';

afterEach(() => vi.unstubAllGlobals());

describe('bytes in base64', () => {
  const comeBack = () =>
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
        const text = btoa(String.fromCharCode(...bytes));
        expect([...fromBase64(text)]).toEqual([...bytes]);
      }),
    );

  it('come back by the means of Node', comeBack);

  it('come back where there is no Buffer, as in browsers', () => {
    vi.stubGlobal('Buffer', undefined);
    comeBack();
  });
});
