import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const source = (path: string) => fileURLToPath(new URL(`./src/${path}`, import.meta.url));

export default defineConfig({
  plugins: [
    {
      // Model files are base64 inside JavaScript, as in the built package.
      name: 'binary',
      enforce: 'pre',
      load(id) {
        if (!id.endsWith('.bin')) return undefined;
        return `export default "${readFileSync(id).toString('base64')}";`;
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
