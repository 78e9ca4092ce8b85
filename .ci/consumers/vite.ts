import { renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerOfPage, answerOfSite, pageOf } from './browser.ts';
import type { Consumer } from './Consumer.ts';
import { inFreshFolder } from './inFreshFolder.ts';
import { importTool } from './installTools.ts';

interface Vite {
  build(options: object): Promise<unknown>;
  createServer(options: object): Promise<{
    listen(): Promise<unknown>;
    close(): Promise<void>;
    readonly resolvedUrls: { readonly local: readonly string[] } | null;
  }>;
}

const tools = { vite: '8.3.8' };
const scripts = [
  ['', 'page'],
  [', Web Worker', 'pageWithWorker'],
] as const;

/** Vite without settings: what it builds, and its server for development. */
export const viteConsumers: readonly Consumer[] = scripts.flatMap(([suffix, script]): Consumer[] => [
  {
    name: `Vite, build${suffix}, in Chromium`,
    tools,
    needsBrowser: true,
    run: ({ project, tools, browser }) =>
      inFreshFolder(async (outDir) => {
        const page = join(project, `${script}.html`);
        writeFileSync(page, pageOf(`./${script}.mjs`));
        const { build } = await importTool<Vite>(tools, 'vite/dist/node/index.js');
        await build({
          ...settings(project),
          base: './',
          build: { outDir, emptyOutDir: true, rollupOptions: { input: page } },
        });
        renameSync(join(outDir, `${script}.html`), join(outDir, 'index.html'));
        return answerOfSite(await browser(), outDir);
      }),
  },
  {
    name: `Vite, dev${suffix}, in Chromium`,
    tools,
    needsBrowser: true,
    async run({ project, tools, browser }) {
      writeFileSync(join(project, `${script}.html`), pageOf(`./${script}.mjs`));
      const { createServer } = await importTool<Vite>(tools, 'vite/dist/node/index.js');
      const server = await createServer({ ...settings(project), server: { port: 0, host: '127.0.0.1' } });
      try {
        await server.listen();
        return await answerOfPage(await browser(), `${server.resolvedUrls!.local[0]}${script}.html`);
      } finally {
        await server.close();
      }
    },
  },
]);

function settings(root: string): object {
  return { root, configFile: false, logLevel: 'silent' };
}
