import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Explanation } from '../explanations/Explanation.ts';
import { type TfidfFeaturesSettings, tfidf } from '../features/TfidfFeatures.ts';
import { logisticRegression } from '../learners/logisticRegression.ts';
import { binaryRelevance } from '../strategies/BinaryRelevance.ts';
import {
  classifierChain,
  decisionTree,
  ensembleOfChains,
  mlKnn,
  neighbourVote,
} from '../strategies/index.ts';
import type { StrategySettings } from '../strategies/registry.ts';
import { caught } from '../testing/caught.ts';
import { cutsOut, tokensOf } from '../testing/cutsOut.ts';
import { deepFreeze } from '../testing/deepFreeze.ts';
import { fixtureMovies } from '../testing/fixtureMovies.ts';
import { strangeText, strangeTexts } from '../testing/strangeTexts.ts';
import type { Analyser } from '../text/Analyser.ts';
import type { Movie } from '../text/Movie.ts';
import { GenreClassifier } from './GenreClassifier.ts';

const all = deepFreeze(await fixtureMovies());
const movies = all.filter((_, row) => row % 4 === 0);
const others = all.filter((_, row) => row % 50 === 1).map(({ title, plot }) => ({ title, plot }));
const strange: readonly Movie[] = [
  ...strangeTexts.map((plot) => ({ plot })),
  ...strangeTexts.map((title) => ({ title, plot: 'A killer\r\n🎬 in the café.' })),
];

/** Words of letters, in lower case, that last as long as the white space behind them. */
const loud: Analyser = {
  id: 'loud',
  tokens: (text) =>
    Array.from(text.matchAll(/\p{L}+\s*/gu), ({ 0: word, index }) => ({
      term: word.trim().toUpperCase(),
      start: index,
      end: index + word.length,
    })),
};
const features = tfidf({
  title: [
    { analyser: 'charWb', ngrams: [1, 4], stripAccents: 'unicode' },
    { analyser: 'char', ngrams: [2, 3] },
  ],
  plot: [
    { ngrams: [1, 2], stopWords: 'english', stripAccents: 'ascii' },
    { prefixLength: 4, isLowercased: false },
    { analyser: loud, ngrams: [1, 2] },
  ],
});
const labels = ['Comedy', 'Crime', 'Drama', 'Romance', 'War'];
const fitted = (strategy: StrategySettings, options: object = {}) =>
  new GenreClassifier({ foldCount: 2, labels, strategy, ...options }).fit(movies);

const sum = (list: readonly { readonly value: number }[]) =>
  list.reduce((total, { value }) => total + value, 0);

/** What must hold of an explanation by a sum. */
function checkSum({ bias, terms, words, links, rawScore }: Explanation, { title, plot }: Movie) {
  const texts = { title: title ?? '', plot: plot ?? '' };
  expect(Math.abs(bias + sum(terms) + sum(links) - rawScore)).toBeLessThan(1e-9);
  expect(Math.abs(bias + sum(words) + sum(links) - rawScore)).toBeLessThan(1e-9);
  for (const { value, featureValue, weight } of terms) expect(value).toBe(featureValue * weight);
  const strength = terms.map(({ value }) => Math.abs(value));
  expect(strength).toEqual(strength.toSorted((a, b) => b - a));
  for (const { field, text, start, end } of words) expect(texts[field].slice(start, end)).toBe(text);
  const places = words.map(({ field, start }) => (field === 'title' ? 0 : 1e6) + start);
  expect(places).toEqual(places.toSorted((a, b) => a - b));
}

const additive: readonly (readonly [string, Promise<GenreClassifier>])[] = [
  ['binary relevance', fitted(binaryRelevance())],
  ['logistic regression', fitted(binaryRelevance({ learner: logisticRegression() }), { features })],
  ['a chain', fitted(classifierChain(), { features })],
  ['a chain told labels', fitted(classifierChain({ chainValues: 'labels', order: 'random' }))],
];

