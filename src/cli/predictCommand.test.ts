import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { readMovies } from '../data/readMovies.ts';
import { loadPretrained as loadAttention } from '../pretrained/attention/loadPretrained.ts';
import { loadPretrained as loadBlend } from '../pretrained/blend/loadPretrained.ts';
import { loadPretrained as loadChain } from '../pretrained/chain/loadPretrained.ts';
import { loadPretrained } from '../pretrained/loadPretrained.ts';
import { loadPretrained as loadMlKnn } from '../pretrained/ml-knn/loadPretrained.ts';
import { runInMemory } from './testing/runInMemory.ts';
import { smallModel } from './testing/smallModel.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';

const folder = temporaryFolder();
const { classifier, bytes } = await smallModel();
const model = folder.write('small.genre', bytes);
const predict = (...args: string[]) => runInMemory(['predict', '--model', model, ...args]);

const othello = { title: 'Othello', plot: 'A jealous general is driven to murder his wife.' };
const single = ['--title', othello.title, '--description', othello.plot];

describe('genrekit predict, for one movie', () => {
  it('prints its genres, most likely first', async () => {
    expect(await predict(...single)).toEqual({
      exitCode: 0,
      stdout: `${classifier.predict(othello).join(', ')}\n`,
      stderr: '',
    });
  });

  it('takes --plot for --description, the short flags, and one of both texts', async () => {
    const { stdout } = await predict(...single);
    expect((await predict('--title', othello.title, '--plot', othello.plot)).stdout).toBe(stdout);
    expect((await predict('-t', othello.title, '-d', othello.plot)).stdout).toBe(stdout);
    for (const field of ['title', 'plot'] as const) {
      const genres = classifier.predict({ [field]: othello[field] });
      expect((await predict(`--${field}`, othello[field])).stdout).toBe(`${genres.join(', ')}\n`);
      expect((await predict(...single, '--fields', field)).stdout).toBe(`${genres.join(', ')}\n`);
    }
  });

  it('takes texts that look like flags', async () => {
    expect((await predict('--title', '-30-')).stdout).toBe(
      `${classifier.predict({ title: '-30-' }).join(', ')}\n`,
    );
    expect((await predict('--title=--json')).exitCode).toBe(0);
  });

  it('uses the bundled weights without --model', async () => {
    const bundled = await loadPretrained();
    const { stdout, exitCode } = await runInMemory(['predict', ...single]);
    expect([exitCode, stdout]).toEqual([0, `${bundled.predict(othello).join(', ')}\n`]);
  });

  it('uses other bundled weights with --pretrained', async () => {
    for (const [name, load] of [
      ['attention', loadAttention],
      ['blend', loadBlend],
      ['chain', loadChain],
      ['ml-knn', loadMlKnn],
    ] as const) {
      const bundled = await load();
      const { stdout, exitCode } = await runInMemory(['predict', ...single, '--pretrained', name]);
      expect([exitCode, stdout]).toEqual([0, `${bundled.predict(othello).join(', ')}\n`]);
    }
    const unknown = await runInMemory(['predict', ...single, '--pretrained', 'oracle']);
    expect([unknown.exitCode, unknown.stderr]).toEqual([
      2,
      expect.stringContaining('default, attention, blend'),
    ]);
    const both = await predict(...single, '--pretrained', 'default');
    expect([both.exitCode, both.stderr]).toEqual([2, expect.stringContaining('give one of them')]);
  });

  it('prints one JSON object with --json', async () => {
    const { stdout } = await predict(...single, '--json');
    const genres = classifier.predict(othello);
    const scores = classifier.predictProba(othello);
    expect(stdout.endsWith('}\n')).toBe(true);
    expect(JSON.parse(stdout)).toEqual({
      ...othello,
      genres,
      scores: scores.filter(({ label }) => genres.includes(label)),
    });
    const all = JSON.parse((await predict(...single, '--json', '--scores')).stdout);
    expect(all).toEqual({ ...othello, genres, scores });
    expect(Object.keys(JSON.parse((await predict('--title', 'Heat', '--json')).stdout))).toEqual([
      'title',
      'genres',
      'scores',
    ]);
  });

  it('prints the probability of every genre with --scores, and marks those it gives', async () => {
    const { stdout } = await predict(...single, '--scores');
    const lines = stdout.trimEnd().split('\n').slice(1);
    const scores = classifier.predictProba(othello);
    expect(lines.map((line) => line.split(/\s+/).slice(0, 2))).toEqual(
      scores.map(({ label, score }) => [label, score.toFixed(3)]),
    );
    const marked = lines.filter((line) => line.endsWith('✓')).map((line) => line.split(/\s+/)[0]);
    expect(marked).toEqual(classifier.predict(othello));
  });

  it('prints as many genres as --top says, as far as there are so many', async () => {
    const labels = classifier.predictProba(othello).map(({ label }) => label);
    for (const count of [1, 3, 1000]) {
      const { stdout } = await predict(...single, '--top', String(count));
      expect(stdout).toBe(`${labels.slice(0, count).join(', ')}\n`);
    }
  });

  it('takes thresholds for another objective, and other decoders', async () => {
    const macro = classifier.predict(othello, { objective: 'macroF1' });
    expect((await predict(...single, '--objective', 'macro-f1')).stdout).toBe(`${macro.join(', ')}\n`);
    const [best] = classifier.predictProba(othello);
    expect((await predict(...single, '--decoder', 'single')).stdout).toBe(`${best!.label}\n`);
    for (const decoder of ['threshold', 'calibrated', 'expected-f1', 'label-set']) {
      expect(await predict(...single, '--decoder', decoder)).toMatchObject({ exitCode: 0, stderr: '' });
    }
  });

  it('says so when no genre is likely enough', async () => {
    const shy = await predict('--title', 'zzz', '--decoder', 'calibrated');
    const none = classifier.predict({ title: 'zzz' }, { decoder: { kind: 'calibrated' } });
    expect(shy.stdout).toBe(none.length === 0 ? 'no genre is likely enough\n' : `${none.join(', ')}\n`);
    const json = await predict('--title', 'zzz', '--decoder', 'calibrated', '--json');
    expect(JSON.parse(json.stdout).genres).toEqual(none);
  });
});

