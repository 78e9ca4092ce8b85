import { byId } from './dom.ts';

let waiting: ReturnType<typeof setTimeout> | undefined;

/**
 * Says something to those who hear the page, once they have paused: only the last of many messages is said.
 *
 * @param message - a sentence
 * @param delay - milliseconds
 */
export function announce(message: string, delay = 700): void {
  clearTimeout(waiting);
  waiting = setTimeout(() => {
    byId('announcer', HTMLElement).textContent = message;
  }, delay);
}
