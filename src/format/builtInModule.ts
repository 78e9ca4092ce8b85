interface Host {
  readonly process?: { getBuiltinModule?(name: string): unknown };
}

/**
 * Asks the host for a module of its own without importing it, so that bundles stay clean of it.
 *
 * @param name - such as `node:zlib`
 * @returns the module, where the host is Node, Deno or Bun; `undefined` in browsers and in older versions
 */
export function builtInModule(name: string): unknown {
  try {
    return (globalThis as unknown as Host).process?.getBuiltinModule?.(name);
  } catch {
    return undefined; // Next's edge runtime has the function, and throws when it is called
  }
}
