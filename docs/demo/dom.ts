/**
 * @param id - of an element of index.html
 * @param kind - the class that it must have
 */
export function byId<T extends HTMLElement>(id: string, kind: new () => T): T {
  const found = document.getElementById(id);
  if (found instanceof kind) return found;
  throw new Error(`index.html has no ${kind.name} '${id}'.`);
}

/**
 * @param tag - the kind of element
 * @param className - its classes; empty = none
 * @param children - what is in it
 */
export function make<Tag extends keyof HTMLElementTagNameMap>(
  tag: Tag,
  className: string,
  ...children: readonly (Node | string)[]
): HTMLElementTagNameMap[Tag] {
  const element = document.createElement(tag);
  if (className !== '') element.className = className;
  element.append(...children);
  return element;
}

/** @param share - 0 to 1 */
export function percent(share: number): string {
  return `${Math.round(share * 100)}\u202f%`;
}

/**
 * @param count - how many
 * @param one - the word for one of them
 * @param many - the word for several
 */
export function counted(count: number, one: string, many = `${one}s`): string {
  return `${count.toLocaleString('en')} ${count === 1 ? one : many}`;
}

/**
 * @param items - at least one
 * @param last - the word before the last of them
 * @returns `A, B and C`
 */
export function listed(items: readonly string[], last = 'and'): string {
  const rest = items.slice(0, -1);
  return rest.length === 0 ? items[0]! : `${rest.join(', ')} ${last} ${items.at(-1)}`;
}

/** @param error - whatever was thrown */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
