import { Readable } from 'node:stream';
import { gzipSync } from 'node:zlib';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { GenrekitError } from '../errors.ts';
import type { MovieSource } from './MovieSource.ts';
import { readMovies } from './readMovies.ts';
import { toCsv } from './writeRows.ts';

const CSV =
  '\uFEFFtitle,plot,genres\r\n"Amélie ""A""","Paris,\r\n東京 🎬",Comedy|Drama\r\nBad row\r\nÉté,x,War\r\n';
const JSON_LINES =
  '{"title": "Amélie 🎬", "genres": ["War"]}\r\n\r\nbad\r\n{"title": "B \\"[", "genres": "Drama"}';
const JSON_ARRAY =
  '[{"title": "Amélie ] \\" 🎬", "genres": ["War"]}, 3,\n {"title": "B", "genres": "Drama"}]';

async function codeOf(run: () => Promise<unknown>): Promise<string> {
  try {
    await run();
  } catch (error) {
    if (error instanceof GenrekitError) return error.code;
    throw error;
  }
  return 'no error';
}

async function* pieces<T>(...parts: T[]): AsyncGenerator<T> {
  yield* parts;
}

function utf16(text: string): Uint8Array {
  return Uint8Array.from(Buffer.from(`\uFEFF${text.replace('\uFEFF', '')}`, 'utf16le'));
}

const encode = (text: string) => new TextEncoder().encode(text);

describe.each<[string, Uint8Array]>([
  ['CSV', encode(CSV)],
  ['CSV in UTF-16', utf16(CSV)],
  ['JSON Lines', encode(JSON_LINES)],
  ['a JSON array', encode(JSON_ARRAY)],
  ['gzip', new Uint8Array(gzipSync(CSV))],
])('a source of %s', (_, bytes) => {
  it('is read alike wherever its bytes part', async () => {
    const whole = await readMovies(bytes);
    expect(whole).toMatchObject({ usedCount: 2, skippedCount: 1 });
    expect(whole.movies[0]!.title).toMatch(/^Amélie/);
    for (let cut = 0; cut <= bytes.length; cut++) {
      expect(await readMovies(pieces(bytes.slice(0, cut), bytes.slice(cut)))).toEqual(whole);
    }
    const single = Array.from(bytes, (byte) => Uint8Array.of(byte));
    expect(await readMovies(pieces(...single))).toEqual(whole);
  });
});

describe('a source of text', () => {
  it('is read alike wherever its characters part', async () => {
    for (const text of [CSV, JSON_LINES, JSON_ARRAY]) {
      const whole = await readMovies(text);
      expect(whole).toEqual(await readMovies(encode(text)));
      for (let cut = 0; cut <= text.length; cut++) {
        expect(await readMovies(pieces(text.slice(0, cut), text.slice(cut)))).toEqual(whole);
      }
      expect(await readMovies(pieces(...text.split('')))).toEqual(whole);
    }
  });

  it('gives back what toCsv wrote, through many parses of a growing row', async () => {
    const cell = fc.string({
      unit: fc.constantFrom('a', 'É', '"', ',', ';', '\n', ' ', "'", '\t', '🎬'),
      maxLength: 12,
    });
    const rows = fc.array(fc.record({ title: cell, plot: cell }), { minLength: 1, maxLength: 20 });
    await fc.assert(
      fc.asyncProperty(rows, fc.integer({ min: 1, max: 9 }), async (films, length) => {
        const usable = films.map((film) => ({
          title: `x${film.title}`,
          plot: `${film.plot}y`,
          genres: ['War'],
        }));
        const text = toCsv(usable);
        const parts = text.match(new RegExp(`[^]{1,${length}}`, 'g'))!;
        expect((await readMovies(pieces(...parts))).movies).toEqual(usable);
      }),
    );
  });

  it('may have cells far longer than its pieces', async () => {
    const plot = 'A "plot"\nof many words, '.repeat(200_000);
    const text = toCsv([
      { title: 'Long', plot, genres: ['War'] },
      { title: 'Next', plot: 'x', genres: ['War'] },
    ]);
    const { movies, rows } = await readMovies(text);
    expect(movies[0]!.plot).toBe(plot);
    expect(rows[1]!.line).toBe(200_003);
  });

  it('takes each kind of line end', async () => {
    for (const end of ['\n', '\r\n', '\r']) {
      const { rows } = await readMovies(['title,genres', 'A,War', '"B', 'C",War', 'D,War'].join(end));
      expect(rows.map((row) => row.line)).toEqual([2, 3, 5]);
      expect(rows[1]!.movie.title).toBe('B\nC');
    }
  });
});

