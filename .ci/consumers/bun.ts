import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import type { Consumer } from './Consumer.ts';
import { inFreshFolder } from './inFreshFolder.ts';
import { answerOfProcess } from './runtimes.ts';

const packageName = `@oven/bun-${process.platform}-${process.arch === 'arm64' ? 'aarch64' : process.arch}`;
const tools = { [packageName]: '1.4.5' };
const binaryIn = (folder: string) => join(folder, 'node_modules', packageName, 'bin/bun');

/** Bun, from the package as it is and as a bundle of its own. */
export const bunConsumers: readonly Consumer[] = [
  {
    name: 'Bun',
    tools,
    run: ({ project, tools }) => answerOfProcess(binaryIn(tools), ['--no-install', 'print.mjs'], project),
  },
  {
    name: 'Bun, its bundle, moved',
    tools,
    run: ({ project, tools }) =>
      inFreshFolder((out) => {
        execFileSync(binaryIn(tools), ['build', 'print.mjs', '--target=bun', `--outdir=${out}`], {
          cwd: project,
          stdio: 'pipe',
        });
        return answerOfProcess(binaryIn(tools), ['print.js'], out);
      }),
  },
];
