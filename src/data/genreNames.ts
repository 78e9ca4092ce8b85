/*
 * Every genre with the other ways in which known data sets write it, all in the form that `genreKey` gives: lower case,
 * `&` as `and`, other punctuation as spaces. Numbers are the genre ids of TMDB. The first 22 genres are those of the
 * bundled models; `TV Movie` is kept because TMDB counts it among its genres.
 */
const SPELLINGS: Readonly<Record<string, readonly string[]>> = {
  Action: ['28', 'actions', 'action movies', 'action films', 'tv action'],
  Adventure: ['12', 'adventures', 'adventure movies', 'adventure films'],
  Animation: [
    '16',
    'animated',
    'animations',
    'animated movies',
    'cartoon',
    'cartoons',
    'adult animation',
    'anime',
    'anime features',
    'anime series',
  ],
  Biography: ['biographical', 'biographies', 'biopic', 'biopics', 'bio'],
  Comedy: [
    '35',
    'comedies',
    'comedy movies',
    'tv comedies',
    'sitcom',
    'sitcoms',
    'parody',
    'satire',
    'stand up',
    'stand up comedy',
    'stand up comedy and talk shows',
  ],
  Crime: ['80', 'crimes', 'crime movies', 'crime films', 'crime tv shows'],
  Documentary: [
    '99',
    'documentaries',
    'documentary films',
    'docuseries',
    'docu series',
    'science and nature tv',
  ],
  Drama: ['18', 'dramas', 'drama movies', 'tv dramas', 'melodrama'],
  Family: [
    '10751',
    'families',
    'family movies',
    'children',
    'childrens',
    'children s',
    'kids',
    'kids tv',
    'kids tv shows',
    'children and family',
    'children and family movies',
    'kids and family',
  ],
  Fantasy: ['14', 'fantasies', 'fantasy movies', 'fantasy films'],
  'Film-Noir': ['filmnoir', 'noir'],
  History: ['36', 'historical', 'historical movies', 'history movies'],
  Horror: ['27', 'horrors', 'horror movies', 'horror films', 'tv horror'],
  Music: [
    '10402',
    'concert',
    'concerts',
    'concert film',
    'concert films',
    'music videos and concerts',
    'music movies',
  ],
  Musical: ['musicals', 'musical movies'],
  Mystery: ['9648', 'mysteries', 'mystery movies', 'tv mysteries'],
  Romance: [
    '10749',
    'romances',
    'romantic',
    'romantic movies',
    'romance movies',
    'romantic tv shows',
    'romance film',
  ],
  'Sci-Fi': [
    '878',
    'scifi',
    'sf',
    'science fiction',
    'sciencefiction',
    'sci fi movies',
    'science fiction movies',
  ],
  Sport: ['sports', 'sport movies', 'sports movies'],
  Thriller: ['53', 'thrillers', 'thriller movies', 'tv thrillers', 'suspense'],
  War: ['10752', 'war movies', 'war films', 'military', 'military and war', 'war and politics'],
  Western: ['37', 'westerns', 'western movies'],
  'TV Movie': ['10770', 'tv movies', 'television movie'],
};

/** Spellings that name two genres at once. */
const PAIRS: Readonly<Record<string, readonly string[]>> = {
  'action and adventure': ['Action', 'Adventure'],
  'action adventure': ['Action', 'Adventure'],
  'tv action and adventure': ['Action', 'Adventure'],
  'sci fi and fantasy': ['Sci-Fi', 'Fantasy'],
  'science fiction and fantasy': ['Sci-Fi', 'Fantasy'],
  'tv sci fi and fantasy': ['Sci-Fi', 'Fantasy'],
  'music and musicals': ['Music', 'Musical'],
  'romantic comedy': ['Romance', 'Comedy'],
  'romantic comedies': ['Romance', 'Comedy'],
  'mystery and thriller': ['Mystery', 'Thriller'],
  'comedy drama': ['Comedy', 'Drama'],
};

/** Shelves of catalogues: they tell where a film comes from, how old or how big it is, or whom it is for, but no genre. */
const SHELVES: readonly string[] = [
  'movies',
  'tv',
  'tv shows',
  'series',
  'movie',
  'film',
  'films',
  'feature',
  'imax',
  'no genres listed',
  'no genre',
  'international',
  'international movies',
  'international tv shows',
  'foreign',
  'world cinema',
  'british tv shows',
  'korean tv shows',
  'spanish language tv shows',
  'latino',
  'indian movies',
  'bollywood',
  'independent',
  'independent movies',
  'indie',
  'arthouse',
  'art house',
  'classic',
  'classics',
  'classic movies',
  'classic films',
  'cult',
  'cult movies',
  'classic and cult tv',
  'lgbtq',
  'lgbtq movies',
  'teen',
  'teen tv shows',
  'young adult',
  'young adult audience',
  'special interest',
  'entertainment',
  'unknown',
  'other',
];

let meanings: ReadonlyMap<string, readonly string[]> | undefined;

/**
 * Tells which genres a spelling means, in the names of the bundled models. Case, white space and punctuation do not
 * count: `sci-fi`, `Sci Fi` and `SCI_FI` are one spelling.
 *
 * @param spelling - a genre as a data set writes it, or a genre id of TMDB
 * @returns its genres, most often one; none for a shelf such as `International Movies`; `undefined` for a spelling that
 * genrekit does not know
 *
 * @example
 * ```ts
 * import { canonicalGenres } from 'genrekit/data';
 * console.log(canonicalGenres('Science Fiction')); // [ 'Sci-Fi' ]
 * console.log(canonicalGenres('Action & Adventure')); // [ 'Action', 'Adventure' ]
 * console.log(canonicalGenres('Classic Movies')); // []
 * console.log(canonicalGenres('Telenovela')); // undefined
 * ```
 */
export function canonicalGenres(spelling: string): readonly string[] | undefined {
  meanings ??= collectMeanings();
  const whole = meanings.get(genreKey(spelling));
  if (whole !== undefined || !spelling.includes('/')) return whole;
  // Spy/Espionage is one name as long as either half is unknown; Drama/War is two.
  const parts = spelling.split('/').map((part) => canonicalGenres(part));
  return parts.includes(undefined) ? undefined : [...new Set(parts.flatMap((part) => part!))];
}

function collectMeanings(): ReadonlyMap<string, readonly string[]> {
  const collected = new Map<string, readonly string[]>();
  for (const [genre, spellings] of Object.entries(SPELLINGS)) {
    const meaning = Object.freeze([genre]);
    for (const key of [genreKey(genre), ...spellings]) collected.set(key, meaning);
  }
  for (const [key, genres] of Object.entries(PAIRS)) collected.set(key, Object.freeze([...genres]));
  for (const key of SHELVES) collected.set(key, Object.freeze([]));
  return collected;
}

function genreKey(spelling: string): string {
  return spelling
    .toLowerCase()
    .replaceAll('&', ' and ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
