import { join } from 'node:path';
import type { Consumer } from './Consumer.ts';
import { esbuildConsumers } from './esbuild.ts';
import { nodeConsumers } from './node.ts';

/** The bundled weights but the default ones, which every consumer opens: by the ends of the names of their entry points. */
export const otherEntries = ['attention', 'blend', 'chain', 'ml-knn'] as const;

/** The consumers that take a second: in Node, and in bundles of one file, for Node and for a worker. */
const quick = [...nodeConsumers, ...esbuildConsumers.filter(({ needsBrowser }) => !needsBrowser)];

/** The quick ones with each of the other weights. `makeProject` writes the scripts of an entry into a folder of its name. */
export const entryConsumers: readonly Consumer[] = otherEntries.flatMap((entry) =>
  quick.map((consumer) => ({
    ...consumer,
    entry,
    name: `${entry}: ${consumer.name}`,
    run: (place) => consumer.run({ ...place, project: join(place.project, entry) }),
  })),
);
