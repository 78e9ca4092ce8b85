import { expect, it } from 'vitest';
import { runInMemory } from './testing/runInMemory.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';

const folder = temporaryFolder();
const run = {
  time: '2026-01-02T03:04:05.678Z',
  settings: { strategy: 'binary-relevance', learner: 'svm' },
  sampleCount: 10,
  seed: 1,
  seconds: 0.5,
  outOfFold: { plot: { microF1: 0.5, macroF1: 0.25, lrap: 0.75 } },
};

it('shows runs of the log, whatever else is in them', async () => {
  const tuned = { ...run, settings: { ...run.settings, objective: 'macroF1' }, note: 'more' };
  const log = folder.write('log.jsonl', `${JSON.stringify(run)}\n\n${JSON.stringify(tuned)}\r\n`);
  const { exitCode, stdout, stderr } = await runInMemory(['runs', log]);
  expect([exitCode, stderr]).toEqual([0, '']);
  const start = '2026-01-02T03:04:05  binary-relevance';
  expect(stdout.split('\n').map((line) => line.replace(/ +/g, ' '))).toEqual([
    'time strategy learner tuned for movies given micro-F1 macro-F1 LRAP seed seconds',
    `${start} svm microF1 10 plot 0.5000 0.2500 0.7500 1 0.5`.replace(/ +/g, ' '),
    `${start} svm macroF1 10 plot 0.5000 0.2500 0.7500 1 0.5`.replace(/ +/g, ' '),
    '',
  ]);
});

it.each<[string, string, RegExp]>([
  ['an empty log', '', /log\.jsonl' has no run in it\.$/],
  ['a line that is no JSON', 'x', /log\.jsonl:1 is not a run/],
  ['null', 'null', /log\.jsonl:1 is not a run/],
  ['no settings', JSON.stringify({ ...run, settings: undefined }), /:1 is not a run/],
  ['empty settings', JSON.stringify({ ...run, settings: {} }), /:1 is not a run/],
  [
    'no quality',
    `${JSON.stringify(run)}\n${JSON.stringify({ ...run, outOfFold: { plot: null } })}`,
    /:2 is not a run/,
  ],
  [
    'quality in words',
    JSON.stringify({ ...run, outOfFold: { plot: { microF1: 'good' } } }),
    /:1 is not a run/,
  ],
  ['a seed in words', JSON.stringify({ ...run, seed: 'one' }), /:1 is not a run/],
  ['a time that is none', JSON.stringify({ ...run, time: 5 }), /:1 is not a run/],
])('refuses %s', async (_, text, message) => {
  const { exitCode, stdout, stderr } = await runInMemory(['runs', folder.write('log.jsonl', text)]);
  expect([exitCode, stdout]).toEqual([3, '']);
  expect(stderr).toMatch(/^genrekit: .*\n$/);
  expect(stderr.trimEnd()).toMatch(message);
});
