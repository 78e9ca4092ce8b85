import { describe, expect, it } from 'vitest';
import { normalise } from './normalise.ts';

describe('normalise', () => {
  it('lower-cases whatever the locale', () => {
    expect(normalise('TITANIC Ü', true, 'none')).toBe('titanic ü');
    expect(normalise('TITANIC', false, 'none')).toBe('TITANIC');
  });

  it('takes accents off, and leaves letters that have none', () => {
    expect(normalise('Amélie ÉCOLE naïve Łódź', true, 'unicode')).toBe('amelie ecole naive łodz');
    expect(normalise('Amélie ÉCOLE naïve Łódź', true, 'ascii')).toBe('amelie ecole naive odz');
  });

  it('decomposes ligatures and voiced kana', () => {
    expect(normalise('ﬁlm が', true, 'unicode')).toBe('film か');
  });
});
