import type { Consumer } from './Consumer.ts';
import { entryConsumers } from './entries.ts';
import { esbuildConsumers } from './esbuild.ts';
import { importMapConsumer } from './importMap.ts';
import { nodeConsumers } from './node.ts';

/** The consumers that need nothing but what this project has installed. */
export const builtIn: readonly Consumer[] = [
  ...nodeConsumers,
  ...esbuildConsumers,
  importMapConsumer,
  ...entryConsumers,
];
