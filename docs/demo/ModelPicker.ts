import { byId, counted, make, messageOf } from './dom.ts';
import { fileLink } from './fileLink.ts';
import { bundledModels, type ModelSource, type OpenModel, openModel } from './models.ts';

/** The models there are, and the one in use. */
export class ModelPicker {
  /** The model in use; absent until the first is open. */
  current: OpenModel | undefined;

  private readonly select = byId('model', HTMLSelectElement);
  private readonly save = byId('save-model', HTMLElement);
  private readonly facts = byId('model-facts', HTMLElement);
  private readonly problem = byId('model-problem', HTMLElement);
  private readonly sources = new Map<string, { readonly name: string; readonly source: ModelSource }>();
  private fileCount = 0;
  /** The model asked for last: one that opens later than a newer one is not used. */
  private wanted = '';

  /** @param onChange - told when another model is in use */
  constructor(private readonly onChange: () => void) {
    for (const { id, name } of bundledModels) this.list(name, { kind: 'bundled', id });
    this.select.addEventListener('change', () => this.use(this.select.value));
    const file = byId('model-file', HTMLInputElement);
    byId('open-model', HTMLElement).addEventListener('click', () => file.click());
    file.addEventListener('change', () => {
      const chosen = file.files?.[0];
      file.value = '';
      if (chosen !== undefined) this.open(chosen);
    });
  }

  /** Opens the first model. */
  start(): void {
    this.use(this.select.value);
  }

  /** @param file - a `.genre` file */
  async open(file: File): Promise<void> {
    await this.add(file.name.replace(/\.genre$/i, ''), new Uint8Array(await file.arrayBuffer()));
  }

  /**
   * Puts a model on the list and uses it; one that cannot be opened is refused in words.
   *
   * @param name - what to call it
   * @param bytes - of a `.genre` file
   */
  async add(name: string, bytes: Uint8Array): Promise<void> {
    this.fileCount++;
    const source: ModelSource = { kind: 'file', id: `file ${this.fileCount}`, bytes };
    this.list(name, source);
    await this.use(source.id);
  }

  private list(name: string, source: ModelSource): void {
    this.sources.set(source.id, { name, source });
    const option = make('option', '', name);
    option.value = source.id;
    this.select.append(option);
  }

  private async use(id: string): Promise<void> {
    const { name, source } = this.sources.get(id)!;
    this.wanted = id;
    this.problem.textContent = '';
    this.facts.textContent = `Opening ${name} …`;
    try {
      const model = await openModel(name, source);
      if (id !== this.wanted) return;
      this.select.value = id;
      this.current = model;
    } catch (error) {
      this.problem.textContent = `${name}: ${messageOf(error)}`;
      this.forget(id);
    }
    if (this.current === undefined) return;
    this.showFacts(this.current);
    if (this.current.source.id === id) this.onChange();
  }

  private forget(id: string): void {
    if (this.sources.get(id)?.source.kind === 'file') {
      this.sources.delete(id);
      for (const option of [...this.select.options]) if (option.value === id) option.remove();
    }
    if (this.current !== undefined) this.select.value = this.current.source.id;
  }

  private showFacts({ name, source, overview }: OpenModel): void {
    const { strategy, genres, featureCount, training } = overview;
    this.facts.textContent =
      `${counted(genres.length, 'genre')}, learned from ${counted(training.sampleCount, 'film')}; ` +
      `${strategy}, ${counted(featureCount, 'feature')}.`;
    this.save.replaceChildren();
    if (source.kind === 'file') this.save.append(fileLink('Save it', `${name}.genre`, source.bytes));
  }
}
