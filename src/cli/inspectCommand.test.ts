import { expect, it } from 'vitest';
import { runInMemory } from './testing/runInMemory.ts';
import { smallModel } from './testing/smallModel.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';

const folder = temporaryFolder();
const { classifier, bytes } = await smallModel();
const model = folder.write('small.genre', bytes);

it('shows the label graph as a table and as JSON', async () => {
  const asked = ['inspect', '--model', model, '--label-graph', '--min-support', '3'];
  const graph = await classifier.labelGraph({ minSupport: 3 });
  const { exitCode, stdout, stderr } = await runInMemory([...asked, '--json']);
  expect([exitCode, stderr]).toEqual([0, '']);
  expect(JSON.parse(stdout)).toEqual(graph);
  const table = (await runInMemory(asked)).stdout;
  expect(table).toMatch(/^Pairs of genres with 3 movies or more each/);
  for (const { from, to, support, supportOfFrom } of graph.implications)
    expect(table).toContain(`${from} -> ${to}: ${support} of ${supportOfFrom} (`);
  expect(table.split('\n').filter((line) => /^\w.* \d+ +\d+\.\d /.test(line))).toHaveLength(
    graph.pairs.length,
  );
});

it('refuses a support below 1', async () => {
  expect((await runInMemory(['inspect', '--label-graph', '--min-support', '0'])).exitCode).toBe(2);
});
