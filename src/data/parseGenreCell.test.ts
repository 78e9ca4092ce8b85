import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseGenreCell } from './parseGenreCell.ts';
import { parsePythonLiteral } from './parsePythonLiteral.ts';
import { Fault } from './RawRecord.ts';

const parse = (cell: unknown, separator = 'auto') => {
  const names = parseGenreCell(cell, separator);
  return names instanceof Fault ? names.reason : names;
};

describe('parseGenreCell', () => {
  it.each<[unknown, readonly string[]]>([
    ['Drama', ['Drama']],
    ['Drama|War', ['Drama', 'War']],
    [' Drama , War,, Drama ', ['Drama', 'War']],
    ['Drama; War', ['Drama', 'War']],
    ['Drama / War', ['Drama', 'War']],
    ['Sci-Fi/Fantasy', ['Sci-Fi/Fantasy']],
    ['Arts, Culture|War', ['Arts, Culture', 'War']],
    ['["Drama", "War"]', ['Drama', 'War']],
    ["['Drama', 'War']", ['Drama', 'War']],
    ["{'Drama', 'War'}", ['Drama', 'War']],
    [`["Children's", 'Sci-Fi']`, ["Children's", 'Sci-Fi']],
    ["['Children\\'s']", ["Children's"]],
    ['[Drama, War]', ['Drama', 'War']],
    ['[28, 12]', ['28', '12']],
    ['28|12', ['28', '12']],
    ['[{"id": 18, "name": "Drama"}, {"id": 37}]', ['Drama', '37']],
    ["[{'id': 18, 'name': 'Drama'}, {'name': None}]", ['Drama']],
    ['{"id": 18, "name": "Drama"}', ['Drama']],
    ['{"/m/07s9rl0": "Drama", "/m/01jfsb": "Thriller"}', ['Drama', 'Thriller']],
    ['[]', []],
    ['{}', []],
    ['', []],
    [' N/A ', []],
    ['nan', []],
    ['\\N', []],
    [null, []],
    [undefined, []],
    [18, ['18']],
    [
      ['Drama', ' War '],
      ['Drama', 'War'],
    ],
    [
      [{ name: 'Drama' }, { id: 37 }, null],
      ['Drama', '37'],
    ],
    [{ name: '__proto__' }, ['__proto__']],
  ])('reads %j', (cell, names) => {
    expect(parse(cell)).toEqual(names);
  });

  it.each([
    ["['Drama', 'War"],
    ['[Drama, [War]]'],
    ['["Drama" "War"]'],
    ['{1: {2: True}}'],
    [true],
    [[true]],
  ])('refuses %j', (cell) => {
    expect(parse(cell)).toBe('the genres cannot be read');
  });

  it('splits at the separator that is given, and at no other', () => {
    expect(parse('Arts, Culture + War', '+')).toEqual(['Arts, Culture', 'War']);
    expect(parse('Drama|War', ',')).toEqual(['Drama|War']);
  });
});

describe('parsePythonLiteral', () => {
  it.each<[string, unknown]>([
    [
      ` [ 1 , -2.5e1, True, None, nan, 'a\\n\\x41\\u00e9\\U0001F3AC', "it's", ] `,
      [1, -25, true, null, null, 'a\nAé🎬', "it's"],
    ],
    ["{'a': [1, (2, {'b': False})]}", { a: [1, [2, { b: false }]] }],
    ['{}', {}],
  ])('reads %s', (text, value) => {
    expect(parsePythonLiteral(text)).toEqual(value);
  });

  it.each([
    '',
    '[',
    "['a' 'b']",
    "['a'",
    "'a",
    '[1 2]',
    '[01x]',
    'Drama',
    "{'a': 1, 'b'}",
    '[1] 2',
    '['.repeat(100),
    "'\\Uffffffff'",
  ])('refuses %s', (text) => {
    expect(parsePythonLiteral(text)).toBeUndefined();
  });

  it('reads every list that Python would write', () => {
    const repr = (text: string) => {
      const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
      return (
        quote + text.replace(/\\/g, '\\\\').replaceAll(quote, `\\${quote}`).replace(/\n/g, '\\n') + quote
      );
    };
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: fc.constantFrom('a', "'", '"', '\\', '\n', ',', ']', 'é') })),
        (texts) => {
          expect(parsePythonLiteral(`[${texts.map(repr).join(', ')}]`)).toEqual(texts);
        },
      ),
    );
  });
});
