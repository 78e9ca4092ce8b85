import { spawn } from 'node:child_process';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Answer, Consumer } from './Consumer.ts';
import { makeImportMapSite } from './importMap.ts';
import { inFreshFolder } from './inFreshFolder.ts';
import { PATIENCE_MS } from './runtimes.ts';
import { serveFolder } from './serveFolder.ts';

const places = ['/usr/bin/firefox-esr', '/usr/bin/firefox'];
const firefoxPath = [process.env.FIREFOX ?? '', ...places].find((path) => existsSync(path));

/** Sends the answer of the page, which nobody drives, to the server. */
const reporter = `<script>
  const timer = setInterval(() => {
    if (!globalThis.genrekitAnswer) return;
    clearInterval(timer);
    fetch('/answer', { method: 'POST', body: JSON.stringify(globalThis.genrekitAnswer) });
  }, 20);
</script>`;

/** Keeps a fresh profile from asking anything of anybody. */
const preferences = [
  'app.update.enabled',
  'browser.aboutwelcome.enabled',
  'browser.shell.checkDefaultBrowser',
  'datareporting.policy.dataSubmissionEnabled',
  'extensions.update.enabled',
  'network.captive-portal-service.enabled',
  'network.connectivity-service.enabled',
  'toolkit.telemetry.enabled',
].map((name) => `user_pref("${name}", false);\n`);

/** Firefox, the third engine besides those of Chromium and Bun, on the page without a bundler. */
export const firefoxConsumer: Consumer = {
  name: 'import map, no bundler, in Firefox',
  obstacle:
    firefoxPath === undefined
      ? 'there is no Firefox here: apt-get install firefox-esr, or name one in FIREFOX'
      : undefined,
  run: ({ project }) =>
    inFreshFolder(async (profile) => {
      writeFileSync(join(profile, 'user.js'), preferences.join(''));
      let stop = () => {};
      try {
        return await new Promise<Answer>((resolve, reject) => {
          const taken = (body: string) => {
            const given = JSON.parse(body) as Answer | { error: string };
            if ('error' in given) reject(new Error(given.error));
            else resolve(given);
          };
          serveFolder(makeImportMapSite(project, reporter), taken).then((server) => {
            const args = ['--headless', '--no-remote', '--profile', profile, server.url];
            const firefox = spawn(firefoxPath!, args, {
              stdio: 'ignore',
              env: { ...process.env, HOME: profile },
            });
            const timer = setTimeout(() => reject(new Error('Firefox does not answer')), PATIENCE_MS);
            firefox.on('error', reject);
            firefox.on('exit', () => reject(new Error('Firefox ended without an answer')));
            stop = () => {
              clearTimeout(timer);
              firefox.kill('SIGKILL');
              server.close();
            };
          }, reject);
        });
      } finally {
        stop();
      }
    }),
};
