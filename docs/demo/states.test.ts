// What the page shows when it knows little, when it is given nothing or something bad, and how it looks.
import { readFileSync } from 'node:fs';
import axe from 'axe-core';
import type { GenreClassifier } from 'genrekit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  drop,
  obstacle,
  PATIENCE,
  type PageTest,
  save,
  startPageTest,
  tableFile,
  toldOn,
  watchProgress,
} from './testPage.ts';

const table = readFileSync(new URL('../../fixtures/movies/part-a.csv', import.meta.url), 'utf8');
const foreign =
  'Un ispettore di polizia cerca un assassino nella città di notte, mentre la moglie lo aspetta a casa con i figli.';

describe.skipIf(obstacle !== undefined)('states of the page', () => {
  let test: PageTest;
  let page: Page;
  let classifier: GenreClassifier;

  beforeAll(async () => {
    test = await startPageTest();
    classifier = await (await import('../../dist/pretrained.js')).loadPretrained();
    page = await test.open({ viewport: { width: 1280, height: 800 } });
  }, 3 * PATIENCE);
  afterAll(() => test?.close());
  beforeEach(async () => {
    await page.getByRole('button', { name: 'Othello' }).click();
    await page.getByLabel('Model', { exact: true }).selectOption('default');
    await page.getByLabel('By the habits of which catalogue?').selectOption('auto');
  });

  const shown = async () => ({
    title: await page.getByLabel('Title').inputValue(),
    plot: await page.getByLabel('Plot').inputValue(),
  });
  const textOf = (id: string) => page.locator(`#${id}`).textContent();
  const type = async (plot: string) => {
    await page.getByLabel('Title').fill('');
    await page.getByLabel('Plot').fill(plot);
  };

  it('follows the habits of a catalogue, and says what that changes', async () => {
    const movie = await shown();
    const common = classifier.predict(movie);
    const options = await page
      .locator('#catalogue option')
      .evaluateAll((found) => found.map((option) => (option as HTMLOptionElement).value));
    expect(options).toEqual(['auto', ...classifier.catalogues]);
    for (const catalogue of classifier.catalogues) {
      await page.getByLabel('By the habits').selectOption(catalogue);
      const told = classifier.predict(movie, { catalogue });
      expect(await toldOn(page)).toEqual(told);
      const effect = await textOf('catalogue-effect');
      const changed = [...told, ...common].filter((label) => told.includes(label) !== common.includes(label));
      if (changed.length === 0) expect(effect).toContain('The same genres');
      for (const label of changed) expect(effect).toContain(label);
      const absent = classifier
        .predictProba(movie, { catalogue })
        .filter(({ score }) => score === 0)
        .map(({ label }) => label);
      for (const label of absent) expect(effect!.split('This catalogue has no')[1]).toContain(label);
    }
    await page.getByLabel('By the habits').selectOption('stream');
    await page.locator('#all-genres').click();
    const absent = page.locator('.genre', { hasText: 'Film-Noir' });
    expect(await absent.locator('.share').textContent()).toBe('–');
    await absent.click();
    await page.getByText('This catalogue has no genre Film-Noir').waitFor();
    await page.locator('#all-genres').click();
  });

  it('tells a table by the habits of the catalogue, and which films it knows too little of', async () => {
    await page.getByLabel('By the habits').selectOption('stream');
    const rows = ['plot', `"${foreign}"`, 'A detective hunts a killer through the city at night.', 'Qwrtz.'];
    await page.getByLabel('Tell the genres').check();
    await page.getByLabel('Choose a table').setInputFiles(tableFile('few.csv', rows.join('\n')));
    await page.getByText('Of 2 films it knows too little').waitFor();
    const { bytes } = await save(page, /^Save few-genres/);
    const { readMovies } = await import('../../dist/data.js');
    const { rows: back } = await readMovies(bytes, { columns: { genres: 'predicted' }, keepColumns: 'all' });
    expect(back.map(({ extra }) => extra!.evidence)).toEqual(['none', 'enough', 'none']);
    for (const { movie } of back) {
      const { genres } = await classifier.predictDetailed({ plot: movie.plot! }, { catalogue: 'stream' });
      expect(movie.genres).toEqual(genres);
    }
  });

  it.each([
    ['A detective hunts a killer through the city.', /^It knows all 4 words/, false],
    ['A detective hunts a qwrtz killer through the city.', /^It knows 4 of 5 words/, false],
    ['Murder.', /^Little to go by: no more than 1 word,/, true],
    ['War of qwrtz and plugh, xyzzy.', /^Little to go by: it knows 1 of 4 words/, true],
    ['Xyzzy qwrtz plugh.', /^It knows no word of this/, true],
    [foreign, /^This does not read as English/, true],
  ])('tells how much it has to go by: %s', async (plot, sentence, isWarning) => {
    await type(plot);
    expect(await textOf('evidence')).toMatch(sentence);
    expect(await page.locator('#evidence.warning').count()).toBe(isWarning ? 1 : 0);
    const { genres, scores, evidence } = await classifier.predictDetailed({ plot });
    expect(await toldOn(page)).toEqual(genres);
    expect(await page.locator('.genre .name').allTextContents()).toEqual(scores.map(({ label }) => label));
    const isUnknown = evidence!.level === 'none';
    expect((await textOf('told'))!.startsWith('It cannot tell.')).toBe(isUnknown);
    expect(await page.getByText('No word of the text was gone by').isVisible()).toBe(isUnknown);
    expect(await page.locator('#reasons').isVisible()).toBe(!isUnknown);
  });

  it('names the genres that it takes to miss few', async () => {
    const set = classifier.predictSet(await shown(), { missRate: 0.1 });
    const sentence = await textOf('set');
    expect(sentence).toContain(`${set.length} genres here`);
    for (const label of set) expect(sentence).toContain(label);
  });

  it('has the other bundled models too', async () => {
    const others = {
      chain: await import('../../dist/pretrained-chain.js'),
      blend: await import('../../dist/pretrained-blend.js'),
    };
    for (const [id, { loadPretrained }] of Object.entries(others)) {
      await page.getByLabel('Model', { exact: true }).selectOption(id);
      await page.locator('#model-facts', { hasText: id }).waitFor();
      expect(await toldOn(page)).toEqual((await loadPretrained()).predict(await shown()));
    }
    await page.locator('#reasons[aria-busy="false"] #reading-plot mark').first().waitFor();
    await page.locator('#fewest').getByText('its mark').waitFor();
  });

  it('shows no empty parts where there is nothing to read', async () => {
    await type(' ');
    expect(await textOf('told')).toBe('Type a title or a plot.');
    for (const id of ['answer', 'evidence', 'reasons'])
      expect(await page.locator(`#${id}`).isVisible(), id).toBe(false);
    expect(await textOf('no-reasons')).toContain('will be marked here');
  });

  it('keeps a long plot in a frame that the keyboard can scroll', async () => {
    const frame = page.locator('#reading');
    expect(await frame.getAttribute('tabindex')).toBe('-1');
    await type('A detective hunts a killer through the city. '.repeat(60));
    await page.locator('#reading-plot mark').nth(30).waitFor();
    const { height } = (await frame.boundingBox())!;
    expect(height).toBeLessThan(500);
    await frame.focus();
    await page.keyboard.press('End');
    await expect.poll(() => frame.evaluate(({ scrollTop }) => scrollTop)).toBeGreaterThan(height);
  });

  it.each([
    ['classify', 'a,b\n1,2\n', 'Call a column “title” or “plot” in its first row.'],
    ['classify', '', 'The table is empty.'],
    ['classify', 'title,plot\n', 'no rows'],
    ['classify', 'PK\u0003\u0004\0\0', 'save it as CSV'],
    ['classify', 'title\0,plot\nHeat', 'Save the table as CSV, in UTF-8.'],
    ['train', 'title,plot\nHeat,Cops and robbers.\n', 'Call the column with the genres “genres”.'],
    ['train', 'title,genres\nHeat,Crime\n', /at least|more|few/],
  ])('says of a bad table what to do, to %s: %j', async (task, text, advice) => {
    await page.locator(`input[value="${task}"]`).check();
    await drop(page, { name: 'bad.csv', text });
    const problem = page.locator('#outcome .problem', { hasText: advice });
    await problem.waitFor();
    expect(await problem.textContent()).not.toMatch(/option|genreRequired|encoding/);
  });

  it('takes one table at a time, and says so', async () => {
    await page.locator('input[value="train"]').check();
    await watchProgress(page);
    await page.getByLabel('Choose a table').setInputFiles(tableFile('films.csv', table));
    await page.locator('#job').waitFor();
    await drop(page, { name: 'second.csv', text: table });
    await page.locator('#outcome .problem', { hasText: 'One table at a time' }).waitFor();
    await page.getByRole('button', { name: 'Stop' }).click();
    await page.locator('#outcome').getByText('Stopped.').waitFor();
  });

  it('shows where the keyboard is, on every stop of it', async () => {
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.locator('.skip').focus();
    const seen = new Set<string>();
    for (let stop = 0; stop < 40; stop++) {
      await page.keyboard.press('Tab');
      const { name, width } = await page.evaluate(() => {
        const focused = document.activeElement as HTMLElement;
        const outlined = focused.closest<HTMLElement>('.genre') ?? focused;
        const { outlineStyle, outlineWidth } = getComputedStyle(outlined);
        const width = outlineStyle === 'none' ? 0 : Number.parseFloat(outlineWidth);
        return { name: `${focused.tagName} ${focused.id || focused.textContent}`, width };
      });
      if (name.startsWith('BODY')) break;
      seen.add(name);
      expect(width, name).toBeGreaterThanOrEqual(1);
    }
    expect(seen.size).toBeGreaterThan(12);
  });

  it(
    'breaks no rule of accessibility, light or dark, wide or narrow, and nothing overlaps',
    async () => {
      await page.evaluate(axe.source);
      const broken = async () => {
        const { violations } = await page.evaluate(() =>
          (window as unknown as { axe: typeof import('axe-core') }).axe.run(),
        );
        return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
      };
      const paper = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
      const papers = new Set<string>();
      for (const colorScheme of ['light', 'dark'] as const) {
        await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
        papers.add(await paper());
        await page.getByRole('button', { name: 'Othello' }).click();
        await page.locator('#reading-plot mark').first().waitFor();
        expect(await broken(), colorScheme).toEqual([]);
        await type(foreign);
        expect(await broken(), `${colorScheme}, in another language`).toEqual([]);
        await type('A detective hunts a killer through the city. '.repeat(60));
        await page.locator('#reading[tabindex="0"]').waitFor();
        await page.locator('input[value="classify"]').check();
        await page.getByLabel('Choose a table').setInputFiles(tableFile('films.csv', `${table}\n,,,`));
        await page.getByText(/^Told the genres/).waitFor();
        expect(await broken(), `${colorScheme}, a long plot and a table`).toEqual([]);
      }
      expect(papers.size).toBe(2);
      const fill = page.locator('.fill').first();
      expect(await fill.evaluate((element) => getComputedStyle(element).transitionProperty)).toBe('none');

      const boxOf = async (selector: string) => (await page.locator(selector).boundingBox())!;
      expect((await boxOf('.model')).x).toBe((await boxOf('.genres')).x);
      await page.locator('footer').scrollIntoViewIfNeeded();
      const { y, height } = await boxOf('.genres');
      expect(y + height).toBeLessThanOrEqual((await boxOf('.table')).y);
      for (const width of [360, 320]) {
        await page.setViewportSize({ width, height: 640 });
        expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(width);
      }
      expect(await broken(), 'narrow').toEqual([]);
      expect(test.complaints).toEqual([]);
    },
    3 * PATIENCE,
  );
});
