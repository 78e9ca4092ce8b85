import { describe, expect, it } from 'vitest';
import { canonicalGenres } from './genreNames.ts';

const GENRES = [
  ...[
    'Action',
    'Adventure',
    'Animation',
    'Biography',
    'Comedy',
    'Crime',
    'Documentary',
    'Drama',
    'Family',
    'Fantasy',
  ],
  ...[
    'Film-Noir',
    'History',
    'Horror',
    'Music',
    'Musical',
    'Mystery',
    'Romance',
    'Sci-Fi',
    'Sport',
    'Thriller',
  ],
  ...['War', 'Western'],
];

describe('canonicalGenres', () => {
  it.each(GENRES)('knows %s however it is cased and punctuated', (genre) => {
    for (const spelling of [
      genre,
      genre.toUpperCase(),
      ` ${genre.toLowerCase()} `,
      genre.replace('-', '_'),
    ]) {
      expect(canonicalGenres(spelling)).toEqual([genre]);
    }
  });

  it.each([
    ['Science Fiction', ['Sci-Fi']],
    ['SciFi', ['Sci-Fi']],
    ['sci_fi', ['Sci-Fi']],
    ['Dramas', ['Drama']],
    ['Stand-Up Comedy', ['Comedy']],
    ["Kids' TV", ['Family']],
    ["Children's", ['Family']],
    ['Anime Features', ['Animation']],
    ['TV Movie', ['TV Movie']],
    ['tv movie', ['TV Movie']],
    ['Action & Adventure', ['Action', 'Adventure']],
    ['Action-Adventure', ['Action', 'Adventure']],
    ['Music and Musicals', ['Music', 'Musical']],
    ['Drama/War', ['Drama', 'War']],
    ['International Movies', []],
    ['(no genres listed)', []],
    ['Spy/Drama', undefined],
    ['Telenovela', undefined],
    ['', undefined],
    ['constructor', undefined],
    ['__proto__', undefined],
  ])('takes %s for %j', (spelling, genres) => {
    expect(canonicalGenres(spelling)).toEqual(genres);
  });

  it('knows the genre ids of TMDB', () => {
    const ids = [
      28, 12, 16, 35, 80, 99, 18, 10751, 14, 36, 27, 10402, 9648, 10749, 878, 10770, 53, 10752, 37,
    ];
    const names =
      'Action Adventure Animation Comedy Crime Documentary Drama Family Fantasy History Horror Music Mystery Romance Sci-Fi TV_Movie Thriller War Western';
    expect(ids.map((id) => canonicalGenres(String(id)))).toEqual(
      names.split(' ').map((name) => [name.replace('_', ' ')]),
    );
  });
});
