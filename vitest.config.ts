import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';
import { weightsCode } from './.ci/build/weightsBesideCode.ts';

const source = (path: string) => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

export default defineConfig({
  plugins: [
    {
      // Model files lie beside the code and are base64 inside JavaScript, as in the built package.
      name: 'binary',
      enforce: 'pre',
      load(id) {
        const [path = '', query] = id.split('?');
        if (!path.endsWith('.bin')) return undefined;
        if (query !== 'text') return weightsCode(basename(path), `${path}?text`);
        return `export default "${readFileSync(path).toString('base64')}";`;
      },
    },
  ],
  test: {
    projects: [
      {
        extends: true,
        resolve: {
          alias: [
            { find: /^genrekit$/, replacement: source('index.ts') },
            { find: /^genrekit\/attention$/, replacement: source('strategies/attention/index.ts') },
            { find: /^genrekit\/(.+)$/, replacement: source('$1/index.ts') },
          ],
        },
        test: {
          name: 'source',
          testTimeout: 60_000,
          hookTimeout: 60_000,
          setupFiles: [source('testing/setup.ts')],
          include: ['src/**/*.test.ts', 'bench/**/*.test.ts'],
          typecheck: { enabled: true, include: ['src/**/*.test-d.ts'] },
        },
      },
      {
        extends: true,
        test: {
          name: 'package',
          include: ['.ci/**/*.test.ts', 'docs/demo/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
    coverage: {
      provider: 'v8',
      include: ['src/**/*.ts'],
      exclude: [
        'src/**/*.test.ts',
        'src/**/*.test-d.ts',
        'src/testing/**',
        'src/**/testing/**',
        '**/*.genre',
      ],
      reporter: ['text-summary', 'json-summary'],
      thresholds: { lines: 90, branches: 80 },
    },
  },
});
