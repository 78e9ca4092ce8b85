import { describe, expect, it } from 'vitest';
import { GenrekitError, type GenrekitErrorCode } from '../errors.ts';
import { exitCodeOf } from './exitCodes.ts';
import { formatScore, formatTable, oneLine, reportError } from './Output.ts';

function report(error: unknown, isJson: boolean) {
  let text = '';
  const stream = { write: (piece: string) => (text += piece) };
  const never = {
    write: () => {
      throw new Error('Errors do not go to standard output.');
    },
  };
  const exitCode = reportError(
    { stdout: never, stderr: stream, stdin: (async function* () {})() },
    error,
    isJson,
  );
  return { exitCode, text };
}

describe('errors', () => {
  it.each<[GenrekitErrorCode, number]>([
    ['invalid-option', 2],
    ['unknown-label', 2],
    ['file-error', 2],
    ['aborted', 2],
    ['invalid-data', 3],
    ['invalid-movie', 3],
    ['invalid-labels', 3],
    ['invalid-value', 3],
    ['shape-mismatch', 3],
    ['invalid-model', 4],
    ['unsupported-model', 4],
    ['not-fitted', 4],
  ])('of the kind %s end with %i', (code, exitCode) => {
    const error = new GenrekitError(code, 'The value is wrong.');
    expect(exitCodeOf(error)).toBe(exitCode);
    expect(report(error, false)).toEqual({ exitCode, text: 'genrekit: The value is wrong.\n' });
    const { text } = report(error, true);
    expect(JSON.parse(text)).toEqual({ error: { code, message: 'The value is wrong.', exitCode } });
    expect(text.endsWith('}\n')).toBe(true);
  });

  it('that are none of ours are told apart', () => {
    expect(report(new TypeError('x is undefined'), false)).toEqual({
      exitCode: 1,
      text: 'genrekit: x is undefined\n',
    });
    expect(JSON.parse(report('just text', true).text).error).toEqual({
      code: 'internal-error',
      message: 'just text',
      exitCode: 1,
    });
  });

  it('take one line, and cannot play tricks on a terminal', () => {
    expect(oneLine('a\r\n  b\u2028c\x1b[2Jd\x07')).toBe('a b c [2Jd');
    const { text } = report(new GenrekitError('invalid-data', "The column 'x\n\ny' is bad."), false);
    expect(text).toBe("genrekit: The column 'x y' is bad.\n");
  });
});

describe('tables', () => {
  it('have a first column aligned left and others aligned right', () => {
    expect(
      formatTable(
        ['genre', 'n'],
        [
          ['War', '10'],
          ['Romance', '5'],
        ],
      ),
    ).toBe('genre     n\nWar      10\nRomance   5\n');
    expect(formatTable(['genre', 'n'], [])).toBe('genre  n\n');
  });

  it('show scores with four digits, and a dash where there is none', () => {
    expect([0, 1, 0.12345, null, undefined].map(formatScore)).toEqual([
      '0.0000',
      '1.0000',
      '0.1235',
      '-',
      '-',
    ]);
  });
});