describe.each(additive)('an explanation of %s', (name, made) => {
  it('adds up to the score, in terms and in words', async () => {
    const classifier = await made;
    for (const movie of [...others, ...strange]) {
      let linkCount = 0;
      for (const label of labels) {
        const explanation = await classifier.explain(movie, label);
        expect(explanation).toMatchObject({ label, method: 'additive', neighbours: [], vote: null });
        checkSum(explanation, movie);
        linkCount += explanation.links.length;
      }
      // Each genre listens to those before it.
      expect(linkCount).toBe(/chain/.test(name) ? 0 + 1 + 2 + 3 + 4 : 0);
    }
    await fc.assert(
      fc.asyncProperty(strangeText, strangeText, async (title, plot) => {
        if (!/\S/.test(title + plot)) return;
        checkSum(await classifier.explain({ title, plot }, 'Crime'), { title, plot });
      }),
      { numRuns: 40 },
    );
  });

  it.each(['float16', 'int8'] as const)('still adds up with weights in %s', async (weights) => {
    const bytes = await (await made).toBytes({ weights });
    const opened = await GenreClassifier.open(bytes, { analysers: [loud] });
    for (const movie of others) checkSum(await opened.explain(movie), movie);
  });

  it('cuts every token out of the text where it stands', async () => {
    const classifier = await made;
    const { title, plot } = classifier.options.features as TfidfFeaturesSettings;
    const blocks = [...title, ...plot];
    for (const movie of [...others.slice(0, 5), ...strange]) {
      const { terms } = await classifier.explain(movie, 'Drama');
      expect(new Set(terms.map(({ feature }) => feature)).size).toBe(terms.length);
      for (const { field, term, occurrences } of terms) {
        const text = movie[field]!;
        expect(occurrences.length).toBeGreaterThan(0);
        for (const spans of occurrences) {
          // Which block the term belongs to is not said; one of them must have read it so.
          const isRead = blocks.some(({ analyser = 'word', isLowercased = true, stripAccents = 'none' }) => {
            const tokens = tokensOf(term, analyser);
            if (tokens.length !== spans.length) return false;
            return spans.every((span, i) =>
              typeof analyser === 'object'
                ? text.slice(span.start, span.end).trim().toUpperCase() === tokens[i]
                : cutsOut(text, span, tokens[i]!, { analyser, isLowercased, stripAccents }),
            );
          });
          expect(isRead, `${term} in ${text}`).toBe(true);
        }
      }
    }
  });
});

describe('an explanation', () => {
  it('states what predictions state', async () => {
    const classifier = await additive[0]![1];
    const { genres } = await classifier.inspect();
    for (const movie of others) {
      const scores = classifier.predictProba(movie);
      expect((await classifier.explain(movie)).label).toBe(scores[0]!.label);
      for (const { label, score } of scores) {
        const explanation = await classifier.explain(movie, label);
        expect(explanation.score).toBe(score);
        expect(explanation.isPredicted).toBe(classifier.predict(movie).includes(label));
        const { thresholds } = genres.find((genre) => genre.label === label)!;
        expect(explanation.threshold).toBe(thresholds['title+plot']);
      }
    }
  });

  it('decides as it is asked to', async () => {
    const classifier = await additive[0]![1];
    const movie = others[0]!;
    for (const decoder of [
      { kind: 'topK', k: 2 },
      { kind: 'calibrated', probability: 0.3 },
      { kind: 'labelSet' },
    ] as const) {
      const genres = classifier.predict(movie, { decoder });
      for (const label of labels) {
        const { isPredicted, threshold } = await classifier.explain(movie, label, { decoder });
        expect(isPredicted).toBe(genres.includes(label));
        expect(threshold).toBe(decoder.kind === 'calibrated' ? 0.3 : null);
      }
    }
    const { genres } = await classifier.inspect();
    const macro = await classifier.explain(movie, 'War', { objective: 'macroF1' });
    expect(macro.threshold).not.toBe(genres.find(({ label }) => label === 'War')!.thresholds['title+plot']);
  });

  it('lists all words, and other signs only where they have a value', async () => {
    const classifier = await additive[0]![1];
    const movie = { title: 'Zzyzx?! 💀', plot: 'Zzyzx: the war, qqq — the end.' };
    const { words } = await classifier.explain(movie, 'War');
    const ofPlot = words.filter(({ field }) => field === 'plot').map(({ text }) => text);
    expect(ofPlot).toEqual(['Zzyzx', 'the', 'war', 'qqq', 'the', 'end']);
    for (const { text, value } of words) if (!/\w/.test(text)) expect(value).not.toBe(0);
    expect(words.find(({ text }) => text === 'war')!.value).toBeGreaterThan(0);
  });

  it('reads no field that the classifier does not read', async () => {
    const classifier = await fitted(binaryRelevance(), { fields: ['plot'] });
    const { words, terms } = await classifier.explain({ title: 'War', plot: 'The war.' }, 'War');
    expect(new Set([...words, ...terms].map(({ field }) => field))).toEqual(new Set(['plot']));
  });

  it('changes nothing of the movie, and answers as a frozen one', async () => {
    const classifier = await additive[1]![1];
    const movie = deepFreeze({ title: 'Heat', plot: 'Cops and robbers.' });
    expect(await classifier.explain(movie)).toEqual(await classifier.explain({ ...movie }));
  });
});

