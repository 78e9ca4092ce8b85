import { readFileSync } from 'node:fs';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { GenreClassifier } from '../classifier/GenreClassifier.ts';
import { classifierChain, mlKnn } from '../strategies/index.ts';
import type { StrategySettings } from '../strategies/registry.ts';
import { fixtureMovies } from '../testing/fixtureMovies.ts';
import type { Movie } from '../text/Movie.ts';
import { runInMemory } from './testing/runInMemory.ts';
import { smallModel } from './testing/smallModel.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';

const folder = temporaryFolder();
const { classifier, bytes } = await smallModel();
const model = folder.write('small.genre', bytes);
const othello = { title: 'Othello', plot: 'A jealous general is\r\ndriven to murder \x1b[2J his wife.' };
const single = ['--title', othello.title, '--plot', othello.plot, '--explain'];
const csv = 'title,plot\nHeat,"Cops hunt robbers, and robbers cops."\n=x,A ghost haunts a château.\n';
const rows = [
  { title: 'Heat', plot: 'Cops hunt robbers, and robbers cops.' },
  { title: '=x', plot: 'A ghost haunts a château.' },
];

const predict = (args: readonly string[], isOutputTerminal = false, path = model) =>
  runInMemory(['predict', '--model', path, ...args], { isOutputTerminal });

const esc = String.fromCharCode(27);
const plainText = (text: string) => text.replace(new RegExp(`${esc}\\[(1;)?(3[12]|0)m`, 'g'), '');

/** Which words have which colour. */
function colours(text: string) {
  const found = [...text.matchAll(new RegExp(`${esc}\\[(1;)?(3[12])m(.*?)${esc}\\[0m`, 'g'))];
  return found.map(([, , colour, word]) => [word, colour === '32' ? 'for' : 'against']);
}

afterEach(() => vi.unstubAllEnvs());

async function saved(name: string, strategy: StrategySettings): Promise<string> {
  const fitted = await new GenreClassifier({ foldCount: 2, strategy }).fit(await fixtureMovies(60));
  return folder.write(name, await fitted.toBytes());
}

describe('genrekit predict --explain, for one movie', () => {
  it('prints a table of words for each genre', async () => {
    const { stdout, stderr, exitCode } = await predict(single);
    expect([exitCode, stderr]).toEqual([0, '']);
    const genres = classifier.predict(othello);
    const [first, ...blocks] = stdout.trimEnd().split('\n\n');
    expect(first).toBe(genres.join(', '));
    expect(blocks).toHaveLength(genres.length);
    for (const [i, block] of blocks.entries()) {
      const { label, score, words, threshold } = await classifier.explain(othello, genres[i]);
      const [head, titles, ...lines] = block.split('\n');
      expect(head).toBe(`${label}  ${score.toFixed(3)}, given from ${threshold!.toFixed(3)}`);
      expect(titles!.trim()).toMatch(/^word +field +value$/);
      const table = lines.slice(0, -1).map((line) => line.trim().split(/\s+/));
      expect(table).toHaveLength(words.filter(({ value }) => value !== 0).length);
      for (const [word, field, value] of table) {
        const found = words.find(
          (one) => one.text === word && one.field === field && Math.abs(one.value - Number(value)) < 6e-4,
        );
        expect(found, block).toBeDefined();
      }
      expect(lines.at(-1)).toMatch(/^score [+-]\d\.\d{3} = start [+-]\d\.\d{3}, words [+-]\d\.\d{3}$/);
    }
  });

  it('colours the words on a terminal, in whose hands nothing else of the text gets', async () => {
    const { stdout } = await predict(single, true);
    const [label] = classifier.predict(othello);
    const { words } = await classifier.explain(othello, label);
    const block = stdout.split('\n\n')[1]!;
    expect(colours(block).length).toBeGreaterThan(0);
    for (const [text, side] of colours(block)) {
      expect(words.some((word) => word.text === text && (word.value > 0 ? 'for' : 'against') === side)).toBe(
        true,
      );
    }
    const plain = plainText(stdout);
    expect(plain).not.toContain(esc);
    expect(plain).toContain(
      '\ntitle  Othello\nplot   A jealous general is driven to murder  [2J his wife.\n',
    );
  });

  it('has no colours where they are not wanted', async () => {
    const { stdout } = await predict(single);
    vi.stubEnv('NO_COLOR', '1');
    expect((await predict(single, true)).stdout).toBe(stdout);
    vi.stubEnv('NO_COLOR', '');
    expect((await predict(single, true)).stdout).not.toBe(stdout);
  });

  it('explains the genres of --top, and reads the fields of --fields', async () => {
    const { stdout } = await predict([...single, '--top', '2', '--fields', 'plot', '--json']);
    const { explanations, genres, title } = JSON.parse(stdout);
    const options = { decoder: { kind: 'topK', k: 2 } } as const;
    expect(title).toBe('Othello');
    expect(genres).toEqual(classifier.predict({ plot: othello.plot }, options));
    for (const [i, label] of genres.entries()) {
      const own = await classifier.explain({ plot: othello.plot }, label, options);
      expect(explanations[i]).toEqual(JSON.parse(JSON.stringify(own)));
    }
    const inWords = await predict([...single, '--top', '2']);
    expect(inWords.stdout).not.toContain('given from');
  });

  it('prints explanations in JSON, beside the scores of all genres if asked', async () => {
    const { stdout } = await predict([...single, '--json', '--scores']);
    const { scores, genres, explanations } = JSON.parse(stdout);
    expect(scores).toEqual(classifier.predictProba(othello));
    expect(explanations.map(({ label }: { label: string }) => label)).toEqual(genres);
    for (const { field, text, start, end } of explanations[0].words) {
      expect(othello[field as 'plot'].slice(start, end)).toBe(text);
    }
  });

  it('does not print words and scores in one, but in JSON', async () => {
    const { exitCode, stdout, stderr } = await predict([...single, '--scores']);
    expect([exitCode, stdout]).toEqual([2, '']);
    expect(stderr).toMatch(/^genrekit: --explain shows words and --scores every genre; give one of them, or/);
  });

  it('says so where no word tells anything, and where no genre is likely', async () => {
    const unknown = await predict(['--title', '12 !', '--explain']);
    expect(unknown.stdout).toMatch(/\n\n\S+ .*\nno word tells anything\nscore /);
    const decoder = { kind: 'calibrated' } as const;
    const isUnlikely = ({ title }: Movie) => classifier.predict({ title }, { decoder }).length === 0;
    const { title } = (await fixtureMovies()).find(isUnlikely)!;
    const none = await predict([`--title=${title}`, '--explain', '--decoder', 'calibrated']);
    expect(none.stdout).toBe('no genre is likely enough\n');
  });

  it('shows what other genres add', async () => {
    const path = await saved('chain.genre', classifierChain());
    const { stdout } = await predict([...single, '--top', '3'], false, path);
    expect(stdout).toMatch(/words [+-][\d.]+, other genres [+-][\d.]+\n/);
  });

  it.each([
    [true, /\d\.\d{3} +(yes|no) +\S+/],
    [false, /\nmovie \d+ +\d\.\d{3} +(yes|no) +\S+/],
  ])('shows neighbours (titles stored: %s)', async (storesTitles, line) => {
    const path = await saved('near.genre', mlKnn({ k: 10, storesTitles }));
    const { stdout } = await predict(single, false, path);
    expect(stdout).toMatch(
      /\nscore .*; each word: what the score loses without it\nneighbour +similarity +has it +genres\n/,
    );
    expect(stdout).toMatch(line);
    expect(stdout).toMatch(/\n10 neighbours: \d+ % of the votes; of all movies \d+ % have it\n/);
    expect(/\nmovie \d/.test(stdout)).toBe(!storesTitles);
    const coloured = await predict(single, true, path);
    expect(colours(coloured.stdout).length).toBeGreaterThan(0);
  });
});

