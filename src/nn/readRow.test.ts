import { describe, expect, it } from 'vitest';
import { SEPARATOR } from '../features/TokenRows.ts';
import { type ReadingSettings, readRow } from './readRow.ts';

const TITLE = [11, 12, SEPARATOR];
const PLOT = [13, 14, 15, 16];
const WHOLE: ReadingSettings = { wordDropout: 0, titleDropout: 0, plotDropout: 0 };

/** The row as each of many readings sees it, one text a reading. */
function readings(row: readonly number[], settings: Partial<ReadingSettings>, count = 2000): string[] {
  // The row lies among others, and is written after something.
  const ids = Int32Array.from([99, ...row, 99]);
  const to = new Int32Array(row.length + 2).fill(-1);
  return Array.from({ length: count }, (_, seed) => {
    const range = { first: 1, end: 1 + row.length };
    const end = readRow(ids, range, { ...WHOLE, ...settings }, seed, to, 2);
    return to.slice(2, end).join(' ');
  });
}

/** Share of the readings that are equal to a row. */
function shareOf(found: readonly string[], row: readonly number[]): number {
  return found.filter((text) => text === row.join(' ')).length / found.length;
}

describe('readRow', () => {
  it('reads all of a row when nothing is left out', () => {
    expect(shareOf(readings([...TITLE, ...PLOT], {}), [...TITLE, ...PLOT])).toBe(1);
    expect(shareOf(readings([], { wordDropout: 0.5 }), [])).toBe(1);
  });

  it('leaves out the title or the plot as often as asked', () => {
    const found = readings([...TITLE, ...PLOT], { titleDropout: 0.3, plotDropout: 0.1 });
    expect(shareOf(found, PLOT)).toBeCloseTo(0.3, 1);
    expect(shareOf(found, TITLE)).toBeCloseTo(0.1, 1);
    expect(shareOf(found, [...TITLE, ...PLOT])).toBeCloseTo(0.6, 1);
  });

  it.each([
    ['a title alone', TITLE],
    ['a plot alone', PLOT],
    ['an empty title', [SEPARATOR, ...PLOT]],
  ])('keeps the only field: %s', (_, row) => {
    expect(shareOf(readings(row, { titleDropout: 0.5, plotDropout: 0.5 }), row)).toBe(1);
  });

  it('leaves out words as often as asked, but never all', () => {
    const found = readings(PLOT, { wordDropout: 0.4 }, 4000);
    expect(found.filter((text) => text.includes('14')).length / 4000).toBeCloseTo(0.6, 1);
    expect(readings([13], { wordDropout: 0.9 }).every((text) => text === '13')).toBe(true);
  });
});
