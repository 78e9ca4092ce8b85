import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { GenreClassifier } from '../classifier/GenreClassifier.ts';
import { fixtureFiles, fixtureMovies } from '../testing/fixtureMovies.ts';
import { runInMemory } from './testing/runInMemory.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';

const folder = temporaryFolder();
const movies = await fixtureMovies();
const quick = ['--folds', '2'];
const sha256 = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex');

/** Some of the fixture movies as JSON Lines, with a column to choose rows by. */
const table = movies
  .slice(0, 90)
  .map((movie, row) => `${JSON.stringify({ ...movie, split: row % 3 === 0 ? 'test' : 'train' })}\n`)
  .join('');
const data = folder.write('movies.jsonl', table);

/** Trains, and opens what was trained. */
async function train(...args: string[]) {
  const out = folder.path('model.genre');
  const result = await runInMemory(['train', '--out', out, ...quick, ...args]);
  return {
    ...result,
    classifier: result.exitCode === 0 ? await GenreClassifier.open(readFileSync(out)) : undefined,
  };
}

describe('genrekit train, then evaluate', () => {
  it('fits the fixtures from end to end', async () => {
    const out = folder.path('fixtures.genre');
    const log = folder.path('runs.jsonl');
    const trained = await runInMemory(['train', ...fixtureFiles, '--out', out, ...quick, '--log', log]);
    expect(trained.exitCode).toBe(0);
    expect(trained.stdout).toMatch(/^Fitted \d+ movies, \d+ genres, \d+ features in [\d.]+ s\.\n/);
    expect(trained.stdout).toContain(`Fitted ${movies.length} movies`);
    expect(trained.stdout).toMatch(/\ngiven +movies +micro-F1 +macro-F1 +LRAP +ECE\ntitle\+plot +629 /);
    expect(trained.stdout).toMatch(/Saved .*fixtures\.genre \(\d+ kB\)\.\n$/);
    expect(trained.stderr).toBe('features\nfold 1 of 2\nfold 2 of 2\nall rows\n');

    // The same fit by the library gives the same file.
    const fitted = await new GenreClassifier({ foldCount: 2 }).fit(movies);
    const bytes = await fitted.toBytes();
    expect(sha256(readFileSync(out))).toBe(sha256(bytes));

    const evaluated = await runInMemory(['evaluate', ...fixtureFiles, '--model', out, '--json']);
    const { metrics } = await fitted.evaluate(movies);
    expect(JSON.parse(evaluated.stdout).metrics.microF1).toBe(metrics.microF1);
    expect(metrics.microF1).toBeGreaterThan(0.6); // on rows it was fitted on

    const [line, ...rest] = readFileSync(log, 'utf8').split('\n');
    expect(rest).toEqual(['']);
    const run = JSON.parse(line!);
    const { training } = await fitted.inspect();
    expect(run).toMatchObject({
      data: fixtureFiles.map((path) => ({ path, sha256: sha256(readFileSync(path)) })),
      settings: { strategy: 'binary-relevance', learner: 'svm', folds: 2, seed: 1, out },
      model: { path: out, bytes: bytes.length },
      ...training,
    });
    expect(run.seconds).toBeGreaterThan(0);
    expect(new Date(run.time).toISOString()).toBe(run.time);
  });

  it('adds a line to the log for each run, which genrekit runs shows', async () => {
    const log = folder.path('two.jsonl');
    await train(data, '--log', log);
    await train(
      data,
      '--log',
      log,
      '--learner',
      'logistic',
      '--objective',
      'macro-f1',
      '--seed',
      '7',
      '--fields',
      'plot',
    );
    const runs = readFileSync(log, 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line));
    expect(runs.map(({ seed }) => seed)).toEqual([1, 7]);
    const { exitCode, stdout, stderr } = await runInMemory(['runs', log]);
    expect([exitCode, stderr]).toEqual([0, '']);
    const [header, ...lines] = stdout
      .trimEnd()
      .split('\n')
      .map((line) => line.split(/ {2,}/));
    expect(header).toEqual([
      'time',
      'strategy',
      'learner',
      'tuned for',
      'movies',
      'given',
      'micro-F1',
      'macro-F1',
      'LRAP',
      'seed',
      'seconds',
    ]);
    const shown = runs.flatMap((run) =>
      Object.entries<{ microF1: number; macroF1: number; lrap: number }>(run.outOfFold).map(
        ([shape, quality]) => [
          run.time.slice(0, 19),
          'binary-relevance',
          run.settings.learner,
          run.settings.objective ?? 'microF1',
          '90',
          shape,
          ...[quality.microF1, quality.macroF1, quality.lrap].map((value) => value.toFixed(4)),
          String(run.seed),
          String(run.seconds),
        ],
      ),
    );
    expect(lines).toEqual(shown);
    expect(lines.map((line) => line[5])).toEqual(['title+plot', 'title', 'plot', 'plot']);
  });
});

