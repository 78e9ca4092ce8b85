import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { describeForeignBytes, openBytes } from './openBytes.ts';

describe('openBytes', () => {
  it('takes bytes from any realm, view or buffer', () => {
    const whole = Uint8Array.of(9, 1, 2, 9);
    expect([...openBytes(whole.subarray(1, 3))]).toEqual([1, 2]);
    expect([...openBytes(whole.buffer)]).toEqual([9, 1, 2, 9]);
    expect([...openBytes(Buffer.from([1, 2]))]).toEqual([1, 2]);
    expect([...openBytes(runInNewContext('Uint8Array.of(1, 2)'))]).toEqual([1, 2]);
    expect([...openBytes(runInNewContext('Uint8Array.of(1, 2).buffer'))]).toEqual([1, 2]);
  });

  it('copies shared memory and nothing else', () => {
    const shared = new Uint8Array(new SharedArrayBuffer(2));
    const opened = openBytes(shared);
    shared[0] = 7;
    expect([...opened]).toEqual([0, 0]);
    const own = new Uint8Array(2);
    expect(openBytes(own).buffer).toBe(own.buffer);
  });

  it.each([
    ['a string', 'GENRE', '"GENRE"'],
    ['an array', [0x89], 'an array of 1'],
    ['other views', new Uint16Array(2), 'a Uint16Array'],
    ['a DataView', new DataView(new ArrayBuffer(2)), 'a DataView'],
    ['nothing', undefined, 'undefined'],
    ['a promise', Promise.resolve(), 'a Promise'],
  ])('refuses %s', (_, value, got) => {
    expect(() => openBytes(value)).toThrow(
      expect.objectContaining({ code: 'invalid-model', message: expect.stringContaining(`got ${got}.`) }),
    );
  });
});

describe('describeForeignBytes', () => {
  const describeText = (text: string) => describeForeignBytes(Buffer.from(text, 'latin1'));

  it.each([
    ['<!doctype html>', /looks like HTML: the server returned a page/],
    ['\xef\xbb\xbf\r\n <html>', /looks like HTML/],
    ['{"error":"not found"}', /looks like JSON/],
    ['version https://git-lfs.github.com/spec/v1', /Git LFS pointer/],
    ['\x1f\x8b\x08', /gzipped/],
    ['PK\x03\x04', /ZIP/],
    ['\x80\x04\x95', /pickle/],
    ['\xef\xbf\xbdGENRE\r\n', /as text/],
    ['\x89GENRE\n', /line ends were converted/],
    ['\x00\x01', /starts with 00 01 instead of 89 47 45 4e 52 45 0d 0a/],
  ])('knows %j', (text, advice) => {
    expect(describeText(text)).toMatch(advice);
  });
});
