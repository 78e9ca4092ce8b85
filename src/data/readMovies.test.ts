import { describe, expect, it } from 'vitest';
import { GenrekitError } from '../errors.ts';
import type { ReadMoviesOptions } from './ReadOptions.ts';
import { readMovieStream, readMovies } from './readMovies.ts';

async function errorOf(run: () => Promise<unknown>): Promise<string> {
  try {
    await run();
  } catch (error) {
    if (error instanceof GenrekitError) return `${error.code}: ${error.message}`;
    throw error;
  }
  return 'no error';
}

const FILMS = 'title,plot,genres\nHeat,"Cops, and robbers.",Crime|Drama\nAlien,A ship.,Horror\n';

describe('readMovies', () => {
  it('reads a CSV table', async () => {
    const table = await readMovies(FILMS);
    expect(table.movies).toEqual([
      { title: 'Heat', plot: 'Cops, and robbers.', genres: ['Crime', 'Drama'] },
      { title: 'Alien', plot: 'A ship.', genres: ['Horror'] },
    ]);
    expect(table.rows.map((row) => row.line)).toEqual([2, 3]);
    expect(table.columns).toEqual({ title: 'title', plot: 'plot', genres: 'genres' });
    expect(table).toMatchObject({
      rowCount: 2,
      usedCount: 2,
      skippedCount: 0,
      filteredCount: 0,
      problems: [],
    });
  });

  it('counts physical lines over quoted line ends, doubled quotes and blank lines', async () => {
    const table = await readMovies(
      '\ntitle,plot,genres\r\n"A ""b""\nc","d\r\n\r\ne",War\n\n  \nSecond,,Drama\r\n,x,"Drama\n"',
    );
    expect(table.movies).toEqual([
      { title: 'A "b"\nc', plot: 'd\n\ne', genres: ['War'] },
      { title: 'Second', genres: ['Drama'] },
      { plot: 'x', genres: ['Drama'] },
    ]);
    expect(table.rows.map((row) => row.line)).toEqual([3, 9, 10]);
  });

  it('reports rows that cannot be used and reads the rest', async () => {
    const found: number[] = [];
    const table = await readMovies(
      [
        'title,plot,genres',
        'Too short,War',
        'Too,long,War,Drama',
        ' ,N/A,War',
        'No genres,x,',
        'Shelf,x,International Movies',
        'Broken list,x,"[\'War\', "',
        'Good,x,War',
        'Quote,"a "b" c",War',
        '"Good too",x,War',
        '"Open,x,War',
        'Lost,x,War',
      ].join('\n'),
      { onProblem: (problem) => found.push(problem.line) },
    );
    expect(table.movies.map((movie) => movie.title)).toEqual(['Good', 'Good too']);
    expect(table.problems).toEqual([
      {
        line: 2,
        reason: 'the row has 2 cells, but the header has 3',
        value: '"Too short War"',
        isRowKept: false,
      },
      {
        line: 3,
        reason: 'the row has 4 cells, but the header has 3',
        value: '"Too long War Drama"',
        isRowKept: false,
      },
      { line: 4, reason: 'the row has no title and no plot', value: '"N/A War"', isRowKept: false },
      { line: 5, reason: 'the row has no genres', value: '""', isRowKept: false },
      {
        line: 6,
        reason: 'the row has no genre but names that are none',
        value: '"International Movies"',
        isRowKept: false,
      },
      { line: 7, reason: 'the genres cannot be read', value: `"['War', "`, isRowKept: false },
      {
        line: 9,
        reason: 'a quote inside a quoted cell is not doubled',
        value: expect.any(String),
        isRowKept: false,
      },
      {
        line: 11,
        reason: 'a quote that opens a cell is never closed, so lines 11 to 12 were taken for one row',
        value: expect.any(String),
        isRowKept: false,
      },
    ]);
    expect(found).toEqual(table.problems.map((problem) => problem.line));
    expect(table).toMatchObject({ rowCount: 10, usedCount: 2, skippedCount: 8 });
  });

  it.each([
    ['comma', 'title,plot (a;b),genres\nHeat,x;y,War\n'],
    ['semicolon', 'title;plot;genres\nHeat;"x, y; z";War\n'],
    ['tab', 'title\tplot\tgenres\nHeat\tx, y; z\tWar\n'],
    ['a comma in quotes', '"title, original";plot;genres\nHeat;x;War\n'],
  ])('finds the delimiter: %s', async (_, text) => {
    const { movies } = await readMovies(text, {
      columns: text.includes('original') ? { title: 'title, original' } : {},
    });
    expect(movies).toHaveLength(1);
    expect(movies[0]).toMatchObject({ title: 'Heat', genres: ['War'] });
  });

  it('takes a delimiter that is given, and the tab of a TSV file', async () => {
    const piped = await readMovies('title|genres\nHeat|War, Crime\n', { delimiter: '|' });
    expect(piped.movies[0]!.genres).toEqual(['War', 'Crime']);
    const tabbed = await readMovies('title\tgenres\nA, b, c, d\tWar\n', { name: 'films.TSV' });
    expect(tabbed.movies[0]!.title).toBe('A, b, c, d');
  });

  it('reads JSON Lines', async () => {
    const table = await readMovies(
      [
        '{"title": 1917, "overview": "A run.", "genres": [{"id": 10752, "name": "War"}]}',
        '',
        '{"title": "Broken"',
        '["a list"]',
        '{"genres": "Drama, Crime", "overview": null, "title": "Line\\nend", "year": 1999}',
        '{"title": true, "genres": ["War"]}',
      ].join('\r\n'),
    );
    expect(table.movies).toEqual([
      { title: '1917', plot: 'A run.', genres: ['War'] },
      { title: 'Line\nend', genres: ['Drama', 'Crime'], year: 1999 },
    ]);
    expect(table.rows.map((row) => row.line)).toEqual([1, 5]);
    expect(table.problems.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      '3 the line is not valid JSON by itself',
      '4 the row is not a JSON object',
      '6 the column title must hold text',
    ]);
  });

  it('reads a JSON array, whatever stands in its strings', async () => {
    const table = await readMovies(
      ' [\n {"title": "A ] } , \\" [", "genres": ["War"]},\n {"title":\n"B", "genres": []}, 7 ,\n{"title": "C", "genres": "War"}]\n',
    );
    expect(table.movies.map((movie) => movie.title)).toEqual(['A ] } , " [', 'C']);
    expect(table.rows.map((row) => row.line)).toEqual([2, 5]);
    expect(table.problems.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      '3 the row has no genres',
      '4 the row is not a JSON object',
    ]);
  });

  it('says what is wrong with an array that is cut off, or goes on after its end', async () => {
    const cut = await readMovies('[{"title": "A", "genres": "War"}, {"title": "B", "gen');
    expect(cut.problems).toEqual([
      {
        line: 1,
        reason: 'the JSON array is not closed; the file may be cut off',
        value: '"{\\"title\\": \\"B\\", \\"gen"',
        isRowKept: false,
      },
    ]);
    expect(await errorOf(() => readMovies('[{"title": "A", "genres": "War"}] x'))).toMatch(
      /text after the end/,
    );
    expect(await errorOf(() => readMovies('{"title": "A"}', { format: 'json' }))).toMatch(
      /must begin with \[/,
    );
    expect(await errorOf(() => readMovies('[ ]'))).toBe('invalid-data: The table is empty.');
  });

  it('keeps years, splits, spaces and further columns', async () => {
    const { rows, columns, problems } = await readMovies(
      'Id,Movie_Title,Release Date,fold,Label Space,GENRE,note\n7,Heat,1995-12-15,train,tmdb,War,n\n8,Alien,soon,test,,War,m\n',
      { columns: { split: 'Fold' }, keepColumns: ['id'] },
    );
    expect(rows).toEqual([
      {
        movie: { title: 'Heat', catalogue: 'tmdb', year: 1995, genres: ['War'] },
        line: 2,
        split: 'train',
        space: 'tmdb',
        extra: { Id: '7' },
      },
      { movie: { title: 'Alien', genres: ['War'] }, line: 3, split: 'test', space: '', extra: { Id: '8' } },
    ]);
    expect(columns).toEqual({
      title: 'Movie_Title',
      genres: 'GENRE',
      year: 'Release Date',
      split: 'fold',
      space: 'Label Space',
    });
    expect(problems).toEqual([
      {
        line: 3,
        reason: 'the column Release Date holds no year, so it was left out',
        value: '"soon"',
        isRowKept: true,
      },
    ]);
    const all = await readMovies('id,title,genres\n7,Heat,War\n', { keepColumns: 'all' });
    expect(all.rows[0]!.extra).toEqual({ id: '7' });
  });

  it('gives each row the genres that its source can show', async () => {
    const text = 'title,space,genres\nA,small,War\nB,,War\nC,odd,War\n';
    const { movies, problems } = await readMovies(text, {
      labelSpaces: { small: ['War', 'Science Fiction'] },
      knownGenres: ['War'],
    });
    expect(movies.map((movie) => movie.knownGenres)).toEqual([['War', 'Sci-Fi'], ['War']]);
    expect(problems.map(({ line, reason }) => `${line} ${reason}`)).toEqual([
      '4 the row has a label space that labelSpaces does not have (small)',
    ]);
    expect(await errorOf(() => readMovies(FILMS, { labelSpaces: { small: ['War'] } }))).toMatch(
      /invalid-data: readMovies.labelSpaces needs a column "space".*"title", "plot", "genres"/,
    );
  });

  it('counts unknown spellings and those left out', async () => {
    const { movies, unknownGenres, droppedGenres } = await readMovies(
      'title,genres\nA,"Dramas, Telenovela, Classic Movies"\nB,"Telenovela, Noir, __proto__"\n',
    );
    expect(movies.map((movie) => movie.genres)).toEqual([
      ['Drama', 'Telenovela'],
      ['Telenovela', 'Film-Noir', '__proto__'],
    ]);
    expect(unknownGenres).toEqual([
      { genre: 'Telenovela', count: 2 },
      { genre: '__proto__', count: 1 },
    ]);
    expect(droppedGenres).toEqual([{ genre: 'Classic Movies', count: 1 }]);
    const asTheyAre = await readMovies('title,genres\nA,"Dramas, Classic Movies, Dramas"\n', {
      canonicalGenres: false,
    });
    expect(asTheyAre.movies[0]!.genres).toEqual(['Dramas', 'Classic Movies']);
    expect(asTheyAre.unknownGenres).toEqual([]);
  });

  it('reads columns of 0 and 1 named after genres', async () => {
    const { movies, columns } = await readMovies(
      'title,Drama,Science Fiction,rating\nA,1,0,5\nB,true,TRUE,4\n',
    );
    expect(movies.map((movie) => movie.genres)).toEqual([['Drama'], ['Drama', 'Sci-Fi']]);
    expect(columns.genres).toEqual(['Drama', 'Science Fiction']);
    const named = await readMovies('title,genre_Own,x\nA,1,1\nB,0,1\nC,2,0\n', {
      columns: { genres: ['genre_Own', 'x'] },
    });
    expect(named.movies.map((movie) => movie.genres)).toEqual([['Own', 'x'], ['x']]);
    expect(named.problems[0]).toMatchObject({
      line: 4,
      reason: 'the column genre_Own must hold 0 or 1, true or false',
    });
  });

  it('reads movies whose genres are to be predicted', async () => {
    const options: ReadMoviesOptions = { genreRequired: false };
    expect((await readMovies('plot\nA ship.\n', options)).movies).toEqual([{ plot: 'A ship.', genres: [] }]);
    const { movies, problems } = await readMovies('title,genres\nA,[War\nB,\nC,War\n', options);
    expect(movies.map((movie) => movie.genres)).toEqual([[], [], ['War']]);
    expect(problems).toMatchObject([{ line: 2, isRowKept: true }]);
  });

  it('reads only the fields asked for', async () => {
    const { movies, columns } = await readMovies(FILMS, { fields: ['plot'] });
    expect(movies[0]).toEqual({ plot: 'Cops, and robbers.', genres: ['Crime', 'Drama'] });
    expect(columns).toEqual({ plot: 'plot', genres: 'genres' });
    expect(await errorOf(() => readMovies('title,genres\nA,War\n', { fields: ['plot'] }))).toMatch(
      /has no plot column/,
    );
  });

  it('filters rows, and says which values there are when none fits', async () => {
    const text = 'title,genres,Split,lang\nA,War,train,en\nB,War,test,en\nC,War,train,fr\nD,,test,en\n';
    const train = await readMovies(text, { where: { split: 'train', LANG: ['en', 'de'] } });
    expect(train.movies.map((movie) => movie.title)).toEqual(['A']);
    expect(train).toMatchObject({ rowCount: 4, filteredCount: 3, skippedCount: 0 });
    expect(await errorOf(() => readMovies(text, { where: { split: 'valid' } }))).toBe(
      'invalid-data: No row is as readMovies.where wants it: split should be "valid" and is "test", "train".',
    );
    expect(await errorOf(() => readMovies(text, { where: { fold: 'x' } }))).toMatch(
      /readMovies.where needs a column "fold".*"title", "genres", "Split", "lang"/,
    );
  });

  it('refuses tables that cannot be used, and says why', async () => {
    expect(await errorOf(() => readMovies(''))).toBe('invalid-data: The table is empty.');
    expect(await errorOf(() => readMovies(' \n\n'))).toBe('invalid-data: The table is empty.');
    expect(await errorOf(() => readMovies('movies.csv'))).toMatch(
      /read as the table itself, not as the name of a file/,
    );
    expect(await errorOf(() => readMovies('a,b\n1,2\n'))).toMatch(/no title and no plot column.*"a", "b"/);
    expect(await errorOf(() => readMovies('title,b\n1,2\n'))).toMatch(/no genres column.*genreRequired/);
    expect(await errorOf(() => readMovies('title,genres\nA,\nB,\n'))).toMatch(
      /None of the 2 rows.*on line 2: the row has no genres; got ""/,
    );
    expect(await errorOf(() => readMovies('Title,title,genres\nA,B,War\n'))).toMatch(
      /2 columns that may be "title"/,
    );
    expect(await errorOf(() => readMovies('"title,genres\nA,War\n'))).toMatch(
      /header of the table on line 1/,
    );
    expect(await errorOf(() => readMovies(FILMS, { columns: { plot: 'story' } }))).toMatch(
      /readMovies.columns.plot needs a column "story".*"title", "plot", "genres"/,
    );
    expect(
      await errorOf(() => readMovies('{"title":"A","genres":"War"}', { columns: { plot: 'story' } })),
    ).toMatch(/needs a column "story"/);
  });

  it.each<[string, object]>([
    ['an unknown option', { colums: {} }],
    ['an unknown column role', { columns: { name: 'x' } }],
    ['a column that is no name', { columns: { title: 3 } }],
    ['a format', { format: 'xml' }],
    ['an encoding', { encoding: 'klingon' }],
    ['a long delimiter', { delimiter: '::' }],
    ['a delimiter that clashes', { delimiter: ';', format: 'jsonl' }],
    ['no field', { fields: [] }],
    ['an unknown field', { fields: ['poster'] }],
    ['a flag that is none', { genreRequired: 'no' }],
    ['a label space that is no list', { labelSpaces: { a: 'War' } }],
    ['a condition that is no text', { where: { year: 1999 } }],
    ['a listener that is none', { onProblem: 1 }],
  ])('refuses %s', async (_, options) => {
    expect(await errorOf(() => readMovies(FILMS, options))).toMatch(/^invalid-option: /);
  });

  it('is safe with names from the prototype', async () => {
    const names = ['__proto__', 'constructor', 'toString', 'title', 'genres'];
    const csv = `${names.join(',')}\na,b,c,Heat,constructor|__proto__\n`;
    const json = `{${names.map((name) => `"${name}": "${name === 'genres' ? 'constructor|__proto__' : 'Heat'}"`).join()}}`;
    for (const text of [csv, json]) {
      const { rows } = await readMovies(text, { keepColumns: 'all', where: { constructor: ['b', 'Heat'] } });
      expect(rows[0]!.movie).toEqual({ title: 'Heat', genres: ['constructor', '__proto__'] });
      expect(Object.keys(rows[0]!.extra!)).toEqual(['__proto__', 'constructor', 'toString']);
      expect(Object.getPrototypeOf(rows[0]!.extra)).toBe(Object.prototype);
    }
    expect(
      await errorOf(() =>
        readMovies('title,genres,space\nA,War,constructor\n', { labelSpaces: { a: ['War'] } }),
      ),
    ).toMatch(/label space that labelSpaces does not have/);
  });
});

