import { rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Options } from 'tsup';
import { mergeChunks } from './.ci/build/mergeChunks.ts';
import { toCommonJs } from './.ci/build/toCommonJs.ts';
import { weightsBesideCode } from './.ci/build/weightsBesideCode.ts';

const library = {
  index: 'src/index.ts',
  attention: 'src/strategies/attention/index.ts',
  blend: 'src/blend/index.ts',
  data: 'src/data/index.ts',
  'feed-forward': 'src/strategies/feedForward/index.ts',
  metrics: 'src/metrics/index.ts',
  node: 'src/node/index.ts',
  learnerWorker: 'src/node/learnerWorker.ts',
  encoderWorker: 'src/node/encoderWorker.ts',
  pretrained: 'src/pretrained/index.ts',
  'pretrained-attention': 'src/pretrained/attention/index.ts',
  'pretrained-blend': 'src/pretrained/blend/index.ts',
  'pretrained-card': 'src/pretrained/card/index.ts',
  'pretrained-chain': 'src/pretrained/chain/index.ts',
  'pretrained-ml-knn': 'src/pretrained/ml-knn/index.ts',
  strategies: 'src/strategies/index.ts',
  toolkit: 'src/toolkit/index.ts',
  wink: 'src/wink/index.ts',
};

/** Two copies of fflate, each shaken down to what it is for, so that reading gzipped tables carries no deflate. */
const fflateByUse: NonNullable<Options['esbuildPlugins']>[number] = {
  name: 'fflate-by-use',
  setup(build) {
    build.onResolve({ filter: /^fflate$/ }, async ({ importer, resolveDir, kind, pluginData }) => {
      if (pluginData === 'resolved') return undefined;
      const found = await build.resolve('fflate', { importer, resolveDir, kind, pluginData: 'resolved' });
      return importer.endsWith('deflatePayload.ts') ? { ...found, suffix: '?deflate' } : found;
    });
  },
};

const dist = fileURLToPath(new URL('dist', import.meta.url));

/** Where the CommonJS modules are made. */
const stage = `${dist}/commonjs`;
const types = { entry: library, compilerOptions: { ignoreDeprecations: '6.0' } };

const shared: Options = {
  target: 'es2022',
  platform: 'neutral',
  splitting: true,
  external: [/^node:/],
  noExternal: ['fflate'],
  removeNodeProtocol: false,
  esbuildPlugins: [fflateByUse, weightsBesideCode(dist)],
  dts: types,
};

// ES modules find files by import.meta.url, CommonJS modules by __filename and __dirname.
export default defineConfig([
  {
    ...shared,
    format: 'esm',
    entry: { ...library, cli: 'src/cli/main.ts' },
    define: { __dirname: 'undefined' },
    onSuccess: () => mergeChunks(dist, [...Object.keys(library), 'cli']),
  },
  {
    ...shared,
    format: 'esm',
    entry: library,
    outDir: stage,
    define: { 'import.meta.url': 'undefined' },
    dts: false,
    onSuccess: async () => {
      await mergeChunks(stage, Object.keys(library));
      await toCommonJs(stage, dist);
      rmSync(stage, { recursive: true });
    },
  },
  { ...shared, format: 'cjs', entry: library, dts: { ...types, only: true } },
]);
