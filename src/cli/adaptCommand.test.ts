import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import { GenreClassifier } from '../classifier/GenreClassifier.ts';
import { runInMemory } from './testing/runInMemory.ts';
import { smallModel } from './testing/smallModel.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';

const folder = temporaryFolder();
const { bytes } = await smallModel();
const model = folder.write('base.genre', bytes);
const plot = 'Two people meet in a quiet town.';
const corrections = folder.write('corrections.csv', `title,plot,genres\nThe Town,${plot},War\n`);

it('saves a delta of corrections that predict takes', async () => {
  const delta = folder.path('delta.genre');
  const { exitCode, stdout, stderr } = await runInMemory([
    'adapt',
    corrections,
    '--model',
    model,
    '--out',
    delta,
  ]);
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(stdout).toMatch(/movies +1 +0 +1\n/);
  expect(stdout).toMatch(/Weights changed: .*War \d+\.\d %/);
  const asked = ['predict', '--title', 'The Town', '--description', plot, '--model', model];
  expect((await runInMemory(asked)).stdout).not.toBe('War\n');
  expect((await runInMemory([...asked, '--delta', delta])).stdout).toBe('War\n');
  const more = ['adapt', corrections, '--model', model, '--delta', delta, '--out', delta, '--json'];
  expect(JSON.parse((await runInMemory(more)).stdout)).toMatchObject({
    movies: { count: 1, before: 1, after: 1 },
    moved: [],
    delta: { path: delta },
  });
});

it('learns a new genre from examples, with or without rows that are none', async () => {
  const rows = ['A thief robs a bank.,Heist', 'A crew robs a vault.,', 'Two people fall in love.,Romance'];
  const examples = folder.write('heists.csv', `plot,genres\n${rows.join('\n')}\n`);
  const delta = folder.path('heist.genre');
  const asked = ['adapt', examples, '--add-genre', 'Heist', '--model', model, '--out', delta];
  expect((await runInMemory(asked)).stdout).toMatch(
    /^Learned Heist; the classifier knows \d+ genres now\.\nSaved /,
  );
  const classifier = await GenreClassifier.fromBytes(bytes).applyDelta(readFileSync(delta));
  expect(classifier.labels.at(-1)).toBe('Heist');
  expect((await classifier.inspect()).genres.at(-1)!.support).toBe(2);
});

it('refuses a delta of another model, and leaves no file when nothing could be learned', async () => {
  const other = folder.write('other.genre', (await smallModel(['plot'])).bytes);
  const delta = folder.path('of-base.genre');
  await runInMemory(['adapt', corrections, '--model', model, '--out', delta]);
  const refused = await runInMemory(['predict', '--plot', plot, '--model', other, '--delta', delta]);
  expect(refused.exitCode).toBe(4);
  expect(refused.stderr).toMatch(/made for another model/);
  const unknown = folder.write('unknown.csv', `plot,genres\n${plot},Heist\n`);
  const none = folder.path('none.genre');
  const failed = await runInMemory(['adapt', unknown, '--model', model, '--out', none, '--no-canonical']);
  expect(failed.stderr).toMatch(/genre "Heist", which the classifier does not know.*Teach it first/);
  expect([failed.exitCode === 0, existsSync(none)]).toEqual([false, false]);
});
