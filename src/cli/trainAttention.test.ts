import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { parseHTML } from 'linkedom';
import { describe, expect, it } from 'vitest';
import { GenreClassifier } from '../classifier/GenreClassifier.ts';
import { attention, attentionKit } from '../strategies/attention/index.ts';
import { digest } from '../testing/digest.ts';
import { fixtureMovies } from '../testing/fixtureMovies.ts';
import { readCheckpointFile } from './checkpointFile.ts';
import { runInMemory } from './testing/runInMemory.ts';
import { smallModel } from './testing/smallModel.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';

const folder = temporaryFolder();
const movies = await fixtureMovies(120);
const data = folder.write('movies.jsonl', movies.map((movie) => `${JSON.stringify(movie)}\n`).join(''));
const small = [
  ...['--strategy', 'attention', '--width', '8', '--layers', '1', '--heads', '2', '--dropout', '0.2'],
  ...['--batch-size', '16', '--learning-rate', '0.005', '--embedding-learning-rate', '0.01'],
  ...['--title-dropout', '0.2', '--plot-dropout', '0.1', '--folds', '2', '--calibrate-on', 'held-out=0.25'],
];
const train = (out: string, ...args: string[]) =>
  runInMemory(['train', data, '--out', out, ...small, ...args]);
const model = folder.path('model.genre');
const log = folder.path('runs.jsonl');
const trained = train(model, '--epochs', '3', '--log', log);

describe('genrekit train --strategy attention', () => {
  it('trains what the library trains, and tells each epoch', async () => {
    const { exitCode, stdout, stderr } = await trained;
    expect(exitCode).toBe(0);
    expect(stdout).toContain('Quality on 30 held-out movies, by what a movie is given with:');
    const epoch = (n: number) =>
      `epoch ${n}: loss [\\d.]+, on rows kept from it: loss [\\d.]+, micro-F1 [\\d.]+, [\\d,]+ tokens/s, \\d+ s left`;
    expect(stderr).toMatch(
      new RegExp(
        `^features\ntraining rows\n${epoch(1)}\n${epoch(2)}\n${epoch(3).replace('\\d+ s', '0 s')}\n$`,
      ),
    );
    const strategy = attention({
      ...{ width: 8, layers: 1, heads: 2, dropout: 0.2 },
      training: {
        ...{ epochs: 3, batchSize: 16, learningRate: 0.005, embeddingLearningRate: 0.01 },
        ...{ titleDropout: 0.2, plotDropout: 0.1 },
      },
    });
    const own = new GenreClassifier({ strategy, foldCount: 2, calibrateOn: { heldOut: 0.25 } });
    expect(digest(readFileSync(model))).toBe(digest(await (await own.fit(movies)).toBytes()));
  });

  it('writes the epochs to the run log and into the model', async () => {
    await trained;
    const run = JSON.parse(readFileSync(log, 'utf8'));
    const opened = await GenreClassifier.open(readFileSync(model), { strategies: [attentionKit] });
    const { epochs } = await opened.inspect();
    expect(run.epochs).toEqual(epochs);
    expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    expect((await runInMemory(['runs', log])).stdout).toContain('attention');
    const { stdout } = await runInMemory(['inspect', '--model', model]);
    expect(stdout).toMatch(/^attention, .* features \(title, plot\)\n/);
    expect(stdout).toContain(`\n3      ${epochs[2]!.loss.toFixed(4)}`);
    expect(stdout).not.toContain('Strongest words');
  });

  it('goes on from a checkpoint, to the same bytes on two threads', async () => {
    await trained;
    const checkpoint = folder.path('training.checkpoint');
    const out = folder.path('resumed.genre');
    // What an interrupted training leaves behind: as if the second epoch had not ended.
    const first = await train(out, '--epochs', '3', '--checkpoint', checkpoint);
    expect(first.exitCode).toBe(0);
    expect(digest(readFileSync(out))).toBe(digest(readFileSync(model)));
    expect(readCheckpointFile(checkpoint)!.settings.epochs).toHaveLength(3);
    rmSync(out);
    const again = await train(out, '--epochs', '3', '--checkpoint', checkpoint, '--workers', '2');
    expect(again.stderr).not.toContain('epoch 1:');
    expect(digest(readFileSync(out))).toBe(digest(readFileSync(model)));
    expect(existsSync(`${checkpoint}.part`)).toBe(false);
  });

  it('refuses checkpoints of something else', async () => {
    await trained;
    const out = folder.path('refused.genre');
    const other = await train(out, '--epochs', '3', '--checkpoint', model);
    expect(other).toMatchObject({ exitCode: 4 });
    expect(other.stderr).toContain('is no checkpoint of a training');
    const damaged = folder.path('damaged.checkpoint');
    writeFileSync(damaged, 'half a checkp');
    expect(await train(out, '--epochs', '3', '--checkpoint', damaged)).toMatchObject({ exitCode: 4 });
    expect(await train(out, '--epochs', '1', '--checkpoint', folder.path('no/folder'))).toMatchObject({
      exitCode: 2,
    });
  });

  it.each([
    [['--calibrate-on', 'fold'], 'Use folds or held-out=0.1'],
    [['--dropout', '1'], 'Use a share'],
    [['--k', '5'], '--k belongs to ml-knn'],
    [['--width', '9'], 'attention.width must be divisible by attention.heads'],
  ])('refuses %o', async (args, message) => {
    const { exitCode, stderr } = await train(folder.path('refused.genre'), ...args);
    expect(exitCode).toBe(2);
    expect(stderr).toContain(message);
  });
});

