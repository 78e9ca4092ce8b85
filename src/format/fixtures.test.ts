import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { decodeModel } from './decodeModel.ts';
import { encodeModel, type ModelContent } from './encodeModel.ts';
import { deflatedContent, plainContent } from './fixtures/contents.ts';

const readFixture = (name: string) => readFileSync(new URL(`./fixtures/${name}`, import.meta.url));
const fixtures: [string, number, ModelContent][] = [
  ['v1.genre', 1, plainContent],
  ['v1-deflated.genre', 1, deflatedContent],
];

describe('a model of a shipped version stays readable', () => {
  it.each(fixtures)('%s', (name, formatVersion, content) => {
    const model = decodeModel(readFixture(name));
    expect(model.formatVersion).toBe(formatVersion);
    expect(model.header).toEqual(content.header);
    expect([...model.sections.keys()]).toEqual([...content.sections.keys()]);
    for (const [key, { type, data, shape = [data.length] }] of content.sections) {
      expect(model.sections.get(key)).toEqual({ type, data, shape });
    }
  });

  it('v1.genre is still what a writer makes, byte by byte', () => {
    const stored = new Uint8Array(readFixture('v1.genre'));
    expect(encodeModel(plainContent, { isCompressed: false })).toEqual(stored);
  });
});

describe('docs/model-format.md', () => {
  it('shows the bytes of v1.genre', () => {
    const text = readFileSync(new URL('../../docs/model-format.md', import.meta.url), 'utf8');
    const rows = [...text.matchAll(/^[0-9a-f]{8} {2}((?:[0-9a-f]{2} ?)+)/gm)];
    const shown = rows.flatMap(([, row]) => row!.trim().split(' '));
    expect(shown.map((byte) => Number.parseInt(byte, 16))).toEqual([...readFixture('v1.genre')]);
  });
});
