import { join } from 'node:path';
import type { Consumer } from './Consumer.ts';
import { answerOfProcess } from './runtimes.ts';

const running = process.version.slice(1).split('.')[0];
const platform = process.platform === 'win32' ? 'win' : process.platform;
const packageName = `node-${platform}-${process.arch}`;

/** The supported versions of Node but the one that runs this. */
export const nodeVersions: readonly Consumer[] = ['20.20.2', '22.23.3', '24.21.0']
  .filter((version) => !version.startsWith(`${running}.`))
  .flatMap((version) =>
    (['import', 'require'] as const).map((way) => ({
      name: `Node ${version.split('.')[0]}, ${way}`,
      tools: { [packageName]: version },
      run: ({ project, tools }) => {
        const binary = join(tools, 'node_modules', packageName, 'bin/node');
        return answerOfProcess(binary, [way === 'import' ? 'print.mjs' : 'print.cjs'], project);
      },
    })),
  );