describe.each([
  ['an ensemble of chains', ensembleOfChains({ count: 2 }), 'occlusion'],
  ['a decision tree', decisionTree({ maxDepth: 8 }), 'occlusion'],
  ['ML-KNN', mlKnn({ k: 12 }), 'neighbours'],
  ['the vote of neighbours', neighbourVote({ k: 12 }), 'neighbours'],
] as const)('an explanation of %s', (_, strategy, method) => {
  const made = fitted(strategy);

  it('values each word by what the score loses without it', async () => {
    const classifier = await made;
    const movie = { title: 'The War', plot: 'A soldier falls in love with a war nurse; he falls.' };
    const explanation = await classifier.explain(movie, 'War');
    expect(explanation).toMatchObject({ method, terms: [], links: [] });
    const raw = async (one: Movie) => (await classifier.explain(one, 'War')).rawScore;
    const without = async (plot: string) => explanation.rawScore - (await raw({ ...movie, plot }));
    const values = Object.fromEntries(explanation.words.map(({ text, value }) => [text, value]));
    expect(explanation.words.map(({ text }) => text).join(' ')).toBe(
      'The War A soldier falls in love with a war nurse he falls',
    );
    expect(values.soldier).toBe(await without('A falls in love with a war nurse; he falls.'));
    expect(values.nurse).toBe(await without('A soldier falls in love with a war ; he falls.'));
    expect(values.War).toBe(explanation.rawScore - (await raw({ ...movie, title: 'The' })));
    // A movie of words that nobody knows has the score of none.
    expect(await raw({ title: 'qqq' })).toBe(explanation.bias);
  });

  it('also explains movies of one word, of none, and of more than it reads one by one', async () => {
    const classifier = await made;
    const { words, bias, rawScore } = await classifier.explain({ title: 'war' }, 'War');
    expect(words).toEqual([{ field: 'title', text: 'war', start: 0, end: 3, value: rawScore - bias }]);
    expect((await classifier.explain({ title: '?!' }, 'War')).words).toEqual([]);
    const long = await classifier.explain({ plot: `war ${'love '.repeat(1500)}` }, 'War');
    expect(long.words).toHaveLength(1501);
    expect(long.words[0]!.value).toBe(long.words[1]!.value);
  });
});

describe('the neighbours of an explanation', () => {
  it('are those that decided', async () => {
    const classifier = await fitted(neighbourVote({ k: 9, weighting: 'uniform', storesTitles: true }));
    const { neighbours, vote, rawScore } = await classifier.explain({ plot: 'A war story of love.' }, 'War');
    expect(neighbours).toHaveLength(9);
    for (const { row, title, genres, similarity, weight, hasLabel } of neighbours) {
      expect(title).toBe(movies[row]!.title);
      expect(genres).toEqual(labels.filter((label) => movies[row]!.genres.includes(label)));
      expect(hasLabel).toBe(genres.includes('War'));
      expect(weight).toBe(1);
      expect(similarity).toBeGreaterThan(0);
    }
    const having = neighbours.filter(({ hasLabel }) => hasLabel).length;
    const prior = movies.filter(({ genres }) => genres.includes('War')).length / movies.length;
    expect(vote).toEqual({ k: 9, having, known: 9, prior, posterior: having / 9 });
    expect(rawScore).toBe(having / 9);
    expect(neighbours.map(({ similarity }) => similarity)).toEqual(
      neighbours.map(({ similarity }) => similarity).toSorted((a, b) => b - a),
    );
  });

  it('have no say where it is unknown whether they have the genre', async () => {
    const given = movies.map((movie, row) =>
      row % 2 ? movie : { ...movie, knownGenres: ['Drama', 'Comedy'] },
    );
    const classifier = new GenreClassifier({ foldCount: 2, labels, strategy: neighbourVote({ k: 20 }) });
    await classifier.fit(given);
    const { neighbours, vote } = await classifier.explain({ plot: 'A war story of love.' }, 'War');
    for (const { row, hasLabel } of neighbours) {
      const own = given[row]!;
      const isKnown = row % 2 === 1 || own.genres.includes('War');
      expect(hasLabel).toBe(isKnown ? own.genres.includes('War') : null);
    }
    const known = neighbours.filter(({ hasLabel }) => hasLabel !== null);
    expect(vote!.known).toBeCloseTo(
      known.reduce((total, { similarity }) => total + similarity, 0),
      9,
    );
  });
});

