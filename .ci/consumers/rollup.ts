import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { answerOfSite, pageOf } from './browser.ts';
import type { Consumer } from './Consumer.ts';
import { inFreshFolder } from './inFreshFolder.ts';
import { importTool } from './installTools.ts';

interface Rollup {
  rollup(options: object): Promise<{ write(options: object): Promise<unknown> }>;
}

interface NodeResolve {
  nodeResolve(options: object): unknown;
}

/** Rollup with the one plugin that finds packages. */
export const rollupConsumer: Consumer = {
  name: 'Rollup, in Chromium',
  tools: { rollup: '4.68.8', '@rollup/plugin-node-resolve': '16.0.3' },
  needsBrowser: true,
  run: ({ project, tools, browser }) =>
    inFreshFolder(async (out) => {
      const { rollup } = await importTool<Rollup>(tools, 'rollup/dist/es/rollup.js');
      const { nodeResolve } = await importTool<NodeResolve>(
        tools,
        '@rollup/plugin-node-resolve/dist/es/index.js',
      );
      const bundle = await rollup({
        input: join(project, 'page.mjs'),
        plugins: [nodeResolve({ browser: true })],
      });
      await bundle.write({ dir: out, format: 'es' });
      writeFileSync(join(out, 'index.html'), pageOf('page.js'));
      return answerOfSite(await browser(), out);
    }),
};
