import type { Consumer } from './Consumer.ts';
import { answerOfProcess } from './runtimes.ts';

/** The Node that runs this. */
export const nodeConsumers: readonly Consumer[] = [
  { name: 'Node, import', run: ({ project }) => answerOfProcess(process.execPath, ['print.mjs'], project) },
  { name: 'Node, require', run: ({ project }) => answerOfProcess(process.execPath, ['print.cjs'], project) },
];