describe('a counterfactual', () => {
  const made = additive[0]![1];
  const movie = deepFreeze({
    title: 'The Long War',
    plot: 'A soldier comes home from the war, falls in love with a nurse and robs a bank.',
  });

  it('is true: the changed movie is decided otherwise', async () => {
    const classifier = await made;
    for (const given of [movie, ...others]) {
      const before = classifier.predict(given);
      for (const label of labels) {
        const found = await classifier.counterfactual(given, label, { maxWords: 4 });
        const wasPredicted = before.includes(label);
        expect(found).toMatchObject({ label, isPredictedBefore: wasPredicted });
        expect(found.isPredictedAfter).toBe(found.isFound ? !wasPredicted : wasPredicted);
        expect(classifier.predict(found.movie).includes(label)).toBe(found.isPredictedAfter);
        const scoreOf = (one: Movie) =>
          classifier.predictProba(one).find((score) => score.label === label)!.score;
        expect([found.scoreBefore, found.scoreAfter]).toEqual([scoreOf(given), scoreOf(found.movie)]);
        expect(found.words.length > 0).toBe(found.isFound);
        if (!found.isFound) expect([found.movie, found.isFewest]).toEqual([given, false]);
        for (const { field, text, start, end } of found.words) {
          expect(given[field]!.slice(start, end)).toBe(text);
        }
      }
    }
  }, 60_000);

  it('takes the fewest words: none that has one word fewer does', async () => {
    const classifier = await made;
    let pairs = 0;
    for (const given of [movie, ...others]) {
      for (const label of labels) {
        const { words, isFewest } = await classifier.counterfactual(given, label, { maxWords: 2 });
        if (words.length !== 2) continue;
        pairs++;
        expect(isFewest).toBe(true);
        for (const { field, start, end } of (await classifier.explain(given, label)).words) {
          const text = given[field]!;
          const changed = { ...given, [field]: text.slice(0, start) + text.slice(end) };
          if (!/\S/.test((changed.title ?? '') + (changed.plot ?? ''))) continue;
          expect(classifier.predict(changed).includes(label)).toBe(classifier.predict(given).includes(label));
        }
      }
    }
    expect(pairs).toBeGreaterThan(0);
  }, 60_000);

  it('goes by the decoder that is asked for', async () => {
    const classifier = await made;
    const decoder = { kind: 'singleLabel' } as const;
    const [top] = classifier.predict(movie, { decoder });
    const found = await classifier.counterfactual(movie, top!, { decoder, maxWords: 12 });
    expect(found.isFound).toBe(true);
    expect(classifier.predict(found.movie, { decoder })).not.toContain(top);
  });

  it('is the same for the same movie, whatever the strategy', async () => {
    const classifier = await fitted(mlKnn({ k: 12 }));
    const found = await classifier.counterfactual(movie, 'War');
    expect(await classifier.counterfactual({ ...movie }, 'War')).toEqual(found);
    expect(classifier.predict(found.movie).includes('War')).toBe(found.isPredictedAfter);
  });

  it.each<[string, object, RegExp]>([
    [
      'no words',
      { maxWords: 0 },
      /counterfactual\.maxWords must be a whole number at least 1 and at most 100; got 0/,
    ],
    ['half a beam', { beamWidth: 0.5 }, /counterfactual\.beamWidth must be a whole number/],
    [
      'endless trials',
      { maxTrials: Number.POSITIVE_INFINITY },
      /counterfactual\.maxTrials must be .* 1000000/,
    ],
    ['what there is not', { words: 3 }, /counterfactual has no option "words"/],
    ['a decoder that is none', { decoder: { kind: 'x' } }, /decoder must be an object whose kind/],
  ])('is refused with %s', async (_, options, message) => {
    const classifier = await made;
    const error = await caught(() => classifier.counterfactual(movie, 'War', options));
    expect([error.code, error.message]).toEqual(['invalid-option', expect.stringMatching(message)]);
  });
});
