import { describe, expect, it } from 'vitest';
import { tfidf } from '../features/TfidfFeatures.ts';
import { decodeModel } from '../format/decodeModel.ts';
import { SeededRandom } from '../math/SeededRandom.ts';
import { classifierChain } from '../strategies/index.ts';
import { caught } from '../testing/caught.ts';
import { deepFreeze } from '../testing/deepFreeze.ts';
import { digest } from '../testing/digest.ts';
import { tamper } from '../testing/tamper.ts';
import { GenreClassifier } from './GenreClassifier.ts';
import { spoilt, waysToSpoil } from './testing/spoil.ts';

const WORDS: Readonly<Record<string, string>> = {
  Comedy: 'joke prank laugh clown silly wedding mishap funny',
  Drama: 'grief family illness secret memory father funeral letter',
  Romance: 'love kiss paris summer heart dance stranger longing',
  War: 'soldier battle trench army general enemy bomb retreat',
};
const labels = Object.keys(WORDS);

/** Movies whose words tell their genres, mostly. */
function inventMovies(count: number, seed: number) {
  const random = new SeededRandom(seed);
  const pick = (list: readonly string[]) => list[random.integer(list.length)]!;
  return Array.from({ length: count }, (_, row) => {
    const genres = labels.filter((_label, at) => at === row % 4 || random.integer(5) === 0);
    const wordsOf = (length: number) =>
      Array.from({ length }, () =>
        random.integer(3) === 0 ? `thing${random.integer(40)}` : pick(WORDS[pick(genres)]!.split(' ')),
      ).join(' ');
    return { title: wordsOf(3), plot: wordsOf(9), genres };
  });
}

const movies = inventMovies(200, 1);
const others = inventMovies(80, 2);
const features = tfidf({ minDf: 2 });
const fitted = await new GenreClassifier({ foldCount: 2, labels, features }).fit(movies);
const corrections = deepFreeze(
  others.filter((movie) => `${fitted.predict(movie).toSorted()}` !== `${movie.genres}`).slice(0, 12),
);
const plots = others.map(({ plot }) => ({ plot }));
const inputs = [...others, ...plots, ...others.map(({ title }) => ({ title }))];

/** The scores of one genre, movie by movie. */
const scoresOf = (classifier: GenreClassifier, label: string) =>
  classifier.predictProbaAll(inputs).map((scores) => scores.find((one) => one.label === label)!.score);

const precisions = ['float32', 'float16', 'int8'] as const;
const rounded = async (weights: (typeof precisions)[number]) =>
  GenreClassifier.fromBytes(await fitted.toBytes({ weights }));

