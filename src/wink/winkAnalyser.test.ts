import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { TfidfVectorizer } from '../features/TfidfVectorizer.ts';
import { PhraseModel } from './PhraseModel.ts';
import { type PartOfSpeech, type WinkAnalyserOptions, winkAnalyserDefaults } from './WinkAnalyserOptions.ts';
import { winkAnalyser } from './winkAnalyser.ts';

const all = winkAnalyser({ partsOfSpeech: 'all', hasNegationMarks: false });

function terms(text: string, options?: WinkAnalyserOptions): string[] {
  return winkAnalyser(options)
    .tokens(text)
    .map(({ term }) => term);
}

/** The pieces of the text that the tokens stand for. */
function pieces(text: string, analyser = all): string[] {
  return analyser.tokens(text).map(({ start, end }) => text.slice(start, end));
}

describe('winkAnalyser', () => {
  it('gives the lemmas of content words', () => {
    expect(terms('The murderers were running through a better city.')).toEqual([
      'murderer',
      'run',
      'good',
      'city',
    ]);
    expect(terms('Amélie dreams of Africa and of mice.')).toEqual(['amélie', 'dream', 'africa', 'mouse']);
  });

  it('gives normal forms and stems', () => {
    expect(terms('The Murderers were running', { form: 'normal' })).toEqual(['murderers', 'running']);
    expect(terms('The Murderers were running', { form: 'stem' })).toEqual(['murder', 'run']);
  });

  it('never stems what has a digit', () => {
    expect(terms('1943 3rd 30s Se7en 13', { form: 'stem', partsOfSpeech: 'all' })).toEqual([
      '1943',
      '3rd',
      '30s',
      'se7en',
      '13',
    ]);
  });

  it('keeps the parts of speech asked for', () => {
    const text = 'She quickly stole 3 red cars!';
    expect(terms(text, { partsOfSpeech: ['NOUN'] })).toEqual(['car']);
    expect(terms(text, { partsOfSpeech: ['ADV', 'NUM'] })).toEqual(['quickly', '3']);
    expect(terms(text, { partsOfSpeech: 'all' })).toEqual([
      'she',
      'quickly',
      'steal',
      '3',
      'red',
      'car',
      '!',
    ]);
  });

  it('marks what a negation applies to, to the end of the sentence', () => {
    const text = "He doesn't love her. She loves him.";
    expect(terms(text)).toEqual(['not_love', 'love']);
    expect(terms(text, { hasNegationMarks: false })).toEqual(['love', 'love']);
  });

  it('joins phrases', () => {
    const phrases = PhraseModel.fromState({
      analyserId: winkAnalyser().id,
      scoring: 'mikolov',
      minCount: 5,
      threshold: 10,
      phrases: [['serial', 'killer', 12]],
    });
    const analyser = winkAnalyser({ phrases });
    const text = 'A detective hunts serial  killers.';
    expect(analyser.tokens(text).map(({ term }) => term)).toEqual(['detective', 'hunt', 'serial_killer']);
    expect(pieces(text, analyser)).toEqual(['detective', 'hunts', 'serial  killers']);
  });

  it('refuses phrases learned with other settings', () => {
    const state = { scoring: 'mikolov', minCount: 5, threshold: 10, phrases: [] } as const;
    const phrases = PhraseModel.fromState({ ...state, analyserId: winkAnalyser({ form: 'stem' }).id });
    expect(() => winkAnalyser({ phrases })).toThrow(/learned with the analyser/);
    expect(winkAnalyser({ form: 'stem', phrases }).id).toContain(phrases.digest);
  });

  it('feeds a vectoriser', () => {
    const vectorizer = new TfidfVectorizer({ analyser: winkAnalyser(), ngrams: [1, 2] });
    vectorizer.fit(['The wolves ran away.', 'A wolf runs.']);
    expect(vectorizer.terms).toEqual(['away', 'run', 'run away', 'wolf', 'wolf run']);
  });
});

describe('the offsets of winkAnalyser', () => {
  it.each([
    ['emoji', 'A 😀 cat 👨‍👩‍👧 ran', ['A', '😀', 'cat', '👨', '\u200d', '👩', '\u200d', '👧', 'ran']],
    ['accents', 'Amélie’s cafe\u0301  naïve', ['Amélie', '’s', 'cafe\u0301', 'naïve']],
    ['line ends', 'one\r\ntwo\n\n three', ['one', 'two', 'three']],
    ['tabs', '\tone \t two', ['one', 'two']],
    [
      'contractions',
      "He doesn't, she CAN’T, they'd've.",
      ['He', 'does', "n't", ',', 'she', 'CA', 'N’T', ','],
    ],
    ['rare spaces', '\ufeffone\u00a0two\u3000three\u2028\v four', ['one', 'two', 'three', 'four']],
    ['a contraction that wink shortens', "whomst'd've gone", ['whom', "'d", "'ve", 'gone']],
    ['repeated words', 'the cat the cat', ['the', 'cat', 'the', 'cat']],
    ['many spaces', `one${' '.repeat(70_000)}two`, ['one', 'two']],
  ])('are exact for %s', (_, text, expected) => {
    expect(pieces(text).slice(0, expected.length)).toEqual(expected);
  });

  it('cover everything but white space, in order', () => {
    const unit = fc.oneof(
      fc.constantFrom(
        "'s",
        "n't",
        'Zork',
        '3rd',
        'U.S.',
        'can',
        '-',
        '...',
        '"',
        '(',
        ' ',
        ' ',
        '\r\n',
        '\t',
        '\u00a0',
      ),
      fc.constantFrom(
        '😀',
        '\ud83d',
        'e\u0301',
        '日',
        'http://a.bc/d?e',
        '@me',
        '#tag',
        ':)',
        '$9.50',
        '1,000',
        'İ',
      ),
      fc.string({ unit: 'binary', maxLength: 3 }),
    );
    fc.assert(
      fc.property(
        fc.array(unit, { maxLength: 60 }),
        fc.integer({ min: 10, max: 40 }),
        (units, maxRunLength) => {
          const text = units.join('');
          const analyser = winkAnalyser({ partsOfSpeech: 'all', form: 'stem', maxRunLength });
          let covered = 0;
          for (const { term, start, end } of analyser.tokens(text)) {
            expect(text.slice(covered, start)).toMatch(/^\s*$/);
            expect(end).toBeGreaterThan(start);
            expect(term).toMatch(/^\S+$/);
            covered = end;
          }
          expect(text.slice(covered)).toMatch(/^\s*$/);
        },
      ),
      { numRuns: 300 },
    );
  });
});

