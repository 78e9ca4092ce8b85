import { expect, it } from 'vitest';
import { isWordCharacter } from './isWordCharacter.ts';

it('is a word character what a regular expression finds, in all of Unicode', () => {
  for (let code = 0; code < 0x20000; code++) {
    const isWord = /[\p{L}\p{N}_]/u.test(String.fromCodePoint(code));
    if (isWordCharacter(code) !== isWord) expect([code, isWordCharacter(code)]).toEqual([code, isWord]);
  }
});
