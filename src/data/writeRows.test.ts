import { describe, expect, it } from 'vitest';
import { type OutputRow, toCsv, toJsonLines } from './writeRows.ts';

describe('toCsv', () => {
  it('writes what the rows have, in the order in which columns first occur', () => {
    expect(
      toCsv([
        { title: 'A, "b"', genres: ['War', 'Drama'], score: 0.25 },
        { title: 'two\nlines', isSure: true, genres: [] },
        { title: ' padded', score: null },
      ]),
    ).toBe('title,genres,score,isSure\n"A, ""b""",War|Drama,0.25,\n"two\nlines",,,true\n" padded",,,\n');
  });

  it('writes chosen columns, other separators, and parts without a header', () => {
    const rows = [{ a: 'x', b: ['y', 'z'], c: 1 }];
    expect(toCsv(rows, { columns: ['b', 'd'], delimiter: '\t', listSeparator: ', ', hasHeader: false })).toBe(
      'y, z\t\n',
    );
    expect(toCsv([], { columns: ['a', 'b'] })).toBe('a,b\n');
    expect(toCsv([], { columns: ['a'], hasHeader: false })).toBe('');
    expect(toCsv([])).toBe('');
  });

  it('leaves text alone unless formulas are to be escaped', () => {
    const rows = [{ title: '-30-', plot: '=1+1\nx', score: -1 }, { title: '@home' }];
    expect(toCsv(rows)).toBe('title,plot,score\n-30-,"=1+1\nx",-1\n@home,,\n');
    expect(toCsv(rows, { escapeFormulas: true })).toBe(
      `title,plot,score\n"'-30-","'=1+1\nx",-1\n"'@home",,\n`,
    );
  });

  it('is safe with names from the prototype', () => {
    const row = JSON.parse('{"__proto__": "a", "constructor": "b"}') as OutputRow;
    expect(toCsv([row])).toBe('__proto__,constructor\na,b\n');
    expect(toCsv([{ a: 1 }], { columns: ['a', 'constructor'] })).toBe('a,constructor\n1,\n');
  });

  it('refuses what a cell cannot hold', () => {
    expect(() => toCsv([{ score: Number.NaN }])).toThrow(/Row 0, "score" must be .* got NaN/);
    expect(() => toCsv([{ genres: ['a|b'] }])).toThrow(/without the separator/);
    expect(() => toCsv([{ x: { y: 1 } } as unknown as OutputRow])).toThrow(/got an object/);
    expect(() => toCsv([], { delimiter: '' })).toThrow(/toCsv.delimiter/);
    expect(() => toCsv([], { columns: 'a' } as never)).toThrow(/toCsv.columns/);
    expect(() => toCsv([], { header: false } as never)).toThrow(/no option "header"/);
  });
});

describe('toJsonLines', () => {
  it('writes one object on each line', () => {
    expect(toJsonLines([{ title: 'a\nb', genres: [{ label: 'War', score: 0.5 }] }, { x: undefined }])).toBe(
      '{"title":"a\\nb","genres":[{"label":"War","score":0.5}]}\n{}\n',
    );
    expect(toJsonLines([])).toBe('');
  });

  it('refuses what JSON cannot hold', () => {
    const loop: Record<string, unknown> = {};
    loop.self = loop;
    for (const row of [{ a: [1, Number.NaN] }, { a: () => 1 }, { a: 1n }, loop]) {
      expect(() => toJsonLines([row])).toThrow(expect.objectContaining({ code: 'invalid-value' }));
    }
  });
});
