import { readFileSync } from 'node:fs';
import { parseHTML } from 'linkedom';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { toCsv } from '../data/writeRows.ts';
import { fixtureMovies } from '../testing/fixtureMovies.ts';
import { runInMemory } from './testing/runInMemory.ts';
import { smallModel } from './testing/smallModel.ts';
import { temporaryFolder } from './testing/temporaryFolder.ts';

const folder = temporaryFolder();
const model = folder.write('<b>model.genre', (await smallModel()).bytes);
const movies = (await fixtureMovies()).slice(60, 200);
const data = folder.write(
  'movies.csv',
  toCsv(movies.map(({ title, plot, genres }) => ({ title, plot, genres }))),
);

describe('genrekit report', () => {
  it('writes one page with every metric, genre and drawing, and nothing from elsewhere', async () => {
    const out = folder.path('report.html');
    const run = await runInMemory(['report', data, '--model', model, '--out', out]);
    expect(run).toMatchObject({ exitCode: 0, stderr: '' });
    expect(run.stdout).toContain('140 movies');
    const html = readFileSync(out, 'utf8');
    const { document } = parseHTML(html);
    const evaluated = await runInMemory(['evaluate', data, '--model', model, '--json']);
    const { metrics, perLabel } = JSON.parse(evaluated.stdout);
    const cells = [...document.querySelectorAll('td')].map((cell) => cell.textContent);
    expect(cells).toContain(metrics.microF1.toFixed(4));
    for (const { label, support } of perLabel) {
      expect(cells).toContain(label);
      expect(cells).toContain(String(support));
    }
    const drawings = [...document.querySelectorAll('figure > svg')];
    expect(drawings.map((svg) => svg.getAttribute('aria-label'))).toEqual([
      'Reliability diagram: observed rate by stated probability',
      'Precision by recall, one drawing a genre',
      'F1 by threshold, one drawing a genre',
      'How often movies of a genre (row) are given a genre (column)',
    ]);
    expect(document.querySelectorAll('script, link, img, iframe')).toHaveLength(0);
    expect(html.replaceAll('http://www.w3.org/', '')).not.toMatch(/https?:|url\(/);
    expect(html).not.toMatch(/NaN|undefined|null/);
  });

  it('shows file names as text, whatever they hold', async () => {
    const out = folder.path('escaped.html');
    await runInMemory(['report', data, '--model', model, '--out', out]);
    expect(readFileSync(out, 'utf8')).toContain('<h1>Genres by &#60;b&#62;model.genre on movies.csv</h1>');
  });

  it('refuses a place that cannot be written before it starts, and a command without one', async () => {
    const nowhere = await runInMemory(['report', data, '--out', folder.path('no/such/folder.html')]);
    expect(nowhere).toMatchObject({ exitCode: 2, stdout: '' });
    expect(nowhere.stderr).toContain('Cannot write');
    expect(await runInMemory(['report', data])).toMatchObject({ exitCode: 2 });
  });

  describe('without the packages that draw', () => {
    afterEach(() => vi.doUnmock('linkedom'));

    it('says what to install', async () => {
      vi.resetModules();
      vi.doMock('linkedom', () => {
        throw new Error('Cannot find package');
      });
      const { runInMemory: run } = await import('./testing/runInMemory.ts');
      const { exitCode, stderr } = await run(['report', data, '--out', folder.path('none.html')]);
      expect(exitCode).toBe(2);
      expect(stderr).toContain('npm install @observablehq/plot linkedom');
    });
  });
});