describe('genrekit predict --explain, for a table', () => {
  const input = folder.write('movies.csv', csv);

  it('writes a row for each word', async () => {
    const { stdout, stderr } = await predict(['--input', input, '--explain']);
    expect(stderr).toBe('');
    const [header, ...lines] = stdout.trimEnd().split('\n');
    expect(header).toBe('movie,title,genre,probability,field,word,start,end,value');
    const cells = lines.map((line) => line.split(','));
    let count = 0;
    for (const [number, movie] of rows.entries()) {
      for (const label of classifier.predict(movie)) {
        const { words, score } = await classifier.explain(movie, label);
        for (const { text, field, start, end, value } of words) {
          if (value === 0) continue;
          count++;
          const row = [number + 1, movie.title, label, Number(score.toFixed(6)), field, text, start, end];
          expect(cells).toContainEqual([...row, Number(value.toFixed(6))].map(String));
        }
      }
    }
    expect(cells).toHaveLength(count);
  });

  it('writes what the name of the output says', async () => {
    const tsv = folder.path('out.tsv');
    await predict(['--input', input, '--output', tsv, '--explain']);
    expect(readFileSync(tsv, 'utf8')).toMatch(/^movie\ttitle\tgenre\t/);
    const jsonl = folder.path('out.jsonl');
    await predict(['--input', input, '--output', jsonl, '--explain', '--scores']);
    const lines = readFileSync(jsonl, 'utf8').trimEnd().split('\n');
    expect(lines).toHaveLength(2);
    for (const [i, line] of lines.entries()) {
      const { explanations, genres, scores } = JSON.parse(line);
      expect(Object.keys(scores)).toHaveLength(classifier.labels.length);
      const first = await classifier.explain(rows[i]!, genres[0]);
      expect(explanations[0]).toEqual(JSON.parse(JSON.stringify(first)));
    }
  });

  it('colours the words on a terminal, movie by movie', async () => {
    const { stdout } = await predict(['--input', input, '--explain', '--top', '1'], true);
    expect(stdout).toMatch(/^Heat: \S+\n\n\S+ {2}\d\.\d{3}\ntitle {2}.*\nplot {3}.*\nscore .*\n\n=x: /);
    expect(colours(stdout).length).toBeGreaterThan(0);
    const toFile = folder.path('out.csv');
    await predict(['--input', input, '--output', toFile, '--explain'], true);
    expect(readFileSync(toFile, 'utf8')).toMatch(/^movie,title/);
    expect((await predict(['--input', input, '--explain', '--json'], true)).stdout).toMatch(
      /^\{"title":"Heat"/,
    );
  });
});
