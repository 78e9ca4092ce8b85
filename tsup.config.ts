import { defineConfig, type Options } from 'tsup';

const shared: Options = {
  target: 'es2022',
  platform: 'neutral',
  splitting: true,
  removeNodeProtocol: false,
  noExternal: ['fflate'],
  loader: { '.bin': 'binary' },
};

export default defineConfig([
  {
    ...shared,
    entry: {
      index: 'src/index.ts',
      data: 'src/data/index.ts',
      node: 'src/node/index.ts',
      learnerWorker: 'src/node/learnerWorker.ts',
      pretrained: 'src/pretrained/index.ts',
      wink: 'src/wink/index.ts',
    },
    format: ['esm', 'cjs'],
    dts: { compilerOptions: { ignoreDeprecations: '6.0' } },
    // The CommonJS build finds its worker through __filename; the empty import.meta there is intended.
    esbuildOptions: (options) => {
      options.logOverride = { 'empty-import-meta': 'silent' };
    },
  },
  { ...shared, entry: { cli: 'src/cli/main.ts' }, format: ['esm'], external: ['genrekit'] },
]);