describe('genrekit report', () => {
  it('draws how training went', async () => {
    await trained;
    const out = folder.path('report.html');
    expect(await runInMemory(['report', data, '--model', model, '--out', out])).toMatchObject({
      exitCode: 0,
      stderr: '',
    });
    const html = readFileSync(out, 'utf8');
    const { document } = parseHTML(html);
    const names = [...document.querySelectorAll('figure > svg')].map((svg) => svg.getAttribute('aria-label'));
    expect(names.slice(0, 2)).toEqual(['Loss by epoch', 'Micro-F1 by epoch']);
    expect(html).toContain('<h2>How training went</h2>');
    expect(html).not.toMatch(/NaN|undefined|null/);
  });
});

describe('genrekit predict --uncertainty', () => {
  const movie = { title: 'Othello', plot: 'A jealous general murders his wife.' };
  const predict = (...args: string[]) => runInMemory(['predict', '--model', model, ...args]);
  const single = ['--title', movie.title, '--plot', movie.plot, '--uncertainty'];
  const measured = async (samples: number, seed: number) => {
    const opened = await GenreClassifier.open(readFileSync(model), { strategies: [attentionKit] });
    return opened.predictWithUncertainty(movie, { samples, seed });
  };

  it('shows how sure each probability is', async () => {
    await trained;
    const { stdout, exitCode } = await predict(...single);
    expect(exitCode).toBe(0);
    const [first] = await measured(30, 1);
    const { label, mean, standardDeviation, entropy, mutualInformation } = first!;
    const values = [mean, standardDeviation, entropy, mutualInformation].map((value) => value.toFixed(3));
    expect(stdout.split('\n')[0]).toMatch(/^genre +probability +± +entropy +disagreement$/);
    expect(stdout.split('\n')[1]).toMatch(new RegExp(`^${label} +${values.join(' +')}( +✓)?$`));
  });

  it('gives all numbers as JSON, and a row a genre as CSV', async () => {
    await trained;
    const { stdout } = await predict(...single, '--json', '--samples', '5', '--seed', '3', '--scores');
    const spread = await measured(5, 3);
    expect(JSON.parse(stdout).uncertainty).toEqual(spread);
    const input = folder.write('one.jsonl', `${JSON.stringify(movie)}\n`);
    const csv = await predict('--input', input, '--uncertainty', '--samples', '5', '--seed', '3');
    const [header, row] = csv.stdout.split(/\r?\n/);
    expect(header).toBe('movie,title,genre,mean,standardDeviation,entropy,mutualInformation');
    expect(row).toBe(
      `1,Othello,${spread[0]!.label},${Object.values(spread[0]!)
        .slice(1)
        .map((value) => Number((value as number).toFixed(6)))
        .join()}`,
    );
    const lines = await predict('--input', input, '--uncertainty', '--samples', '5', '--seed', '3', '--json');
    expect(JSON.parse(lines.stdout).uncertainty).toEqual(spread);
  });

  it('is refused for other strategies, and beside what it would hide', async () => {
    const linear = folder.write('linear.genre', (await smallModel()).bytes);
    const refused = await runInMemory(['predict', '--model', linear, ...single]);
    expect(refused).toMatchObject({ exitCode: 4, stdout: '' });
    expect(refused.stderr).toContain('trained with dropout');
    await trained;
    expect(await predict(...single, '--scores')).toMatchObject({ exitCode: 2 });
    expect(await predict(...single, '--explain')).toMatchObject({ exitCode: 2 });
  });
});
