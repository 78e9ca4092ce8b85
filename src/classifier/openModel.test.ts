import { describe, expect, it } from 'vitest';
import { tfidf } from '../features/TfidfFeatures.ts';
import { decodeModel } from '../format/decodeModel.ts';
import { classifierChain, ensembleOfChains, mlKnn, neighbourVote } from '../strategies/index.ts';
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
];

describe.each(strategies)('a saved %s', (id, strategy) => {
  const fitted = new GenreClassifier({ foldCount: 2, features, labels, strategy }).fit(movies);
  const saved = fitted.then((classifier) => classifier.toBytes({ isCompressed: false }));
  const refusal = (changed: Uint8Array) => refusalOf(() => GenreClassifier.open(changed));

  it('answers as before when it is opened, and is saved as the same bytes', async () => {
    const bytes = await saved;
    const opened = await GenreClassifier.open(bytes);
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
  });

  it.each(waysToSpoil)('with any section %s is refused or sound', async (how) => {
    const bytes = await saved;
    for (const name of decodeModel(bytes).sections.keys()) await refusal(spoilt(bytes, name, how));
  });

  it('with any setting changed is refused or sound', async () => {
    const bytes = await saved;
    const settingsOf = (header: LooseJson) => header.parts.strategy;
    for (const name of Object.keys(settingsOf(decodeModel(bytes).header))) {
      for (const value of [undefined, null, -1, 1e300, 'x', '__proto__', [], {}]) {
        await refusal(tamper(bytes, (header) => Object.assign(settingsOf(header), { [name]: value })));
      }
    }
  });
});
