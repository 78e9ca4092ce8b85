import { join } from 'node:path';
import type { Consumer } from './Consumer.ts';
import { answerOfProcess } from './runtimes.ts';

const packageName = `@deno/${process.platform}-${process.arch}${process.platform === 'linux' ? '-glibc' : ''}`;

/** Deno without any permission: nothing is read, written or fetched. */
export const denoConsumer: Consumer = {
  name: 'Deno, no permissions',
  tools: { [packageName]: '2.9.6' },
  run: ({ project, tools }) => {
    const args = ['run', '--no-prompt', '--no-lock', '--node-modules-dir=manual', 'print.mjs'];
    return answerOfProcess(join(tools, 'node_modules', packageName, 'deno'), args, project);
  },
};
