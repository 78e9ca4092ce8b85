import { execFile, spawn } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { answerOfPage } from './browser.ts';
import type { Answer, Consumer } from './Consumer.ts';
import { askServer, freePort } from './servers.ts';

const imports = (up: string) => `import { loadPretrained } from 'genrekit/pretrained';
import { answer } from '${up}answer.mjs';
import { movies } from '${up}movies.mjs';
`;

const route = (runtime: string) => `${imports('../../')}
export const runtime = '${runtime}';
export const dynamic = 'force-dynamic';
export const GET = async () => Response.json(await answer(loadPretrained, movies));
`;

/** The files of an application with a route on Node, one on the edge, and a page that works in the browser. */
const files: Readonly<Record<string, string>> = {
  'package.json': JSON.stringify({ name: 'consumer', private: true }),
  'app/server/route.js': route('nodejs'),
  'app/edge/route.js': route('edge'),
  'app/layout.js': `export default ({ children }) => <html lang="en"><body>{children}</body></html>;\n`,
  'app/page.js': `'use client';
import { useEffect } from 'react';
${imports('../')}
export default function Page() {
  useEffect(() => {
    answer(loadPretrained, movies).then((given) => { globalThis.genrekitAnswer = given; });
  }, []);
  return <p>genrekit</p>;
}
`,
};

/** Next, built by Turbopack and started: all three answers must agree, and the one of the server is reported. */
export const nextConsumer: Consumer = {
  name: 'Next: route on Node, route on the edge, page in Chromium',
  tools: { next: '16.4.6', react: '19.2.0', 'react-dom': '19.2.0' },
  needsBrowser: true,
  async run({ project, tools: linked, browser }) {
    const tools = realpathSync(linked);
    const app = mkdtempSync(join(tools, 'app-')); // below Next itself, since Turbopack follows no link out of its root
    try {
      for (const [name, text] of Object.entries({ ...files, 'next.config.mjs': configOf(tools) })) {
        mkdirSync(join(app, name, '..'), { recursive: true });
        writeFileSync(join(app, name), text);
      }
      for (const name of ['answer.mjs', 'movies.mjs', 'node_modules/genrekit']) {
        cpSync(join(project, name), join(app, name), { recursive: true });
      }
      const next = [join(tools, 'node_modules/next/dist/bin/next')];
      const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' };
      await promisify(execFile)(process.execPath, [...next, 'build'], { cwd: app, env, timeout: 300_000 });
      const port = await freePort();
      const server = spawn(process.execPath, [...next, 'start', '-p', String(port)], {
        cwd: app,
        env,
        stdio: 'ignore',
      });
      try {
        const origin = `http://127.0.0.1:${port}`;
        const answer = await askServer(`${origin}/server`, server);
        agree(answer, await askServer(`${origin}/edge`, server), 'the route on the edge');
        agree(answer, await answerOfPage(await browser(), `${origin}/`), 'the page');
        return answer;
      } finally {
        server.kill();
      }
    } finally {
      rmSync(app, { recursive: true, force: true });
    }
  },
};

function configOf(root: string): string {
  return `export default { turbopack: { root: ${JSON.stringify(root)} } };\n`;
}

function agree(first: Answer, second: Answer, name: string): void {
  if (first.hash !== second.hash)
    throw new Error(`${name} answers ${second.hash}, the route on Node ${first.hash}`);
}