describe('genrekit train', () => {
  it('prints the report as JSON, the line that the log gets', async () => {
    const log = folder.path('json.jsonl');
    const { stdout, stderr } = await train(data, '--json', '--log', log);
    expect(readFileSync(log, 'utf8')).toBe(stdout);
    expect(Object.keys(JSON.parse(stdout))).toEqual(
      expect.arrayContaining(['time', 'data', 'settings', 'model', 'outOfFold', 'seed', 'seconds']),
    );
    expect(stderr).toBe('features\nfold 1 of 2\nfold 2 of 2\nall rows\n');
  });

  it('takes the rows that --where names', async () => {
    const { classifier } = await train(data, '--where', 'split=train');
    expect((await classifier!.inspect()).training.sampleCount).toBe(60);
    const both = await train(data, '--where', 'split=train', '--where', 'split=test');
    expect((await both.classifier!.inspect()).training.sampleCount).toBe(90);
  });

  it('takes what the flags say', async () => {
    const { classifier } = await train(
      ...[
        data,
        '--learner',
        'logistic',
        '--c',
        '3',
        '--balanced',
        '--objective',
        'recall',
        '--minimum',
        '0.7',
      ],
      ...[
        '--decoder',
        'expected-f1',
        '--calibration',
        'isotonic',
        '--joint',
        '--style',
        '--fields',
        'plot',
        '--seed',
        '11',
      ],
    );
    expect(classifier!.options).toMatchObject({
      strategy: {
        id: 'binary-relevance',
        learner: { kind: 'logisticRegression', c: 3, classWeight: 'balanced' },
      },
      thresholds: { objective: 'recallAtLeast', minimum: 0.7 },
      decoder: { kind: 'expectedF1' },
      calibration: { method: 'isotonic', isJoint: true, hasStyle: true },
      fields: ['plot'],
      seed: 11,
      foldCount: 2,
    });
    const plain = await train(data);
    expect(plain.classifier!.options).toMatchObject(new GenreClassifier({ foldCount: 2 }).options);
  });

  it('writes smaller files for weights of less precision', async () => {
    const sizes: number[] = [];
    for (const weights of ['float32', 'float16', 'int8']) {
      const { stdout } = await train(data, '--weights', weights, '--json');
      sizes.push(JSON.parse(stdout).model.bytes);
    }
    expect(sizes).toEqual(sizes.toSorted((a, b) => b - a));
    expect(new Set(sizes).size).toBe(3);
  });

  it('reads standard input and gzip, and takes the checksum of the bytes that came', async () => {
    const out = folder.path('stdin.genre');
    const zipped = gzipSync(table);
    const { stdout } = await runInMemory(['train', '-', '--out', out, ...quick, '--json'], { stdin: zipped });
    const { sampleCount, data: sources } = JSON.parse(stdout);
    expect(sampleCount).toBe(90);
    expect(sources).toEqual([{ path: '-', sha256: sha256(zipped) }]);
  });

  it('joins tables', async () => {
    const second = folder.write('second.csv', 'title,plot,genres\nHeat,Cops and robbers.,"Crime, Drama"\n');
    const { classifier, stdout } = await train(data, second, '--json');
    expect((await classifier!.inspect()).training.sampleCount).toBe(91);
    expect(JSON.parse(stdout).data.map(({ path }: { path: string }) => path)).toEqual([data, second]);
  });

  it('brings genres to one spelling, unless told not to', async () => {
    const spelt = folder.write('spelt.jsonl', table.replaceAll('"Sci-Fi"', '"Science Fiction"'));
    expect((await train(spelt)).classifier!.labels).toContain('Sci-Fi');
    expect((await train(spelt, '--no-canonical')).classifier!.labels).toContain('Science Fiction');
  });

  it('takes genres that a source cannot show for unknown', async () => {
    const rows = movies
      .slice(0, 60)
      .map((movie, row) => ({ ...movie, space: row % 2 === 0 ? 'all' : 'some' }));
    const spaced = folder.write('spaced.jsonl', rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
    const genres = [...new Set(movies.flatMap((movie) => movie.genres))];
    for (const spaces of [
      { all: genres, some: ['Drama'] },
      { labelSpaces: { all: genres, some: ['Drama'] } },
    ]) {
      const file = folder.write('spaces.json', JSON.stringify(spaces));
      const { classifier } = await train(spaced, '--label-spaces', file);
      const known = rows.map(({ space, ...movie }) => ({
        ...movie,
        knownGenres: space === 'all' ? genres : ['Drama'],
      }));
      const fitted = await new GenreClassifier({ foldCount: 2 }).fit(known);
      expect(classifier!.predictProba({ title: 'War' })).toEqual(fitted.predictProba({ title: 'War' }));
    }
  });

  it('fits with worker threads what it fits without', async () => {
    const alone = await train(data, '--json');
    const sum = sha256(readFileSync(folder.path('model.genre')));
    const together = await train(data, '--json', '--workers', '2');
    expect([alone.exitCode, together.exitCode]).toEqual([0, 0]);
    expect(sha256(readFileSync(folder.path('model.genre')))).toBe(sum);
  });

  it('shows a bar on a terminal, and takes it away again', async () => {
    const args = ['train', data, '--out', folder.path('bar.genre'), ...quick];
    const { exitCode, stdout, stderr } = await runInMemory(args, { isTerminal: true });
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^Fitted 90 movies/);
    expect(stderr).toContain('fold 1 of 2');
    expect(stderr).toContain('█');
    const [hide, show] = ['\x1b[?25l', '\x1b[?25h'];
    expect(stderr.split(hide).length).toBe(stderr.split(show).length);
    expect(stderr.lastIndexOf(show)).toBeGreaterThan(stderr.lastIndexOf(hide));
  });

  it('gives the terminal back when the fit fails', async () => {
    const same = folder.write('same.csv', 'title,genres\na b,Drama\nc d,War\n');
    const args = ['train', same, '--out', folder.path('no.genre'), ...quick];
    const { exitCode, stderr } = await runInMemory(args, { isTerminal: true });
    expect(exitCode).toBe(3);
    expect(stderr.split('\x1b[?25l').length).toBe(stderr.split('\x1b[?25h').length);
    expect(stderr).toMatch(/genrekit: No features can be made: no term .*\n$/);
    expect(existsSync(folder.path('no.genre'))).toBe(false);
  });

  it('finds out before it fits that it could not write', async () => {
    for (const args of [
      ['--out', folder.path('no/such/folder/x.genre')],
      ['--out', folder.path('x.genre'), '--log', folder.path('no/runs.jsonl')],
      ['--out', folder.path('.')],
    ]) {
      const { exitCode, stdout, stderr } = await runInMemory(['train', data, ...quick, ...args]);
      expect([exitCode, stdout]).toEqual([2, '']);
      expect(stderr).toMatch(
        /^genrekit: Cannot write '.*': (there is no such file or folder|it is a folder, not a file)\.\n$/,
      );
    }
  });
});