describe('readMovies takes', () => {
  const bytes = encode(CSV);
  it.each<[string, () => MovieSource]>([
    ['a Blob', () => new Blob([bytes])],
    ['a File', () => new File([CSV], 'films.csv')],
    ['a ReadableStream of bytes', () => new Blob([bytes]).stream()],
    ['a ReadableStream of text', () => new Blob([bytes]).stream().pipeThrough(new TextDecoderStream())],
    ['a Node.js stream', () => Readable.from([Buffer.from(bytes)])],
    ['part of a larger buffer', () => new Uint8Array([1, 2, ...bytes, 3]).subarray(2, 2 + bytes.length)],
  ])('%s', async (_, source) => {
    expect(await readMovies(source())).toEqual(await readMovies(CSV));
  });

  it('the format from the name of a File', async () => {
    const file = new File(['[title],genres\nA,War\n'], 'films.csv');
    expect((await readMovies(file, { columns: { title: '[title]' } })).movies).toHaveLength(1);
  });

  it('nothing else', async () => {
    for (const source of [undefined, null, 7, {}, [1]]) {
      expect(await codeOf(() => readMovies(source as never))).toBe('invalid-value');
    }
    expect(await codeOf(() => readMovies(pieces(1) as never))).toBe('invalid-value');
    expect(await codeOf(() => readMovies(pieces<string | Uint8Array>('a', bytes)))).toBe('invalid-value');
  });
});

describe('a source that fails', () => {
  it('is reported with its cause', async () => {
    const cause = new Error('disk on fire');
    async function* failing() {
      yield 'title,genres\n';
      throw cause;
    }
    await expect(readMovies(failing())).rejects.toMatchObject({ code: 'file-error', cause });
  });

  it('stops when the caller aborts', async () => {
    const controller = new AbortController();
    async function* endless() {
      yield 'title,genres\n';
      for (;;) {
        yield 'A,War\n';
        controller.abort();
      }
    }
    expect(await codeOf(() => readMovies(endless(), { signal: controller.signal }))).toBe('aborted');
    expect(await codeOf(() => readMovies(CSV, { signal: AbortSignal.abort() }))).toBe('aborted');
  });

  it('is closed when the table is refused', async () => {
    let isCancelled = false;
    const stream = new ReadableStream<Uint8Array>({
      pull: (controller) => controller.enqueue(encode('PK\u0003\u0004')),
      cancel: () => {
        isCancelled = true;
      },
    });
    expect(await codeOf(() => readMovies(stream))).toBe('invalid-data');
    expect(isCancelled).toBe(true);
  });
});

describe('gzip', () => {
  const packed = new Uint8Array(gzipSync(CSV));

  it('may have several members', async () => {
    const [first, second] = [gzipSync(CSV.slice(0, 40)), gzipSync(CSV.slice(40))];
    const joined = new Uint8Array(Buffer.concat([first, second]));
    expect(await readMovies(joined)).toEqual(await readMovies(CSV));
  });

  it('is refused when it is cut off anywhere', async () => {
    for (let length = 2; length < packed.length; length++) {
      expect(await codeOf(() => readMovies(packed.slice(0, length))), `${length} bytes`).toBe('invalid-data');
    }
  });
});

describe('an encoding', () => {
  const latin = Uint8Array.from(Buffer.from('title,genres\nCaf\xe9,War\nPlain,War\n', 'latin1'));

  it('other than UTF-8 is reported, row by row, and can be given', async () => {
    const { movies, problems } = await readMovies(latin);
    expect(movies[0]!.title).toBe('Caf\uFFFD');
    expect(problems).toMatchObject([{ line: 2, isRowKept: true, value: '"Caf\uFFFD"' }]);
    expect((await readMovies(latin, { encoding: 'windows-1252' })).movies[0]!.title).toBe('Café');
  });

  it.each([
    ['a workbook', [0x50, 0x4b, 0x03, 0x04, 0x14]],
    ['UTF-16 without a mark', [...Buffer.from('title,genres', 'utf16le')]],
  ])('is not guessed for %s', async (_, bytes) => {
    expect(await codeOf(() => readMovies(Uint8Array.from(bytes)))).toBe('invalid-data');
  });
});
