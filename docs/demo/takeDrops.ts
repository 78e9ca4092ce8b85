import { byId } from './dom.ts';

/** What becomes of files that are dropped on the page. */
interface Takers {
  onModel(file: File): void;
  onTable(file: File): void;
}

/** @param takers - who takes a model, and who takes anything else */
export function takeDrops({ onModel, onTable }: Takers): void {
  const zone = byId('drop', HTMLElement);
  let depth = 0;
  const mark = (change: number) => {
    depth = Math.max(0, depth + change);
    zone.classList.toggle('is-over', depth > 0);
  };
  document.addEventListener('dragenter', () => mark(1));
  document.addEventListener('dragleave', () => mark(-1));
  document.addEventListener('dragover', (event) => event.preventDefault());
  document.addEventListener('drop', (event) => {
    const file = event.dataTransfer?.files[0];
    mark(-depth);
    if (file === undefined) return; // text, dropped into a field
    event.preventDefault();
    if (file.name.toLowerCase().endsWith('.genre')) onModel(file);
    else onTable(file);
  });
}
