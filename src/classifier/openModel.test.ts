import { describe, expect, it } from 'vitest';
import { tfidf } from '../features/TfidfFeatures.ts';
import { tokens } from '../features/TokenOptions.ts';
import { decodeModel } from '../format/decodeModel.ts';
import type { SectionContent } from '../format/Section.ts';
import { attention, attentionKit } from '../strategies/attention/index.ts';
import { condensedIndex } from '../strategies/condensed/condensedIndex.ts';
import { condensedKits } from '../strategies/condensed/condensedKits.ts';
import { feedForward, feedForwardKit } from '../strategies/feedForward/index.ts';
import {
  classifierChain,
  decisionTree,
  decisionTreeKit,
  ensembleOfChains,
  mlKnn,
  neighbourVote,
  svdIndex,
  svdKits,
} from '../strategies/index.ts';
import type { StrategySettings } from '../strategies/registry.ts';
import { caught } from '../testing/caught.ts';
import { digest } from '../testing/digest.ts';
import { fixtureMovies } from '../testing/fixtureMovies.ts';
import { type LooseJson, tamper } from '../testing/tamper.ts';
import { GenreClassifier } from './GenreClassifier.ts';
import { refusalOf, spoilt, waysToSpoil } from './testing/spoil.ts';

const movies = await fixtureMovies(40);
const features = tfidf({ minDf: 4 });
const labels = ['Comedy', 'Drama', 'War'];

/** Every strategy that is not binary relevance, in a model of its own. */
const strategies: readonly (readonly [string, StrategySettings])[] = [
  ['classifier-chain', classifierChain()],
  ['chain-ensemble', ensembleOfChains({ count: 2 })],
  ['ml-knn', mlKnn({ k: 5 })],
  ['neighbour-vote', neighbourVote({ k: 5 })],
  ['ml-knn', mlKnn({ k: 5, storesTitles: true })],
  ['ml-knn', mlKnn({ k: 5, index: svdIndex({ dimensions: 3 }) })],
  ['neighbour-vote', neighbourVote({ k: 5, index: svdIndex({ dimensions: 3 }) })],
  ['ml-knn', mlKnn({ k: 5, index: condensedIndex({ termsPerRow: 6 }) })],
  ['feed-forward', feedForward({ svd: { dimensions: 4 }, hidden: [4], training: { epochs: 2 } })],
  ['attention', attention({ width: 4, hidden: [], training: { epochs: 2 } })],
  [
    'attention',
    attention({
      ...{ width: 4, layers: 1, heads: 2, hidden: [4], hasDomains: true, labelGraph: { size: 2 } },
      training: { epochs: 1, earlyStopping: 'off', averageDecay: 0.5 },
    }),
  ],
  ['decision-tree', decisionTree({ maxDepth: 6 })],
  ['decision-tree', decisionTree({ isPerLabel: true, count: 2, hasBootstrap: true })],
];
const kits = { strategies: [attentionKit, decisionTreeKit, feedForwardKit, ...svdKits, ...condensedKits] };
const open = (bytes: Uint8Array) => GenreClassifier.open(bytes, kits);