describe('readMovieStream', () => {
  it('gives the rows one by one and then the report', async () => {
    const problems: number[] = [];
    const stream = readMovieStream(`${FILMS}Bad\n`, { onProblem: ({ line }) => problems.push(line) });
    expect((await stream.next()).value).toMatchObject({ line: 2, movie: { title: 'Heat' } });
    expect((await stream.next()).value).toMatchObject({ line: 3 });
    expect(await stream.next()).toMatchObject({
      done: true,
      value: { rowCount: 3, usedCount: 2, skippedCount: 1 },
    });
    expect(problems).toEqual([4]);
  });

  it('throws at the end when no row was usable', async () => {
    expect(await errorOf(() => readMovieStream('title,genres\nA,\n').next())).toMatch(/None of the 1 rows/);
  });

  it('reads no further than it is asked to, and closes the source', async () => {
    let pieceCount = 0;
    let isClosed = false;
    async function* endless() {
      try {
        yield 'title,genres\n';
        for (;;) {
          pieceCount++;
          yield '"Heat\nII",War\n'.repeat(1000);
        }
      } finally {
        isClosed = true;
      }
    }
    const lines: number[] = [];
    for await (const { line } of readMovieStream(endless())) if (lines.push(line) === 15_000) break;
    expect(lines.at(-1)).toBe(2 + 2 * 14_999);
    expect(pieceCount).toBeLessThan(30);
    expect(isClosed).toBe(true);
  });
});
