import { bunConsumers } from './bun.ts';
import type { Consumer } from './Consumer.ts';
import { denoConsumer } from './deno.ts';
import { edgeRuntimeConsumer } from './edgeRuntime.ts';
import { firefoxConsumer } from './firefox.ts';
import { nextConsumer } from './next.ts';
import { nodeVersions } from './nodeVersions.ts';
import { parcelConsumers } from './parcel.ts';
import { rollupConsumer } from './rollup.ts';
import { viteConsumers } from './vite.ts';
import { webpackConsumers } from './webpack.ts';
import { workerdConsumer } from './workerd.ts';

/** The consumers whose tools are installed when they run. */
export const onDemand: readonly Consumer[] = [
  ...nodeVersions,
  denoConsumer,
  ...bunConsumers,
  workerdConsumer,
  edgeRuntimeConsumer,
  rollupConsumer,
  ...webpackConsumers,
  ...viteConsumers,
  ...parcelConsumers,
  nextConsumer,
  firefoxConsumer,
];