describe('corrections', () => {
  it.each(precisions)(
    'hold, move no other genre by a bit, and can be undone to the bit, in %s',
    async (weights) => {
      const classifier = await rounded(weights);
      const before = new Map(labels.map((label) => [label, scoresOf(classifier, label)]));
      const bytes = digest(await classifier.toBytes());
      const { moved, ...report } = await classifier.adapt(corrections);
      expect(report.movies.count).toBe(corrections.length);
      expect(report.movies.after).toBeGreaterThan(report.movies.before);
      expect(report.decisions.after).toBeGreaterThanOrEqual(0.95 * report.decisions.count);
      const right = corrections.filter(
        (movie) => `${classifier.predict(movie).toSorted()}` === `${movie.genres.toSorted()}`,
      );
      expect(right).toHaveLength(report.movies.after);
      for (const label of labels) {
        const hasMoved = moved.some((one) => one.label === label);
        if (hasMoved) expect(scoresOf(classifier, label)).not.toEqual(before.get(label));
        else expect(scoresOf(classifier, label)).toEqual(before.get(label));
      }
      expect(digest(await classifier.undoAdaptations().toBytes())).toBe(bytes);
      expect(scoresOf(classifier, 'Drama')).toEqual(before.get('Drama'));
      expect(digest(await classifier.undoAdaptations().toBytes())).toBe(bytes);
    },
  );

  it('move only the genres that they contradict', async () => {
    const classifier = fitted.copy();
    const { plot } = corrections[0]!;
    const { thresholds } = (await classifier.inspect()).genres.find(({ label }) => label === 'War')!;
    const score = classifier.predictProba({ plot }).find(({ label }) => label === 'War')!.score;
    const isWar = score >= thresholds.plot!;
    const contrary = { plot, genres: isWar ? [] : ['War'], knownGenres: ['War'] };
    expect((await classifier.adapt([contrary])).moved.map(({ label }) => label)).toEqual(['War']);
    expect(classifier.predict({ plot }).includes('War')).toBe(!isWar);
    const agreed = { plot, genres: fitted.predict({ plot }), knownGenres: [] };
    expect((await fitted.copy().adapt([agreed])).moved).toEqual([]);
  });

  it('stay within their bound, however many there are', async () => {
    const classifier = fitted.copy();
    for (let turn = 0; turn < 4; turn++) {
      const wrong = others.map((movie) => ({ ...movie, genres: turn % 2 === 0 ? labels : [] }));
      const { moved } = await classifier.adapt(wrong, { maxChange: 0.1, strength: 100 });
      for (const { change } of moved) expect(change).toBeLessThanOrEqual(0.1 + 1e-6);
    }
  });

  it('count by their weight, and not at all with none', async () => {
    const mute = corrections.map((movie) => ({ ...movie, weight: 0 }));
    expect((await fitted.copy().adapt(mute)).moved).toEqual([]);
  });

  it('leave a copy as it is', async () => {
    const [one, other] = [fitted.copy(), fitted.copy()];
    await one.adapt(corrections);
    expect(scoresOf(other, 'Drama')).toEqual(scoresOf(fitted, 'Drama'));
    expect(scoresOf(one, 'Drama')).not.toEqual(scoresOf(fitted, 'Drama'));
  });

  it.each(precisions)('survive saving in full and as a delta, in %s', async (weights) => {
    const classifier = await rounded(weights);
    await classifier.adapt(corrections);
    const saved = GenreClassifier.fromBytes(await classifier.toBytes());
    const again = await (await rounded(weights)).applyDelta(await classifier.deltaToBytes());
    for (const label of labels) {
      expect(scoresOf(saved, label)).toEqual(scoresOf(classifier, label));
      expect(scoresOf(again, label)).toEqual(scoresOf(classifier, label));
    }
    expect(digest(await again.deltaToBytes())).toBe(digest(await classifier.deltaToBytes()));
    const small = GenreClassifier.fromBytes(await classifier.toBytes({ weights: 'int8' }));
    const exact = scoresOf(classifier, 'Drama');
    for (const [row, score] of scoresOf(small, 'Drama').entries()) expect(score).toBeCloseTo(exact[row]!, 1);
  });

  it.each<[string, () => Promise<unknown>, string, RegExp]>([
    ['nothing', () => fitted.copy().adapt([]), 'invalid-data', /no corrections/],
    [
      'a genre that is not known',
      () => fitted.copy().adapt([{ title: 'x', genres: ['Heist'] }]),
      'unknown-label',
      /addGenre\("Heist"/,
    ],
    [
      'an unknown option',
      () => fitted.copy().adapt(corrections, { force: 1 } as never),
      'invalid-option',
      /adapt has no option "force"/,
    ],
    [
      'a strength of 0',
      () => fitted.copy().adapt(corrections, { strength: 0 }),
      'invalid-option',
      /adapt\.strength must be .* above 0 .*; got 0/,
    ],
    [
      'a margin below 0',
      () => fitted.copy().adapt(corrections, { margin: -1 }),
      'invalid-option',
      /adapt\.margin/,
    ],
    [
      'a classifier that is not fitted',
      () => new GenreClassifier().adapt(corrections),
      'not-fitted',
      /not fitted/,
    ],
  ])('refuse %s', async (_, call, code, message) => {
    const error = await caught(call);
    expect([error.code, message.test(error.message)]).toEqual([code, true]);
  });

  it('are refused by other strategies, with what to do', async () => {
    const chain = await new GenreClassifier({
      foldCount: 2,
      labels,
      features,
      strategy: classifierChain(),
    }).fit(movies.slice(0, 40));
    for (const call of [() => chain.adapt(corrections), () => chain.addGenre('Heist', plots.slice(0, 3))]) {
      const error = await caught(call);
      expect(error.code).toBe('unsupported-model');
      expect(error.message).toMatch(/'classifier-chain'.*strategy: binaryRelevance\(\)/);
    }
  });
});

describe('a new genre', () => {
  const heists = Array.from({ length: 8 }, (_, i) => ({
    title: `thing1 thing${i + 4}`,
    plot: `thing1 thing2 secret stranger thing3 bomb ${others[i]!.plot}`,
  }));

  it.each(precisions)('leaves the scores of all others, and can be undone, in %s', async (weights) => {
    const base = await rounded(weights);
    const classifier = base.copy();
    await classifier.addGenre('Heist', heists);
    expect(classifier.labels).toEqual([...labels, 'Heist']);
    for (const label of labels) expect(scoresOf(classifier, label)).toEqual(scoresOf(base, label));
    expect(scoresOf(classifier, 'Heist').every((score) => score > 0 && score < 1)).toBe(true);
    expect((await classifier.inspect()).genres.at(-1)).toMatchObject({ label: 'Heist', support: 8 });
    expect((await classifier.labelGraph()).labels.at(-1)).toEqual({
      label: 'Heist',
      support: 0,
      knownCount: 0,
    });
    const saved = GenreClassifier.fromBytes(await classifier.toBytes());
    const again = await base.copy().applyDelta(await classifier.deltaToBytes());
    for (const label of classifier.labels) {
      expect(scoresOf(saved, label)).toEqual(scoresOf(classifier, label));
      expect(scoresOf(again, label)).toEqual(scoresOf(classifier, label));
    }
    expect(classifier.undoAdaptations().labels).toEqual(labels);
  });

  it('ranks what is like its examples first, and decodes in every way', async () => {
    const classifier = await fitted.copy().addGenre('Heist', heists, { negatives: movies.slice(0, 20) });
    const like = { title: 'thing1', plot: 'A secret bomb, thing1 and thing3, and thing2.' };
    const score = classifier.predictProba(like).find(({ label }) => label === 'Heist')!.score;
    const ranked = scoresOf(classifier, 'Heist').filter((other) => other >= score);
    expect(ranked.length).toBeLessThan(inputs.length / 20);
    for (const decoder of [{ kind: 'labelSet' }, { kind: 'expectedF1' }, { kind: 'topK', k: 5 }] as const)
      expect(classifier.predict(like, { decoder }).every((genre) => classifier.labels.includes(genre))).toBe(
        true,
      );
    expect(classifier.predictSet(like).length).toBeGreaterThan(0);
    expect((await classifier.explain(like, 'Heist')).method).toBe((await fitted.explain(like)).method);
  });

  it('goes together with corrections, in any order', async () => {
    const classifier = await fitted.copy().addGenre('Heist', heists);
    const alone = scoresOf(classifier, 'Heist');
    await classifier.adapt([{ plot: 'thing20, a joke.', genres: ['Heist'], knownGenres: ['Heist'] }]);
    expect(scoresOf(classifier, 'Heist')).not.toEqual(alone);
    await classifier.addGenre('Quiet', plots.slice(0, 4));
    await classifier.adapt(corrections.map((movie) => ({ ...movie, knownGenres: labels })));
    const again = await fitted.copy().applyDelta(await classifier.deltaToBytes());
    for (const label of classifier.labels)
      expect(scoresOf(again, label)).toEqual(scoresOf(classifier, label));
    await classifier.calibrateSets(movies);
    expect(classifier.undoAdaptations().labels).toEqual(labels);
  });

  it('learns from examples of one field', async () => {
    const classifier = await fitted.copy().addGenre(
      'Heist',
      heists.map(({ plot }) => ({ plot })),
    );
    expect(classifier.predictProba({ title: 'thing1' })).toHaveLength(labels.length + 1);
  });

  it.each<[string, () => Promise<unknown>, string, RegExp]>([
    [
      'one example',
      () => fitted.copy().addGenre('Heist', heists.slice(0, 1)),
      'invalid-data',
      /2 movies or more, better 20; got 1/,
    ],
    [
      'a genre that is known',
      () => fitted.copy().addGenre('War', heists),
      'invalid-labels',
      /"War" already; correct it with adapt/,
    ],
    ['no name', () => fitted.copy().addGenre(' ', heists), 'invalid-labels', /must have a name/],
    ['no movie', () => fitted.copy().addGenre('Heist', [{}, {}] as never), 'invalid-movie', /movie 0/i],
    [
      'a prior of 1',
      () => fitted.copy().addGenre('Heist', heists, { prior: 1 }),
      'invalid-option',
      /addGenre\.prior must be .* below 1; got 1/,
    ],
  ])('refuses %s', async (_, call, code, message) => {
    const error = await caught(call);
    expect([error.code, message.test(error.message)]).toEqual([code, true]);
  });
});

describe('a delta', async () => {
  const adapted = await fitted.copy().addGenre('Heist', plots.slice(0, 5));
  await adapted.adapt(corrections.map((movie) => ({ ...movie, knownGenres: labels })));
  const delta = await adapted.deltaToBytes();

  it('is small beside the model, and holds no text', async () => {
    expect(delta.length).toBeLessThan((await fitted.toBytes()).length / 4);
    expect(decodeModel(delta).header.kind).toBe('genre-delta');
  });

  it.each<[string, () => Promise<unknown>, string, RegExp]>([
    ['when nothing was adapted', () => fitted.deltaToBytes(), 'invalid-data', /no delta; call adapt/],
    [
      'by a model of other weights',
      async () => (await rounded('int8')).applyDelta(delta),
      'unsupported-model',
      /made for another model/,
    ],
    [
      'by an adapted model',
      () => adapted.copy().applyDelta(delta),
      'unsupported-model',
      /undoAdaptations\(\) first/,
    ],
    [
      'when it is a whole model',
      async () => fitted.copy().applyDelta(await fitted.toBytes()),
      'unsupported-model',
      /not a genre-delta/,
    ],
    [
      'by what opens whole models',
      () => GenreClassifier.open(delta),
      'unsupported-model',
      /"genre-delta", not a genre-classifier/,
    ],
    [
      'when it is cut short',
      () => fitted.copy().applyDelta(delta.slice(0, -9)),
      'invalid-model',
      /truncated/,
    ],
  ])('is refused %s', async (_, call, code, message) => {
    const error = await caught(call);
    expect([error.code, message.test(error.message)]).toEqual([code, true]);
  });

  const tryIt = async (bytes: Uint8Array) => {
    const classifier = fitted.copy();
    try {
      await classifier.applyDelta(bytes);
    } catch (error) {
      expect(error).toMatchObject({
        name: 'GenrekitError',
        code: expect.stringMatching(/^(invalid|unsupported)-model$/),
      });
      expect((error as Error).message).not.toMatch(/is not a function|is not iterable|Cannot read/);
      expect(scoresOf(classifier, 'Drama')).toEqual(scoresOf(fitted, 'Drama'));
      return;
    }
    for (const label of classifier.labels)
      expect(scoresOf(classifier, label).every((score) => score >= 0 && score <= 1)).toBe(true);
  };

  it.each(waysToSpoil)('with any section %s is refused or sound', async (how) => {
    for (const name of decodeModel(delta).sections.keys()) await tryIt(spoilt(delta, name, how));
  });

  it.each([undefined, null, -1, 1e300, 'x', '__proto__', [], {}, [1], ['a', 'a'], ['War'], ['Heist']])(
    'with any setting made %j is refused or sound',
    async (value) => {
      for (const path of [
        'kind',
        'base',
        'parts',
        'genres',
        'changes',
        'genres.labels',
        'genres.shapes',
        'changes.labels',
      ]) {
        const bytes = tamper(delta, (header) => {
          const [part, name] = path.split('.');
          if (name !== undefined) Object.assign(header.parts[part!], { [name]: value });
          else Object.assign(path in header.parts ? header.parts : header, { [path]: value });
        });
        await tryIt(bytes);
      }
    },
  );
});
