import { defineConfig, type Options } from 'tsup';

const library = {
  index: 'src/index.ts',
  data: 'src/data/index.ts',
  metrics: 'src/metrics/index.ts',
  node: 'src/node/index.ts',
  learnerWorker: 'src/node/learnerWorker.ts',
  pretrained: 'src/pretrained/index.ts',
  toolkit: 'src/toolkit/index.ts',
  wink: 'src/wink/index.ts',
};

const shared: Options = {
  target: 'es2022',
  platform: 'neutral',
  splitting: true,
  external: [/^node:/],
  noExternal: ['fflate'],
  removeNodeProtocol: false,
  loader: { '.bin': 'binary' },
  dts: { entry: library, compilerOptions: { ignoreDeprecations: '6.0' } },
};

// The CommonJS build finds its worker through __filename.
export default defineConfig([
  { ...shared, format: 'esm', entry: { ...library, cli: 'src/cli/main.ts' } },
  { ...shared, format: 'cjs', entry: library, define: { 'import.meta.url': 'undefined' } },
]);
