import { rmSync } from 'node:fs';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { browserObstacle, openBrowser } from './consumers/browser.ts';
import { builtIn } from './consumers/builtIn.ts';
import type { Answer } from './consumers/Consumer.ts';
import { otherEntries } from './consumers/entries.ts';
import { readGolden } from './consumers/golden.ts';
import { makeProject, obstacle } from './consumers/makeProject.ts';

// All other consumers are run by `npm run test:consumers`, which installs them first.
describe.skipIf(obstacle !== undefined)('the packed package', () => {
  let project = '';
  let opened: Promise<Browser> | undefined;
  const answers = new Map<string, Answer>();
  const browser = () => {
    opened ??= openBrowser();
    return opened;
  };

  beforeAll(() => {
    project = makeProject(false);
  });
  afterAll(async () => {
    await (await opened)?.close();
    rmSync(project, { recursive: true, force: true });
  });

  it.each(builtIn)('answers: $name', async (consumer) => {
    if (consumer.needsBrowser && browserObstacle !== undefined)
      return console.log(`skipped: ${browserObstacle}`);
    const answer = await consumer.run({ project, tools: '', browser });
    const { entry = 'default' } = consumer;
    if (!answers.has(entry)) answers.set(entry, answer);
    expect(answer.hash, 'scores differ from those of the first consumer').toBe(answers.get(entry)!.hash);
  });

  it.each(['default', ...otherEntries])('answers as stored: %s', (entry) => {
    const { firstMs, ...first } = answers.get(entry)!;
    expect(firstMs).toBeGreaterThan(0);
    expect(first, 'when the bundled weights have changed: npm run test:consumers -- --update').toEqual(
      readGolden(entry),
    );
  });
});
