import { defineConfig, type Options } from 'tsup';

const library = {
  index: 'src/index.ts',
  data: 'src/data/index.ts',
  node: 'src/node/index.ts',
  learnerWorker: 'src/node/learnerWorker.ts',
  pretrained: 'src/pretrained/index.ts',
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
  esbuildOptions(options) {
    // The CommonJS build finds its worker through __filename; that import.meta is empty there is intended.
    options.logOverride = { 'empty-import-meta': 'silent' };
  },
};

export default defineConfig([
  { ...shared, format: 'esm', entry: { ...library, cli: 'src/cli/main.ts' } },
  { ...shared, format: 'cjs', entry: library },
]);