describe('the id of winkAnalyser', () => {
  it('names every setting that changes the tokens', () => {
    const settings: WinkAnalyserOptions[] = [
      {},
      { form: 'normal' },
      { form: 'stem' },
      { partsOfSpeech: 'all' },
      { partsOfSpeech: ['NOUN'] },
      { hasNegationMarks: false },
      { maxRunLength: 50 },
      { maxTextLength: 500 },
      ...[[['a', 'b', 1] as const], [['a', 'c', 1] as const]].map((phrases) => ({
        phrases: PhraseModel.fromState({
          analyserId: winkAnalyser().id,
          scoring: 'npmi',
          minCount: 1,
          threshold: 0,
          phrases,
        }),
      })),
    ];
    const ids = settings.map((options) => winkAnalyser(options).id);
    expect(new Set(ids).size).toBe(settings.length);
  });

  it('does not depend on what makes no difference', () => {
    expect(winkAnalyser({ partsOfSpeech: ['VERB', 'NOUN', 'VERB'] }).id).toBe(
      winkAnalyser({ partsOfSpeech: ['NOUN', 'VERB'] }).id,
    );
    expect(winkAnalyser(winkAnalyserDefaults).id).toBe(winkAnalyser().id);
  });

  it('stays true when the caller changes the list afterwards', () => {
    const partsOfSpeech: PartOfSpeech[] = ['NOUN'];
    const analyser = winkAnalyser({ partsOfSpeech });
    partsOfSpeech.push('VERB');
    expect(analyser.id).toBe(winkAnalyser({ partsOfSpeech: ['NOUN'] }).id);
    expect(pieces('The wolves ran', analyser)).toEqual(['wolves']);
  });
});

describe('hostile input to winkAnalyser', () => {
  it.each(['a', '//a-', 'a.b-', '-', '日', '😀', "a'", '1', '\u0301', '\ud800', '(', '\n', ' '])(
    'is read to the end: 100,000 characters of %j',
    (unit) => {
      const text = unit.repeat(100_000 / unit.length);
      const tokens = all.tokens(text);
      const last = tokens.at(-1);
      if (unit.trim() === '') expect(tokens).toEqual([]);
      else expect(last?.end).toBe(text.length);
    },
  );

  it('is cut at the length limit', () => {
    const tokens = winkAnalyser({ maxTextLength: 20, partsOfSpeech: 'all' }).tokens('word '.repeat(50));
    expect(tokens.map(({ end }) => end)).toEqual([4, 9, 14, 19]);
  });

  it('is a word like any other when it names a property of objects', () => {
    const text = 'constructor __proto__ toString hasOwnProperty valueOf';
    const once = all.tokens(text);
    expect(all.tokens(text)).toEqual(once);
    expect(pieces(text).join('')).toBe(text.replaceAll(' ', ''));
  });

  it('is refused when it is no text', () => {
    for (const value of [undefined, null, 7, ['a']]) {
      expect(() => all.tokens(value as unknown as string)).toThrow(
        expect.objectContaining({ code: 'invalid-value' }),
      );
    }
    expect(all.tokens('')).toEqual([]);
  });
});

describe('the options of winkAnalyser', () => {
  it.each([
    [{ form: 'lemmas' }, /winkAnalyser\.form .*'lemma', 'normal', 'stem'.*"lemmas"/],
    [{ partsOfSpeech: [] }, /partsOfSpeech .* an array of 0/],
    [{ partsOfSpeech: 'NOUN' }, /partsOfSpeech .*"NOUN"/],
    [{ partsOfSpeech: ['NOUN', 'noun'] }, /partsOfSpeech\[1\] .*"noun"/],
    [{ hasNegationMarks: 1 }, /hasNegationMarks/],
    [{ maxRunLength: 5 }, /maxRunLength .*at least 10/],
    [{ maxRunLength: Number.NaN }, /maxRunLength/],
    [{ maxTextLength: 0 }, /maxTextLength/],
    [{ phrases: [] }, /phrases .*PhraseModel/],
    [{ lemma: true }, /no option "lemma"/],
  ])('%j is refused', (options, message) => {
    const make = () => winkAnalyser(options as unknown as WinkAnalyserOptions);
    expect(make).toThrow(message);
    expect(make).toThrow(expect.objectContaining({ code: 'invalid-option' }));
  });
});
