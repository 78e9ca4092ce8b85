import { describe, expect, it } from 'vitest';
import { findColumn, layOutColumns } from './columns.ts';

const nowhere = { title: -1, plot: -1, genres: -1, year: -1, split: -1, space: -1, flags: [] };

describe('layOutColumns', () => {
  it('finds columns by their usual names, the surest first', () => {
    const names = [
      'text',
      'Description',
      'TITLE',
      'listed_in',
      'Genre',
      'release-year',
      'label space',
      'Split',
    ];
    expect(layOutColumns(names, [], {})).toEqual({
      title: 2,
      plot: 1,
      genres: 4,
      year: 5,
      space: 6,
      split: 7,
      flags: [],
    });
  });

  it('puts the names that are given first, and gives no column two roles', () => {
    expect(layOutColumns(['title', 'text', 'story'], [], { title: 'TEXT' })).toEqual({
      ...nowhere,
      title: 1,
    });
    expect(layOutColumns(['overview', 'plot'], [], { plot: 'overview' })).toMatchObject({ plot: 0 });
    expect(layOutColumns(['title'], [], { plot: 'gone' })).toEqual({ ...nowhere, title: 0 });
  });

  it('takes two or more columns named after genres, with flags in them, for the genres', () => {
    const names = ['title', 'Drama', 'Sci Fi', 'rating'];
    expect(layOutColumns(names, ['x', '0', '1', '5'], {}).flags).toEqual([
      { index: 1, genre: 'Drama' },
      { index: 2, genre: 'Sci Fi' },
    ]);
    expect(layOutColumns(names, ['x', '0', '0.7', '5'], {}).flags).toEqual([]);
    expect(layOutColumns(['title', 'Music'], ['x', '1'], {}).flags).toEqual([]);
    expect(layOutColumns(['28', '12'], ['1', '1'], {}).flags).toEqual([]);
    expect(layOutColumns([...names, 'genres'], ['x', '0', '1', '5', 'War'], {}).flags).toEqual([]);
    expect(layOutColumns(['genre_Own', 'Genre.Two'], [true, 0], {}).flags.map(({ genre }) => genre)).toEqual([
      'Own',
      'Two',
    ]);
  });

  it('refuses to choose between columns that fit alike', () => {
    expect(() => layOutColumns(['Plot', 'plot'], [], {})).toThrow(
      /2 columns that may be "plot": "Plot" and "plot"/,
    );
    expect(layOutColumns(['Plot', 'plot'], [], { plot: 'plot' })).toMatchObject({ plot: 1 });
    expect(() => findColumn(['a', 'a'], 'a')).toThrow(/rename one/);
  });
});
