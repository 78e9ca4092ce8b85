import type { Consumer } from './Consumer.ts';
import { answerOfProcess } from './runtimes.ts';

const version = process.version.slice(1);

/** The Node that runs this. */
export const nodeConsumers: readonly Consumer[] = [
  {
    name: 'Node, import',
    version,
    run: ({ project }) => answerOfProcess(process.execPath, ['print.mjs'], project),
  },
  {
    name: 'Node, require',
    version,
    run: ({ project }) => answerOfProcess(process.execPath, ['print.cjs'], project),
  },
];