describe.each(strategies)('a saved %s', (id, strategy) => {
  const own = id === 'attention' ? tokens({ minFrequency: 6 }) : features;
  const fitted = new GenreClassifier({ foldCount: 2, features: own, labels, strategy }).fit(movies);
  const saved = fitted.then((classifier) => classifier.toBytes({ isCompressed: false }));
  const refusal = (changed: Uint8Array) => refusalOf(() => open(changed));

  it('answers as before when it is opened, and is saved as the same bytes', async () => {
    const bytes = await saved;
    const opened = await open(bytes);
    expect(opened.predictProbaAll(movies)).toEqual((await fitted).predictProbaAll(movies));
    expect(opened.options.strategy).toEqual((await fitted).options.strategy);
    expect(digest(await opened.toBytes({ isCompressed: false }))).toBe(digest(bytes));
    expect((await opened.inspect()).strategy).toBe(id);
  });

  it('says to fromBytes what opens it', async () => {
    const bytes = await saved;
    const error = await caught(() => GenreClassifier.fromBytes(bytes));
    expect(error.code).toBe('unsupported-model');
    expect(error.message).toContain(`"${id}"`);
    expect(error.message).toContain('GenreClassifier.open');
    if (id !== 'attention') return;
    expect(error.message).toContain("import { attentionKit } from 'genrekit/attention'");
    expect((await caught(() => GenreClassifier.open(bytes))).message).toBe(error.message);
    expect(GenreClassifier.fromBytes(bytes, kits).labels).toEqual(labels);
  });

  it.each(waysToSpoil)('with any section %s is refused or sound', async (how) => {
    const bytes = await saved;
    for (const name of decodeModel(bytes).sections.keys()) await refusal(spoilt(bytes, name, how));
  });

  it('with any setting changed is refused or sound', async () => {
    const bytes = await saved;
    const { parts } = decodeModel(bytes).header as LooseJson;
    for (const part of ['strategy', 'features'].filter((name) => Object.hasOwn(parts, name))) {
      for (const name of Object.keys(parts[part])) {
        for (const value of [undefined, null, -1, 1e300, 'x', '__proto__', [], {}]) {
          await refusal(tamper(bytes, (header) => Object.assign(header.parts[part], { [name]: value })));
        }
      }
    }
  });
});

describe('the titles of training movies', () => {
  const others = [{ title: 'half \ud83d', plot: 'War.', genres: ['War'] }, ...movies.slice(1)];
  others[1] = { plot: 'A comedy.', genres: ['Comedy'] };
  const settings = { foldCount: 2, features, labels, fields: ['plot'] as const };
  const saved = async (strategy: StrategySettings) =>
    (await new GenreClassifier({ ...settings, strategy }).fit(others)).toBytes({ isCompressed: false });
  const titlesIn = (bytes: Uint8Array) => decodeModel(bytes).sections.get('strategy/titles')?.data;

  it('are in a file only when they were asked for', async () => {
    const without = await saved(neighbourVote());
    expect(titlesIn(without)).toBeUndefined();
    expect(Buffer.from(without).includes(movies[2]!.title!)).toBe(false);
    const stored = titlesIn(await saved(neighbourVote({ storesTitles: true })));
    expect(stored).toEqual(others.map(({ title = '' }) => title.replace('\ud83d', '\ufffd')));
  });

  it('are shown with the neighbours, as long as there are any', async () => {
    const opened = await GenreClassifier.open(await saved(neighbourVote({ k: 40, storesTitles: true })));
    const { neighbours } = await opened.explain({ plot: 'A comedy about a war.' });
    expect(neighbours).toHaveLength(40);
    for (const { row, title, genres } of neighbours) {
      const { title: given, genres: own } = others[row]!;
      expect(title).toBe(given?.replace('\ud83d', '\ufffd') ?? null);
      expect(genres).toEqual(labels.filter((label) => own.includes(label)));
    }
    const untitled = await GenreClassifier.open(await saved(neighbourVote({ k: 40 })));
    const all = (await untitled.explain({ plot: 'A comedy about a war.' })).neighbours;
    expect(all).toEqual(neighbours.map((neighbour) => ({ ...neighbour, title: null })));
  });

  it.each<[string, boolean, (sections: Map<string, SectionContent>) => void, RegExp]>([
    ['missing', true, (all) => void all.delete('strategy/titles'), /'titles' as 40 texts; it has nothing/],
    ['too few', true, (all) => void all.set('strategy/titles', texts(39)), /it has 39 texts/],
    [
      'no texts',
      true,
      (all) => void all.set('strategy/titles', { type: 'u8', data: new Uint8Array(40) }),
      /'titles' as 40 texts; it has nothing/,
    ],
    [
      'there unasked',
      false,
      (all) => void all.set('strategy/titles', texts(40)),
      /no 'titles'; it has 40 texts/,
    ],
  ])('are refused when they are %s', async (_, storesTitles, change, message) => {
    const bytes = await saved(neighbourVote({ storesTitles }));
    const refused = await refusalOf(() =>
      GenreClassifier.open(tamper(bytes, (_header, sections) => change(sections))),
    );
    expect(refused).toMatch(message);
  });
});

const texts = (count: number): SectionContent => ({
  type: 'text',
  data: Array.from({ length: count }, String),
});
