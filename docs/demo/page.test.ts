// The page in a real browser. It is built from the built package, as `npm run demo:page` does.
import { readFileSync } from 'node:fs';
import type { GenreClassifier } from 'genrekit';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  obstacle,
  PATIENCE,
  type PageTest,
  progressSeen,
  save,
  startPageTest,
  tableFile,
  toldOn,
  watchProgress,
} from './testPage.ts';

if (obstacle !== undefined) console.warn(`The page docs/demo is not tested in a browser: ${obstacle}.`);

const table = readFileSync(new URL('../../fixtures/movies/part-a.csv', import.meta.url), 'utf8');
const strange =
  'A naïve café-owner 🎬 is murdered; the détective hunts the killer, “who” loves war — and murder.';

describe.skipIf(obstacle !== undefined)('the page in Chromium', () => {
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
    await page.getByLabel('How sure must it be?').fill('0');
  });

  it('tells the genres while somebody types', async () => {
    await page.getByLabel('Title').fill('');
    await page.getByLabel('Plot').fill('');
    expect(await page.locator('#told').textContent()).toBe('Type a title or a plot.');
    await page.getByLabel('Plot').pressSequentially('A detective hunts a killer.');
    expect(await toldOn(page)).toEqual(classifier.predict({ plot: 'A detective hunts a killer.' }));
    await page.getByLabel('Title').fill('Two Hearts in Love');
    const movie = { title: 'Two Hearts in Love', plot: 'A detective hunts a killer.' };
    expect(await toldOn(page)).toEqual(classifier.predict(movie));
    const [first] = classifier.predictProba(movie);
    const row = page.locator('.genre').first();
    expect(await row.locator('.name').textContent()).toBe(first!.label);
    expect(await row.locator('.share').textContent()).toBe(`${Math.round(first!.score * 100)}\u202f%`);
  });

  it('marks the words that speak for and against a genre, each at its place', async () => {
    await page.getByLabel('Title').fill('');
    await page.getByLabel('Plot').fill(strange);
    await page.getByRole('radio', { name: /^Crime/ }).check();
    await page.getByRole('heading', { name: /^Why (not )?Crime\?$/ }).waitFor();
    expect(await page.locator('#reading-plot').textContent()).toBe(strange);
    const marks = await page.locator('#reading-plot').evaluate((paragraph) => {
      const found: { start: number; text: string; isFor: boolean }[] = [];
      let start = 0;
      for (const node of paragraph.childNodes) {
        const text = node.textContent!;
        if (node instanceof HTMLElement) found.push({ start, text, isFor: node.classList.contains('for') });
        start += text.length;
      }
      return found;
    });
    const { words } = await classifier.explain({ plot: strange }, 'Crime');
    expect(marks.length).toBeGreaterThan(3);
    for (const { start, text, isFor } of marks) {
      const word = words.find((other) => other.start === start);
      expect(word, text).toMatchObject({ text });
      expect(word!.value > 0, text).toBe(isFor);
    }
    const strongest = words.toSorted((a, b) => b.value - a.value)[0]!;
    expect(await page.locator('#words-for li').first().textContent()).toContain(strongest.text);
  });

  it('names the fewest words that change the decision', async () => {
    const movie = { title: '', plot: 'A detective hunts a killer in a quiet town.' };
    await page.getByLabel('Title').fill('');
    await page.getByLabel('Plot').fill(movie.plot);
    await page.getByRole('radio', { name: /^Crime/ }).check();
    const sentence = page.locator('#fewest', { hasText: 'Crime' });
    await sentence.waitFor();
    const { threshold } = await classifier.explain(movie, 'Crime');
    const { words, scoreAfter } = await classifier.counterfactual(movie, 'Crime', {
      decoder: { kind: 'calibrated', probability: threshold! },
    });
    expect(words.length).toBeGreaterThan(0);
    expect(await sentence.locator('b').allTextContents()).toEqual(words.map(({ text }) => text));
    expect(await sentence.textContent()).toContain(`${Math.round(scoreAfter * 100)}\u202f%`);
    expect(await page.locator('#reading-plot .turning').allTextContents()).toEqual(
      words.map(({ text }) => text),
    );
  });

  it('moves all marks by the slider, and says what that does', async () => {
    const slider = page.getByLabel('How sure must it be?');
    const markOf = () =>
      page
        .locator('.mark')
        .first()
        .evaluate((mark) => Number.parseFloat(mark.style.left));
    const [before, told] = [await markOf(), await toldOn(page)];
    await slider.press('End');
    expect(await markOf()).toBeGreaterThan(before);
    expect((await toldOn(page)).length).toBeLessThan(told.length);
    expect(await page.locator('#effect').textContent()).toContain(`(${told.length} as tuned)`);
    expect(await slider.getAttribute('aria-valuetext')).toBe('2.0 stricter');
    await slider.press('Home');
    expect(await markOf()).toBeLessThan(before);
    expect((await toldOn(page)).length).toBeGreaterThan(told.length);
    expect(await page.locator('.is-told:visible').count()).toBe((await toldOn(page)).length);
  });

  it('can be used with the keyboard alone', async () => {
    const focused = () =>
      page.evaluate(() => document.activeElement!.id || (document.activeElement as HTMLInputElement).value);
    const tabTo = async (wanted: string) => {
      for (let i = 0; i < 15; i++) {
        if ((await focused()) === wanted) return;
        await page.keyboard.press('Tab');
      }
      throw new Error(`Tab does not come to ${wanted}, only to ${await focused()}.`);
    };
    await page.evaluate(() => (document.activeElement as HTMLElement).blur());
    await page.locator('.skip').focus();
    await page.keyboard.press('Enter');
    await tabTo('title');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Space War');
    await page.keyboard.press('Tab');
    expect(await focused()).toBe('plot');
    await page.keyboard.press('Control+A');
    await page.keyboard.type('Aliens attack a ship.');
    const [first, second] = classifier.predictProba({ title: 'Space War', plot: 'Aliens attack a ship.' });
    await tabTo(first!.label);
    await page.keyboard.press('ArrowDown');
    expect(await focused()).toBe(second!.label);
    await page.getByRole('heading', { name: new RegExp(`^Why (not )?${second!.label}`) }).waitFor();
    await tabTo('all-genres');
    await page.keyboard.press('Enter');
    expect(await page.locator('.genre:visible').count()).toBe(classifier.labels.length);
    await page.keyboard.press('Enter');
    await tabTo('strictness');
    await page.keyboard.press('ArrowRight');
    expect(await page.locator('#effect').textContent()).toContain('as tuned');
    await tabTo('catalogue');
    await page.keyboard.press('ArrowDown');
    await page.locator('#catalogue-effect', { hasText: /all catalogues together/ }).waitFor();
    await page.keyboard.press('ArrowUp');
    await tabTo('classify');
    await page.keyboard.press('ArrowDown');
    expect(await page.getByLabel('How to learn').isVisible()).toBe(true);
    await page.keyboard.press('ArrowUp');
    await tabTo('table-file');
  });

  it('classifies a table in a worker and gives it back as CSV', async () => {
    const rows = table.split('\n');
    const csv = [
      'id,title,plot',
      '7,"=Heat, again","Cops and robbers."',
      '8,,',
      `9,,"${'A ghost. '.repeat(9)}"`,
    ];
    csv.push(...rows.slice(1, 250).map((row) => `x,${row.split(',')[0]!.replaceAll('"', '')},A war begins.`));
    await watchProgress(page);
    await page.getByLabel('Write every probability too').check();
    const file = tableFile('mine.csv', csv.join('\n'));
    await page.getByLabel('Choose a table').setInputFiles(file);
    await page.getByText(/^Told the genres of 251 films/).waitFor();
    const seen = await progressSeen(page);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    expect(seen.some((share) => share > 0 && share < 1)).toBe(true);
    expect(seen.at(-1)).toBe(1);
    expect(await page.locator('#outcome summary').textContent()).toContain('1 row left out');
    expect(await page.locator('.preview li').count()).toBe(5);

    const { name, bytes } = await save(page, /^Save mine-genres\.csv$/);
    expect(name).toBe('mine-genres.csv');
    const { readMovies } = await import('../../dist/data.js');
    const { rows: back } = await readMovies(bytes, { columns: { genres: 'predicted' }, keepColumns: 'all' });
    expect(back).toHaveLength(251);
    expect(back[0]!.movie.title).toBe("'=Heat, again");
    expect(back[0]!.extra!.id).toBe('7');
    const movies = back.map(({ movie: { title, plot } }) => ({ title: title?.replace(/^'/, ''), plot }));
    expect(back.map(({ movie }) => movie.genres)).toEqual(classifier.predictAll(movies));
    const drama = classifier.predictProba(movies[1]!).find(({ label }) => label === 'Drama')!.score;
    expect(Number(back[1]!.extra!['p(Drama)'])).toBeCloseTo(drama, 4);
  });

  it('trains a model in a worker, uses it, names similar films, and saves it', async () => {
    await watchProgress(page);
    await page.getByLabel('Train a model').check();
    await page.getByLabel('How to learn').selectOption('ml-knn');
    await page.getByLabel('Choose a table').setInputFiles(tableFile('films.csv', table));
    await page.getByText(/^Learned \d+ genres from 284 films/).waitFor();
    expect(new Set(await progressSeen(page)).size).toBeGreaterThan(3);
    await page.locator('#model-facts', { hasText: 'ml-knn' }).waitFor();
    await page.locator('#neighbours li').first().waitFor();
    const movie = {
      title: await page.getByLabel('Title').inputValue(),
      plot: await page.getByLabel('Plot').inputValue(),
    };
    const { bytes, name } = await save(page, /^Save films-ml-knn\.genre$/);
    expect(name).toBe('films-ml-knn.genre');
    const { GenreClassifier } = await import('../../dist/index.js');
    const trained = await GenreClassifier.open(bytes);
    expect(await toldOn(page)).toEqual(trained.predict(movie));
    const chosen = await page.locator('.genre input:checked').inputValue();
    const { neighbours } = await trained.explain(movie, chosen);
    expect(await page.locator('#neighbours .film').first().textContent()).toBe(neighbours[0]!.title);

    // The file opens again, and a damaged one is refused in words.
    const genre = {
      name: 'a-name-that-must-not-make-a-phone-scroll-sideways.genre',
      mimeType: '',
      buffer: bytes,
    };
    await page.locator('#model-file').setInputFiles(genre);
    await page.locator('#model option', { hasText: 'sideways' }).waitFor({ state: 'attached' });
    await expect.poll(() => page.locator('#model').inputValue(), { timeout: PATIENCE }).toBe('file 2');
    expect(await toldOn(page)).toEqual(trained.predict(movie));
    await page
      .locator('#model-file')
      .setInputFiles({ ...genre, name: 'bad.genre', buffer: bytes.subarray(9) });
    await page.getByRole('alert').filter({ hasText: 'bad' }).waitFor();
    expect(await page.locator('#model').inputValue()).toBe('file 2');
  });

  it('stops a training that nobody wants any more', async () => {
    const modelCount = await page.locator('#model option').count();
    await page.getByLabel('Train a model').check();
    await page.getByLabel('How to learn').selectOption('classifier-chain');
    await page.evaluate(() => {
      const bar = document.querySelector('progress')!;
      const watcher = new MutationObserver(() => {
        if (bar.value < 0.2) return;
        watcher.disconnect();
        document.getElementById('stop')!.click();
      });
      watcher.observe(bar, { attributes: true });
    });
    await page.getByLabel('Choose a table').setInputFiles(tableFile('films.csv', table));
    await page.locator('#outcome').getByText('Stopped.').waitFor();
    expect(await page.locator('#job').isVisible()).toBe(false);
    expect(await page.locator('#model option').count()).toBe(modelCount);
  });

  it('opens from a disk too, with its workers', async () => {
    const opened = await test.open({}, test.file);
    await opened.locator('#fewest', { hasText: 'its mark' }).waitFor();
    expect(await opened.locator('#fewest').textContent()).toMatch(
      / its mark\.( Fewer words may do; not all were tried\.)?$/,
    );
    await opened.close();
  });

  it('asks for nothing but its own files, and complains of nothing', () => {
    expect([...test.asked].sort()).toEqual(['/demo.js', '/index.html', '/style.css']);
    const own = [`${test.origin}/`, test.file.replace('index.html', '')];
    const others = [...test.requests].filter((url) => !/^(blob:|data:,$)/.test(url));
    for (const url of others) expect(own.some((place) => url.startsWith(place))).toBe(true);
    expect(test.complaints).toEqual([]);
  });
});
