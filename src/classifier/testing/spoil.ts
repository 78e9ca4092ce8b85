import { expect } from 'vitest';
import type { SectionContent } from '../../format/Section.ts';
import { tamper } from '../../testing/tamper.ts';
import type { GenreClassifier } from '../GenreClassifier.ts';

const LARGEST = {
  f64: 1.7e308,
  f32: 3.4e38,
  f16: 0x7bff,
  i32: 2 ** 31 - 1,
  u32: 2 ** 32 - 1,
  u16: 65535,
  i8: 127,
  u8: 255,
};

/** Ways to spoil a section, whatever is in it. */
const WAYS: Readonly<Record<string, (section: SectionContent) => SectionContent | undefined>> = {
  removed: () => undefined,
  emptied: ({ type, data }) => ({ type, data: data.slice(0, 0) }) as SectionContent,
  shortened: ({ type, data }) => ({ type, data: data.slice(1) }) as SectionContent,
  'made bytes': () => ({ type: 'u8', data: Uint8Array.of(1, 2, 3) }),
  'made text': () => ({ type: 'text', data: ['a', 'b'] }),
  zeroed: (section) => filled(section, 0, ''),
  'filled with ones': (section) => filled(section, 1, 'a'),
  'filled with what is largest': (section) =>
    filled(section, section.type === 'text' ? 0 : LARGEST[section.type], '\uffff'),
  reversed: ({ type, data }) => ({ type, data: data.slice().reverse() }) as SectionContent,
};

/** The names of the ways. */
export const waysToSpoil: readonly string[] = Object.keys(WAYS);

/**
 * @param file - a model
 * @param name - one of its sections
 * @param how - one of {@link waysToSpoil}
 * @returns the model with the section spoilt, and a right checksum
 */
export function spoilt(file: Uint8Array, name: string, how: string): Uint8Array {
  return tamper(file, (_header, sections) => {
    const section = WAYS[how]!(sections.get(name)!);
    if (section === undefined) sections.delete(name);
    else sections.set(name, section);
  });
}

function filled({ type, data }: SectionContent, number: number, text: string): SectionContent {
  return (
    type === 'text' ? { type, data: data.map(() => text) } : { type, data: data.slice().fill(number) }
  ) as SectionContent;
}

const MOVIES = [
  { title: 'War' },
  { plot: 'A young man in the war.' },
  { title: 'War', plot: 'A man in the war.' },
];

/**
 * Opens a changed model and uses it: it is either refused as a bad model, or answers in numbers.
 *
 * @param open - opens it
 * @returns the message of the refusal, if it was refused
 */
export async function refusalOf(
  open: () => GenreClassifier | Promise<GenreClassifier>,
): Promise<string | undefined> {
  let classifier: GenreClassifier;
  try {
    classifier = await open();
  } catch (error) {
    expectBadModel(error);
    return (error as Error).message;
  }
  for (const scores of classifier.predictProbaAll(MOVIES)) {
    expect(scores.map(({ label }) => label).toSorted()).toEqual(classifier.labels.toSorted());
    expect(scores.every(({ score }) => score >= 0 && score <= 1)).toBe(true);
  }
  classifier.predictAll(MOVIES);
  const { training } = await classifier.inspect({ wordCount: 3 });
  for (const quality of Object.values(training.outOfFold)) expect(quality.microF1.toFixed(2)).toMatch(/^\d/);
  const { rawScore, words, neighbours, links } = await classifier.explain(MOVIES[2]!);
  for (const { value } of [...words, ...links, { value: rawScore }])
    expect(Number.isFinite(value)).toBe(true);
  for (const { row, title } of neighbours) expect([row >= 0, title === ''].join()).toBe('true,false');
  await classifier.labelGraph().catch(expectBadModel);
  return undefined;
}

function expectBadModel(error: unknown): void {
  expect(error).toMatchObject({
    name: 'GenrekitError',
    code: expect.stringMatching(/^(invalid|unsupported)-model$/),
  });
  expect((error as Error).message).not.toMatch(/is not a function|is not iterable|Cannot read/);
}
