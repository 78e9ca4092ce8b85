import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { GenrekitError } from '../errors.ts';
import { decodeModel } from '../format/decodeModel.ts';
import { encodeModel } from '../format/encodeModel.ts';
import { isPlainObject } from '../format/isPlainObject.ts';
import type { SectionContent } from '../format/Section.ts';
import { toSection } from '../format/toSection.ts';
import type { Checkpoint } from '../learners/FitContext.ts';

/** Tells checkpoints from models, which are files of the same format. */
const KIND = 'training-checkpoint';

/** Moments and averages make a checkpoint several times as large as its model. */
const MAX_BYTES = 2 ** 32;

/**
 * Writes a checkpoint, whole or not at all: a training that is stopped while it writes leaves the one before.
 *
 * @param path - of the file
 * @param checkpoint - what a training gave
 */
export function writeCheckpointFile(path: string, { settings, arrays }: Checkpoint): void {
  const sections = new Map<string, SectionContent>(
    Object.entries(arrays).map(([name, numbers]) => [name, toSection(numbers)]),
  );
  const bytes = encodeModel({ header: { kind: KIND, settings }, sections }, { isCompressed: false });
  writeFileSync(`${path}.part`, bytes);
  renameSync(`${path}.part`, path);
}

/**
 * @param path - of the file
 * @returns where the training goes on; `undefined` when there is no such file
 * @throws GenrekitError `invalid-model` for a file that is no checkpoint
 */
export function readCheckpointFile(path: string): Checkpoint | undefined {
  if (!existsSync(path)) return undefined;
  const { header, sections } = decodeModel(readFileSync(path), { maxBytes: MAX_BYTES });
  if (header.kind !== KIND || !isPlainObject(header.settings)) {
    throw new GenrekitError(
      'invalid-model',
      `'${path}' is no checkpoint of a training. Name another file for --checkpoint, or remove it to train from the start.`,
    );
  }
  const arrays = Object.fromEntries([...sections].map(([name, { data }]) => [name, data]));
  return { settings: header.settings, arrays: arrays as Checkpoint['arrays'] };
}