describe('genrekit predict, for a table', () => {
  const rows = [
    { title: 'Heat, "the" film', plot: 'Cops\nand robbers.' },
    { title: '=1+1', plot: undefined },
    { title: undefined, plot: 'Ein Märchen; 👻 | ghost' },
  ];
  const csv =
    'title,plot,id\n"Heat, ""the"" film","Cops\r\nand robbers.",1\n=1+1,,2\n,Ein Märchen; 👻 | ghost,3\n';
  const jsonLines = rows.map((row) => `${JSON.stringify(row)}\n`).join('');
  const expected = rows.map((row) => ({ ...row, genres: classifier.predict(row) }));

  /** Reads what the command wrote as genrekit itself reads tables. */
  const read = async (text: string, name: string) =>
    (await readMovies(text, { name, canonicalGenres: false })).movies.map(({ title, plot, genres }) => ({
      title,
      plot,
      genres,
    }));

  it.each<[string, string | Uint8Array]>([
    ['movies.csv', csv],
    ['movies.tsv', csv.replaceAll(',', '\t').replace('Heat\t', 'Heat,')],
    ['movies.jsonl', jsonLines],
    ['movies.json', JSON.stringify(rows)],
    ['movies.csv.gz', gzipSync(csv)],
    ['movies.jsonl.gz', gzipSync(jsonLines)],
    ['movies', jsonLines],
  ])('reads %s and writes CSV', async (name, contents) => {
    const { exitCode, stdout, stderr } = await predict('--input', folder.write(name, contents));
    expect([exitCode, stderr]).toEqual([0, '']);
    expect(stdout.split('\n')[0]).toBe('title,plot,genres');
    expect(await read(stdout, 'out.csv')).toEqual(expected);
  });

  it.each([
    ['CSV', csv],
    ['JSON Lines', jsonLines],
  ])('reads %s from standard input', async (_, stdin) => {
    const { stdout } = await runInMemory(['predict', '--model', model, '--input', '-'], { stdin });
    expect(await read(stdout, 'out.csv')).toEqual(expected);
    const zipped = await runInMemory(['predict', '-m', model, '-i', '-'], { stdin: gzipSync(stdin) });
    expect(zipped.stdout).toBe(stdout);
  });

  it.each([
    ['out.csv', 'title,plot,genres'],
    ['out.tsv', 'title\tplot\tgenres'],
    ['out.jsonl', '{"title":'],
    ['out.ndjson', '{"title":'],
    ['out.txt', 'title,plot,genres'],
  ])('writes %s as its name says, and nothing to standard output', async (name, start) => {
    const output = folder.path(name);
    const input = folder.write('movies.csv', csv);
    expect(await predict('--input', input, '--output', output)).toEqual({
      exitCode: 0,
      stdout: '',
      stderr: '',
    });
    const text = readFileSync(output, 'utf8');
    expect(text.startsWith(start)).toBe(true);
    expect(await read(text, name)).toEqual(expected);
  });

  it('writes JSON Lines with --json, and every probability with --scores', async () => {
    const input = folder.write('movies.csv', csv);
    const lines = (await predict('--input', input, '--json', '--scores')).stdout.trimEnd().split('\n');
    const found = lines.map((line) => JSON.parse(line));
    expect(found.map(({ scores: _, ...rest }) => rest)).toEqual(JSON.parse(JSON.stringify(expected)));
    found.forEach(({ scores }, row) => {
      const wanted = classifier
        .predictProba(rows[row]!)
        .map(({ label, score }) => [label, Number(score.toFixed(6))]);
      expect(scores).toEqual(Object.fromEntries(wanted));
    });
    const plain = await predict('--input', input, '--json');
    expect(Object.keys(JSON.parse(plain.stdout.split('\n')[1]!))).toEqual(['title', 'genres']);

    const { stdout } = await predict('--input', input, '--scores');
    expect(stdout.split('\n')[0]).toBe(
      ['title', 'plot', 'genres', ...[...classifier.labels].sort()].join(','),
    );
  });

  it('takes the rows that --where names', async () => {
    const input = folder.write('movies.csv', csv);
    const { stdout } = await predict('--input', input, '--where', 'id=2,3');
    expect(await read(stdout, 'out.csv')).toEqual(expected.slice(1));
    const both = await predict('--input', input, '--where', 'id=2', '--where', 'title==1+1');
    expect(await read(both.stdout, 'out.csv')).toEqual([expected[1]]);
  });

  it('looks at the fields that --fields names alone', async () => {
    const input = folder.write('movies.csv', csv);
    const { stdout, stderr } = await predict('--input', input, '--fields', 'plot', '--json');
    const genres = stdout
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line).genres);
    expect(genres).toEqual([rows[0], rows[2]].map((row) => classifier.predict({ plot: row!.plot })));
    expect(stderr).toMatch(/^.*movies\.csv:4: the row has no plot.*the row is left out\n$/);
  });

  it('says on the error stream which rows it left out, and goes on', async () => {
    const input = folder.write('bad.csv', `${csv}too,few\n,,4\nlast,one,5,6\n`);
    const { exitCode, stdout, stderr } = await predict('--input', input);
    expect(exitCode).toBe(0);
    expect(await read(stdout, 'out.csv')).toEqual(expected);
    expect(stderr.trimEnd().split('\n')).toEqual([
      expect.stringMatching(/bad\.csv:6: the row has 2 cells.*left out$/),
      expect.stringMatching(/bad\.csv:7: the row has no title and no plot.*left out$/),
      expect.stringMatching(/bad\.csv:8: the row has 4 cells.*left out$/),
    ]);
  });

  it('sums up when there are many such rows', async () => {
    const input = folder.write('worse.csv', `${csv}${'too,few\n'.repeat(9)}`);
    const lines = (await predict('--input', input)).stderr.trimEnd().split('\n');
    expect(lines).toHaveLength(6);
    expect(lines[5]).toMatch(/4 more rows with problems$/);
  });
});

describe('genrekit predict with a model of one field', () => {
  it('passes over rows without it', async () => {
    const titles = await smallModel(['title']);
    const path = folder.write('titles.genre', titles.bytes);
    const input = folder.write('mixed.csv', 'title,plot\nHeat,Cops.\n,A ghost.\n');
    const { stdout, stderr } = await runInMemory(['predict', '--model', path, '--input', input, '--json']);
    expect(
      stdout
        .trimEnd()
        .split('\n')
        .map((line) => JSON.parse(line).genres),
    ).toEqual([titles.classifier.predict({ title: 'Heat' })]);
    expect(stderr).toMatch(/mixed\.csv:3: the row has no title/);
    const wrong = await runInMemory(['predict', '--model', path, '--title', 'Heat', '--fields', 'plot']);
    expect(wrong).toMatchObject({ exitCode: 2, stdout: '' });
    expect(wrong.stderr).toMatch(
      /^genrekit: --fields plot leaves nothing to look at, .* nothing but the title\.\n$/,
    );
  });
});
