import { spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Consumer } from './Consumer.ts';
import { esbuild } from './esbuild.ts';
import { inFreshFolder } from './inFreshFolder.ts';
import { askServer, freePort } from './servers.ts';

const cpu = process.arch === 'x64' ? '64' : process.arch;
const packageName = `@cloudflare/workerd-${process.platform}-${cpu}`;

/** The runtime of Cloudflare's workers, which has neither files nor WebAssembly from bytes. */
export const workerdConsumer: Consumer = {
  name: 'workerd, bundled by esbuild',
  tools: { [packageName]: '1.20261117.1' },
  run: ({ project, tools }) =>
    inFreshFolder(async (out) => {
      await esbuild(project, out, {
        entryPoints: ['edge.mjs'],
        format: 'esm',
        conditions: ['workerd', 'worker', 'browser'],
      });
      const port = await freePort();
      writeFileSync(join(out, 'config.capnp'), configOf(port));
      const server = spawn(
        join(tools, 'node_modules', packageName, 'bin/workerd'),
        ['serve', 'config.capnp'],
        {
          cwd: out,
          stdio: ['ignore', 'ignore', 'pipe'],
        },
      );
      let trouble = '';
      server.stderr.on('data', (data) => {
        trouble += data;
      });
      try {
        return await askServer(`http://127.0.0.1:${port}/`, server);
      } catch (error) {
        throw new Error(`${error}; ${trouble}`);
      } finally {
        server.kill();
      }
    }),
};

function configOf(port: number): string {
  return `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (
  services = [(name = "main", worker = .worker)],
  sockets = [(name = "http", address = "127.0.0.1:${port}", http = (), service = "main")],
);
const worker :Workerd.Worker = (
  modules = [(name = "edge.js", esModule = embed "edge.js")],
  compatibilityDate = "2026-01-01",
);
`;
}
