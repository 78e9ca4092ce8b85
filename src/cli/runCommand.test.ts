import { describe, expect, it } from 'vitest';
import { VERSION } from '../version.ts';
import { runInMemory } from './testing/runInMemory.ts';
import { smallModel } from './testing/smallModel.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';

const folder = temporaryFolder();
const commands = ['predict', 'train', 'evaluate', 'inspect', 'runs'];

describe('genrekit', () => {
  it('tells its version', async () => {
    expect(await runInMemory(['--version'])).toEqual({ exitCode: 0, stdout: `${VERSION}\n`, stderr: '' });
  });

  it.each([[['--help']], [['help']]])('lists its commands: %s', async (args) => {
    const { exitCode, stdout, stderr } = await runInMemory(args);
    expect([exitCode, stderr]).toEqual([0, '']);
    for (const command of commands) expect(stdout).toMatch(new RegExp(`^  ${command} `, 'm'));
  });

  it.each(commands)('explains %s', async (command) => {
    for (const args of [
      [command, '--help'],
      ['help', command],
    ]) {
      const { exitCode, stdout, stderr } = await runInMemory(args);
      expect([exitCode, stderr]).toEqual([0, '']);
      expect(stdout).toMatch(new RegExp(`^Usage: genrekit ${command} `));
    }
  });

  it('names every documented flag', async () => {
    const flags = {
      predict: [
        '--title',
        '--description',
        '--plot',
        '--model',
        '--json',
        '--scores',
        '--top',
        '--input',
        '--output',
        '--fields',
      ],
      train: ['--out', '--strategy', '--learner', '--objective', '--where', '--seed', '--log', '--fields'],
      evaluate: ['--model', '--where', '--fields', '--labels', '--json'],
      inspect: ['--model'],
    };
    for (const [command, names] of Object.entries(flags)) {
      const { stdout } = await runInMemory([command, '--help']);
      for (const name of names) expect(stdout, command).toContain(`${name} `);
    }
  });

  it('shows its help on the error stream when it is asked for nothing', async () => {
    const { exitCode, stdout, stderr } = await runInMemory([]);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^Usage: genrekit /);
  });
});

describe('genrekit inspect', () => {
  it('prints genres, sizes, thresholds, words and training', async () => {
    const { classifier, bytes } = await smallModel();
    const model = folder.write('small.genre', bytes);
    const overview = await classifier.inspect({ wordCount: 3 });
    const { exitCode, stdout, stderr } = await runInMemory(['inspect', '--model', model, '--words', '3']);
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout).toContain(`binary-relevance, thresholds for microF1, ${overview.featureCount} features`);
    expect(stdout).toContain(`fitted by genrekit ${VERSION} on 60 movies`);
    for (const { label, support, thresholds, strongestWords } of overview.genres) {
      const numbers = ['title+plot', 'title', 'plot'].map((shape) => thresholds[shape]!.toFixed(4));
      expect(stdout).toMatch(new RegExp(`^${label} +${support} +${numbers.join(' +')}$`, 'm'));
      const words = stdout.split('\n').find((line) => line.startsWith(`${label}: `));
      for (const { term } of strongestWords) expect(words).toContain(term);
    }
    const json = await runInMemory(['inspect', '--model', model, '--words', '3', '--json']);
    expect(JSON.parse(json.stdout)).toEqual(overview);
    const wordless = await runInMemory(['inspect', '--model', model, '--words', '0']);
    expect(wordless.stdout).not.toContain('Strongest words');
  });

  it('shows the bundled weights without --model', async () => {
    const { exitCode, stdout } = await runInMemory(['inspect', '--json', '--words', '1']);
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout).genres.length).toBeGreaterThan(10);
  });
});
