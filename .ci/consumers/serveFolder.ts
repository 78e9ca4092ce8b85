import { existsSync, readFileSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.mjs': 'text/javascript; charset=utf-8',
};

/** A server of files on this machine. */
export interface FolderServer {
  /** Where `index.html` is. */
  readonly url: string;
  close(): void;
}

/**
 * @param folder - what to serve
 * @param onPost - told the body of what a page posts
 * @returns the server, which listens
 */
export async function serveFolder(folder: string, onPost?: (body: string) => void): Promise<FolderServer> {
  const server = createServer(async (request, response) => {
    if (request.method === 'POST') {
      onPost?.(await bodyOf(request));
      response.end();
      return;
    }
    const { pathname } = new URL(request.url!, 'http://localhost');
    const file = join(folder, normalize(pathname === '/' ? '/index.html' : pathname));
    const isFound = existsSync(file) && extname(file) !== '';
    response.writeHead(isFound ? 200 : 404, { 'content-type': types[extname(file)] ?? 'text/plain' });
    response.end(isFound ? readFileSync(file) : '');
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/`,
    close() {
      server.closeAllConnections();
      server.close();
    },
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const part of request) body += part;
  return body;
}
