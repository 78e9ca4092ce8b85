import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { decodeModel } from '../../src/format/decodeModel.ts';
import { encodeModel } from '../../src/format/encodeModel.ts';
import type { SectionData, SectionType } from '../../src/format/Section.ts';
import { toSection } from '../../src/format/toSection.ts';

/** Named arrays that a stage of the work leaves behind. */
export type StageArrays = Readonly<Record<string, SectionData[SectionType]>>;

/** Keeps the result of each stage in a file, so that work that was stopped goes on where it was. */
export class Checkpoints {
  /**
   * @param folder - where the files lie; made when absent
   * @param checksums - of the data
   */
  constructor(
    private readonly folder: string,
    private readonly checksums: unknown,
  ) {
    mkdirSync(folder, { recursive: true });
  }

  /**
   * @param stage - its name
   * @param settings - those that its result depends on; other ones give another file
   * @param work - done when no file has its result
   */
  async run(stage: string, settings: unknown, work: () => Promise<StageArrays>): Promise<StageArrays> {
    const path = `${this.fileFor(stage, settings)}.genre`;
    const started = performance.now();
    if (existsSync(path)) {
      const { sections } = decodeModel(readFileSync(path), { maxBytes: 2 ** 31 });
      console.log(`${stage}: done before`);
      return Object.fromEntries([...sections].map(([name, { data }]) => [name, data]));
    }
    const arrays = await work();
    const sections = new Map(Object.entries(arrays).map(([name, data]) => [name, toSection(data)]));
    const bytes = encodeModel({ header: { stage }, sections }, { isCompressed: false });
    writeFileSync(`${path}.part`, bytes);
    renameSync(`${path}.part`, path);
    console.log(`${stage}: ${((performance.now() - started) / 1000).toFixed(0)} s`);
    return arrays;
  }

  /** @returns where a stage may keep what it has so far: a path of its own for other settings or data */
  fileFor(stage: string, settings: unknown): string {
    const origin = JSON.stringify([this.checksums, settings]);
    const key = createHash('sha256').update(origin).digest('hex').slice(0, 16);
    return join(this.folder, `${stage}-${key}`);
  }
}
