import { describe, expect, it } from 'vitest';
import { fixtureMovies } from '../testing/fixtureMovies.ts';
import { runInMemory } from './testing/runInMemory.ts';
import { smallModel } from './testing/smallModel.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';

const folder = temporaryFolder();
const { classifier, bytes } = await smallModel();
const model = folder.write('small.genre', bytes);
const movies = (await fixtureMovies()).filter((_, row) => row % 10 === 3);
const data = folder.write(
  'movies.jsonl',
  movies
    .map((movie, row) => `${JSON.stringify({ ...movie, split: row % 2 === 0 ? 'test' : 'train' })}\n`)
    .join(''),
);
const evaluate = (...args: string[]) => runInMemory(['evaluate', data, '--model', model, ...args]);
const json = async (...args: string[]) => JSON.parse((await evaluate('--json', ...args)).stdout);

const METRICS = [
  'microF1',
  'macroF1',
  'microPrecision',
  'microRecall',
  'samplesF1',
  'subsetAccuracy',
  'hammingLoss',
  'elementwiseAccuracy',
  'lrap',
  'coverageError',
  'rankingLoss',
] as const;
const PER_LABEL = ['label', 'support', 'precision', 'recall', 'f1', 'averagePrecision', 'threshold'];

describe('genrekit evaluate --json', () => {
  it('prints exactly what is promised', async () => {
    const { exitCode, stdout, stderr } = await evaluate('--json');
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout.split('\n')).toEqual([expect.any(String), '']);
    const found = JSON.parse(stdout);
    const report = await classifier.evaluate(movies);
    expect(Object.keys(found)).toEqual(['samples', 'labels', 'metrics', 'perLabel']);
    expect(found.samples).toBe(movies.length);
    expect(found.labels).toEqual(report.labels);
    expect(Object.keys(found.metrics)).toEqual(METRICS);
    for (const name of METRICS) expect(found.metrics[name]).toBe(report.metrics[name]);
    expect(found.metrics.elementwiseAccuracy).toBeCloseTo(1 - found.metrics.hammingLoss, 12);
    for (const genre of found.perLabel) expect(Object.keys(genre)).toEqual(PER_LABEL);
    expect(found.perLabel).toMatchObject(report.perLabel.map(({ rocAuc: _, ...genre }) => genre));
    expect(found.perLabel.map(({ label }: { label: string }) => label)).toEqual(found.labels);
  });

  it('judges the genres that occur in the data and in the model', async () => {
    const { labels } = await json();
    const occurring = new Set(movies.flatMap(({ genres }) => genres));
    expect(labels).toEqual(classifier.labels.filter((genre) => occurring.has(genre)));
  });

  it('judges the genres that --labels names, in that order', async () => {
    const { labels, perLabel, samples } = await json('--labels', 'War, Drama,War');
    expect(labels).toEqual(['War', 'Drama']);
    expect(samples).toBe(movies.length);
    expect(perLabel.map(({ support }: { support: number }) => support)).toEqual(
      ['War', 'Drama'].map((genre) => movies.filter(({ genres }) => genres.includes(genre)).length),
    );
  });

  it.each([
    ['title', ['title']],
    ['plot', ['plot']],
    ['description', ['plot']],
    ['plot,title', ['title', 'plot']],
  ] as const)('looks at %s when --fields says so', async (fields, names) => {
    const report = await classifier.evaluate(movies, { fields: names });
    expect((await json('--fields', fields)).metrics.lrap).toBe(report.metrics.lrap);
  });

  it('takes the rows that --where names', async () => {
    expect((await json('--where', 'split=test')).samples).toBe(Math.ceil(movies.length / 2));
    expect((await json('--where', 'split=test,train')).samples).toBe(movies.length);
  });

  it('takes thresholds for another objective, and other decoders', async () => {
    const macro = await classifier.evaluate(movies, { objective: 'macroF1' });
    const found = await json('--objective', 'macro-f1');
    expect(found.metrics.microF1).toBe(macro.metrics.microF1);
    expect(found.perLabel[0].threshold).toBe(macro.perLabel[0]!.threshold);
    const single = await classifier.evaluate(movies, { decoder: { kind: 'singleLabel' } });
    expect((await json('--decoder', 'single')).metrics.microF1).toBe(single.metrics.microF1);
  });

  it('uses the bundled weights without --model, several tables, and standard input', async () => {
    const stdin = 'title,plot,genres\nHeat,Cops and robbers.,Crime|Drama\n';
    const { exitCode, stdout } = await runInMemory(['evaluate', data, '-', '--json'], { stdin });
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).samples).toBe(movies.length + 1);
  });
});

describe('genrekit evaluate', () => {
  it('prints tables of metrics and of genres', async () => {
    const { exitCode, stdout, stderr } = await evaluate();
    expect([exitCode, stderr]).toEqual([0, '']);
    const report = await classifier.evaluate(movies);
    expect(stdout.startsWith(`${movies.length} movies, ${report.labels.length} genres\n\nmetric`)).toBe(true);
    for (const name of METRICS) {
      expect(stdout).toMatch(new RegExp(`^${name} +${report.metrics[name]!.toFixed(4)}$`, 'm'));
    }
    for (const { label, support, f1 } of report.perLabel) {
      expect(stdout).toMatch(new RegExp(`^${label} +${support} .*${f1!.toFixed(4)}`, 'm'));
    }
  });

  it('says on the error stream which genres it did not judge', async () => {
    const kaiju = folder.write('kaiju.csv', 'title,genres\nGodzilla,"Kaiju, Drama"\nHeat,"Crime"\n');
    const { exitCode, stderr } = await runInMemory(['evaluate', kaiju, '--model', model]);
    expect([exitCode, stderr]).toEqual([0, 'not judged: Kaiju\n']);
  });

  it('shows a dash where there is no one threshold', async () => {
    const mixed = folder.write('mixed.csv', 'title,plot,genres\nHeat,,Drama\n,A war.,Drama\n');
    const { stdout } = await runInMemory(['evaluate', mixed, '--model', model]);
    expect(stdout).toMatch(/^Drama .* -$/m);
    const found = await runInMemory(['evaluate', mixed, '--model', model, '--json']);
    expect(JSON.parse(found.stdout).perLabel[0].threshold).toBeNull();
  });
});
