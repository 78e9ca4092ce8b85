import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerOfSite, pageOf } from './browser.ts';
import type { Consumer } from './Consumer.ts';
import { inFreshFolder } from './inFreshFolder.ts';
import { importTool } from './installTools.ts';
import { answerOfProcess, answerOfThread } from './runtimes.ts';

interface Stats {
  hasErrors(): boolean;
  toString(options: object): string;
}

interface Webpack {
  readonly default: (options: object, done: (error: Error | null, stats?: Stats) => void) => unknown;
}

const tools = { webpack: '5.112.2' };

/** Webpack without settings but the target. */
export const webpackConsumers: readonly Consumer[] = [
  {
    name: 'webpack, in Chromium',
    tools,
    needsBrowser: true,
    run: ({ project, tools, browser }) =>
      inFreshFolder(async (out) => {
        await webpack(tools, project, out, 'page.mjs', 'web');
        writeFileSync(join(out, 'index.html'), pageOf('main.js'));
        return answerOfSite(await browser(), out);
      }),
  },
  {
    name: 'webpack, Web Worker, in Chromium',
    tools,
    needsBrowser: true,
    run: ({ project, tools, browser }) =>
      inFreshFolder(async (out) => {
        await webpack(tools, project, out, 'pageWithWorker.mjs', 'web');
        writeFileSync(join(out, 'index.html'), pageOf('main.js'));
        return answerOfSite(await browser(), out);
      }),
  },
  {
    name: 'webpack, server code for Node, moved',
    tools,
    run: ({ project, tools }) =>
      inFreshFolder(async (out) => {
        await webpack(tools, project, out, 'print.mjs', 'node');
        return answerOfProcess(process.execPath, ['main.js'], out);
      }),
  },
  {
    name: 'webpack, one script for a worker, in a thread',
    tools,
    run: ({ project, tools }) =>
      inFreshFolder(async (out) => {
        await webpack(tools, project, out, 'worker.mjs', 'webworker', { asyncChunks: false });
        return answerOfThread(readFileSync(join(out, 'main.js'), 'utf8'));
      }),
  },
];

async function webpack(
  tools: string,
  project: string,
  path: string,
  entry: string,
  target: string,
  output: object = {},
): Promise<void> {
  const { default: run } = await importTool<Webpack>(tools, 'webpack/lib/index.js');
  const options = {
    mode: 'production',
    context: project,
    entry: `./${entry}`,
    target,
    output: { path, ...output },
  };
  await new Promise<void>((resolve, reject) => {
    run({ ...options, performance: { hints: false } }, (error, stats) => {
      if (error) reject(error);
      else if (stats!.hasErrors()) reject(new Error(stats!.toString({ all: false, errors: true })));
      else resolve();
    });
  });
}
