import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer, Consumer } from './Consumer.ts';
import { esbuild } from './esbuild.ts';
import { inFreshFolder } from './inFreshFolder.ts';
import { importTool } from './installTools.ts';

interface EdgeVm {
  readonly EdgeVM: new () => { evaluate<Value>(code: string): Value };
}

/** What runs the edge functions of Next on a developer's machine: web APIs alone, no code from strings. */
export const edgeRuntimeConsumer: Consumer = {
  name: 'Edge Runtime, bundled by esbuild',
  tools: { '@edge-runtime/vm': '5.0.0' },
  run: ({ project, tools }) =>
    inFreshFolder(async (out) => {
      await esbuild(project, out, {
        entryPoints: ['edge.mjs'],
        format: 'iife',
        globalName: 'edge',
        conditions: ['edge-light', 'worker', 'browser'],
      });
      const { EdgeVM } = await importTool<EdgeVm>(tools, '@edge-runtime/vm/dist/index.js');
      const vm = new EdgeVM();
      vm.evaluate(readFileSync(join(out, 'edge.js'), 'utf8'));
      return (await (await vm.evaluate<Promise<Response>>('edge.default.fetch()')).json()) as Answer;
    }),
};
