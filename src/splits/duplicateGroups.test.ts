import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { duplicateGroups } from './duplicateGroups.ts';

describe('duplicateGroups', () => {
  it('joins plots that differ in case, white space and punctuation alone', () => {
    const groups = duplicateGroups([
      { title: 'One', plot: 'A man, a plan.' },
      { title: 'Two', plot: ' a MAN\n a plan ' },
      { title: 'One', plot: 'A man; a plane.' },
    ]);
    expect([...groups]).toEqual([0, 0, 1]);
  });

  it('joins movies without plot by title, and never a title with a plot', () => {
    const groups = duplicateGroups([
      { title: 'Heat' },
      { title: 'HEAT!', plot: '  ' },
      { title: 'Other', plot: 'Heat' },
      { title: 'Heat', plot: 'Cops and robbers' },
    ]);
    expect([...groups]).toEqual([0, 0, 1, 2]);
  });

  it('keeps texts apart that are punctuation only, and words of other scripts', () => {
    const groups = duplicateGroups([
      { title: '...' },
      { title: '!!!' },
      { title: '...' },
      { plot: 'कि' },
      { plot: 'क' },
      { plot: 'Cafe\u0301' },
      { plot: 'café' },
    ]);
    expect([...groups]).toEqual([0, 1, 0, 2, 3, 4, 4]);
  });

  it('refuses what is no movie', () => {
    expect(() => duplicateGroups([{ title: 'Heat' }, {}])).toThrow(/Movie 1 needs a title or a plot/);
  });

  it('agrees with a comparison of all texts with all others', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', 'B', 'b', 'é', '𝔄', '_', ' ', '.', '1', '\u0301'),
      minLength: 1,
      maxLength: 4,
    });
    const movie = fc.record({ title: text, plot: text }, { requiredKeys: [] });
    const words = (value: string) =>
      value
        .normalize('NFKC')
        .toLowerCase()
        .match(/[\p{L}\p{M}\p{N}]+/gu)
        ?.join(' ') ?? value.trim();
    const key = ({ title, plot }: { title?: string; plot?: string }) =>
      plot?.trim() ? `plot ${words(plot)}` : `title ${words(title!)}`;
    fc.assert(
      fc.property(fc.array(movie), (movies) => {
        const usable = movies.filter(({ title, plot }) => title?.trim() || plot?.trim());
        const keys = usable.map(key);
        const places = keys.map((own) => keys.indexOf(own));
        const distinct = [...new Set(places)];
        expect([...duplicateGroups(usable)]).toEqual(places.map((place) => distinct.indexOf(place)));
      }),
      { numRuns: 300 },
    );
  });
});
