import { describe, expect, it } from 'vitest';
import { caught } from '../testing/caught.ts';
import {
  fieldsToRead,
  parseDecoder,
  parseFields,
  parseInteger,
  parseList,
  parseObjective,
  parsePositive,
  parseWhere,
} from './options.ts';

describe('the flags', () => {
  it('--where joins values of one column, and keeps columns apart', () => {
    const first = parseWhere('split=train');
    expect(first).toEqual({ split: ['train'] });
    const second = parseWhere(' split = valid , train', first);
    expect(second).toEqual({ split: ['train', 'valid'] });
    expect(parseWhere('year=1999', second)).toEqual({ split: ['train', 'valid'], year: ['1999'] });
    expect(parseWhere('formula=a=b')).toEqual({ formula: ['a=b'] });
    expect(first).toEqual({ split: ['train'] });
    const odd = parseWhere('__proto__=1');
    expect(Object.entries(odd)).toEqual([['__proto__', ['1']]]);
    expect(Object.entries(parseWhere('constructor=2', odd))).toEqual([
      ['__proto__', ['1']],
      ['constructor', ['2']],
    ]);
  });

  it('--fields comes in its own order', () => {
    expect(parseFields('title')).toEqual(['title']);
    expect(parseFields('plot , title')).toEqual(['title', 'plot']);
    expect(parseFields('description,plot')).toEqual(['plot']);
  });

  it('--labels counts repeats once', () => {
    expect(parseList('War, Drama,,War')).toEqual(['War', 'Drama']);
  });

  it('numbers are numbers', () => {
    expect(parseInteger(0)('0')).toBe(0);
    expect(parseInteger(2)('12')).toBe(12);
    expect(parsePositive('0.5')).toBe(0.5);
  });

  it('names of objectives and decoders are those of the library', () => {
    expect(parseObjective('micro-macro-f1')).toBe('microMacroF1');
    expect(parseDecoder('label-set')).toEqual({ kind: 'labelSet' });
  });

  it.each<[string, () => unknown, RegExp]>([
    ['--where without a value', () => parseWhere('split='), /COLUMN=VALUE/],
    ['--where without a column', () => parseWhere('=train'), /COLUMN=VALUE/],
    ['--where without a sign', () => parseWhere('split'), /COLUMN=VALUE/],
    ['--where of a blank column', () => parseWhere(' =train'), /COLUMN=VALUE/],
    ['--where of commas', () => parseWhere('split=,,'), /COLUMN=VALUE/],
    ['--fields of another field', () => parseFields('title,year'), /Use title, plot or title,plot/],
    ['--fields of nothing', () => parseFields(','), /Use title, plot or title,plot/],
    ['--fields of what every object has', () => parseFields('length'), /Use title, plot/],
    ['--labels of nothing', () => parseList(' , '), /Name at least one/],
    ['a number with a word', () => parseInteger(1)('3x'), /whole number from 1/],
    ['half a number', () => parseInteger(1)('2.5'), /whole number from 1/],
    ['a number too small', () => parseInteger(2)('1'), /whole number from 2/],
    ['an empty number', () => parseInteger(0)(' '), /whole number from 0/],
    ['an endless number', () => parseInteger(0)('Infinity'), /whole number from 0/],
    ['a number of 0', () => parsePositive('0'), /a number above 0/],
    ['NaN', () => parsePositive('NaN'), /a number above 0/],
    ['an objective of the library', () => parseObjective('microF1'), /Use one of micro-f1, macro-f1/],
    ['an objective that every object has', () => parseObjective('constructor'), /Use one of micro-f1/],
    ['a decoder that every object has', () => parseDecoder('__proto__'), /Use one of threshold, calibrated/],
  ])('refuse %s', (_, parse, message) => {
    expect(parse).toThrow(message);
  });

  it('--fields must leave something that the model reads', async () => {
    expect(fieldsToRead(['title', 'plot'])).toEqual(['title', 'plot']);
    expect(fieldsToRead(['plot'])).toEqual(['plot']);
    expect(fieldsToRead(['plot'], ['title', 'plot'])).toEqual(['plot']);
    const error = await caught(() => fieldsToRead(['plot'], ['title']));
    expect(error.code).toBe('invalid-option');
    expect(error.message).toMatch(/--fields title leaves nothing to look at, .* nothing but the plot/);
  });
});
