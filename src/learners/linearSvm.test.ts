import { describe, expect, it } from 'vitest';
import { checkLearner } from './BinaryLearner.ts';
import { linearSvm, linearSvmDefaults } from './linearSvm.ts';
import { logisticRegression, logisticRegressionDefaults } from './logisticRegression.ts';

const badOption = expect.objectContaining({ code: 'invalid-option' });

describe.each([
  ['linearSvm', linearSvm, linearSvmDefaults],
  ['logisticRegression', logisticRegression, logisticRegressionDefaults],
] as const)('%s', (kind, make, defaults) => {
  it('describes itself by plain frozen data with every option', () => {
    expect(make()).toEqual({ kind, ...defaults });
    expect(make({ c: 0.2, classWeight: { positive: 2, negative: 1 } })).toMatchObject({
      c: 0.2,
      classWeight: { positive: 2, negative: 1 },
    });
    const described = make({ classWeight: { positive: 2, negative: 1 } });
    expect(
      Object.isFrozen(described) && Object.isFrozen(described.classWeight) && Object.isFrozen(defaults),
    ).toBe(true);
    expect(structuredClone(described)).toEqual(described);
  });

  it.each([
    { c: 0 },
    { c: Number.NaN },
    { c: '1' },
    { tolerance: 0 },
    { maxIterations: 0 },
    { maxIterations: 1.5 },
    { biasScale: -1 },
    { classWeight: 'heavy' },
    { classWeight: null },
    { classWeight: { positive: 1 } },
    { classWeight: { positive: 0, negative: 1 } },
    { classWeight: { positive: 1, negative: 1, neutral: 1 } },
    { penalty: 'l1' },
    { kind: 'other' },
    'c = 1',
  ])('refuses %o', (options) => {
    expect(() => make(options as never)).toThrow(badOption);
  });

  it('is recognised when it comes back from JSON or another thread', () => {
    const learner = make({ c: 0.3, classWeight: 'balanced' });
    expect(checkLearner(JSON.parse(JSON.stringify(learner)))).toEqual(learner);
    expect(Object.isFrozen(checkLearner({ ...learner }))).toBe(true);
  });
});

describe('linearSvm', () => {
  it('knows two losses', () => {
    expect(linearSvm({ loss: 'hinge' }).loss).toBe('hinge');
    expect(() => linearSvm({ loss: 'log' as 'hinge' })).toThrow(badOption);
  });
});

describe('checkLearner', () => {
  it.each([undefined, null, 'linearSvm', {}, { kind: 'tree' }, { kind: 'linearSvm', c: -1 }, linearSvm])(
    'refuses %o',
    (value) => {
      expect(() => checkLearner(value)).toThrow(badOption);
    },
  );
});
