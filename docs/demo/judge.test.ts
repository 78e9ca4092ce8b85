import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { askModel } from './askModel.ts';
import { expectationOf, judge, moveThreshold } from './judge.ts';

const isBuilt = existsSync(fileURLToPath(new URL('../../dist/pretrained.js', import.meta.url)));

describe('judge', () => {
  it.skipIf(!isBuilt)('decides as the classifier does when thresholds are as tuned', async () => {
    const { loadPretrained } = await import('../../dist/pretrained.js');
    const classifier = await loadPretrained();
    const movies = [
      { title: 'Othello' },
      { plot: 'A killer stalks a detective in the rain.' },
      { title: 'Table for Two', plot: 'A baker falls in love.' },
      { plot: 'qwx zzv' },
      { title: 'The' },
    ];
    for (const catalogue of ['auto', ...classifier.catalogues]) {
      for (const movie of movies) {
        const { verdicts } = judge(await askModel(classifier, movie, catalogue), 0);
        const told = verdicts.filter(({ isTold }) => isTold).map(({ label }) => label);
        expect(told).toEqual((await classifier.predictDetailed(movie, { catalogue })).genres);
      }
    }
  });

  it('tells the genre nearest to its threshold when none reaches it', () => {
    const scores = [
      { label: 'Drama', score: 0.4 },
      { label: 'War', score: 0.1 },
    ];
    const thresholds = { Drama: 0.9, War: 0.2 };
    const { verdicts, isNearest } = judge({ scores, thresholds }, 0);
    expect(isNearest).toBe(true);
    expect(verdicts.filter(({ isTold }) => isTold).map(({ label }) => label)).toEqual(['War']);
  });
});

it('knows a genre that the catalogue does not have, however much it is asked to tell', () => {
  const scores = [
    { label: 'Drama', score: 0.4 },
    { label: 'War', score: 0 },
  ];
  const { verdicts } = judge({ scores, thresholds: { Drama: 0.9, War: 1 } }, -2);
  expect(verdicts.map(({ isAbsent }) => isAbsent)).toEqual([false, true]);
  expect(verdicts.map(({ isTold }) => isTold)).toEqual([true, false]);
});

describe('moveThreshold', () => {
  const probability = fc.double({ min: 0.001, max: 0.999, noNaN: true });
  const shift = fc.double({ min: -5, max: 5, noNaN: true });

  it('moves thresholds the way of the shift, and stays between 0 and 1', () => {
    fc.assert(
      fc.property(probability, shift, (threshold, by) => {
        const moved = moveThreshold(threshold, by);
        expect(moved).toBeGreaterThan(0);
        expect(moved).toBeLessThan(1);
        expect(Math.log(moved / (1 - moved))).toBeCloseTo(Math.log(threshold / (1 - threshold)) + by, 6);
      }),
    );
  });
});

describe('expectationOf', () => {
  it('adds up the probabilities of what is told, and of what is not', () => {
    const verdicts = [
      { label: 'Drama', score: 0.8, threshold: 0.3, isTold: true, isAbsent: false },
      { label: 'War', score: 0.5, threshold: 0.3, isTold: true, isAbsent: false },
      { label: 'Music', score: 0.2, threshold: 0.3, isTold: false, isAbsent: false },
    ];
    expect(expectationOf({ verdicts, isNearest: false })).toEqual({ toldCount: 2, right: 1.3, missed: 0.2 });
  });
});
