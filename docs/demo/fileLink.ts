import { make } from './dom.ts';

/**
 * @param text - of the link
 * @param name - of the file
 * @param content - what is in it
 * @returns a link that saves the file
 */
export function fileLink(text: string, name: string, content: Blob | Uint8Array): HTMLAnchorElement {
  const link = make('a', 'button', text);
  link.href = URL.createObjectURL(new Blob([content as BlobPart], { type: 'application/octet-stream' }));
  link.download = name;
  return link;
}
