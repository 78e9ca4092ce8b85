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
});
