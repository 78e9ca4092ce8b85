import type { LoadedModel } from '../classifier/loadModel.ts';
import { GenrekitError } from '../errors.ts';
import type { BlendSettings } from '../strategies/blend/BlendSettings.ts';
import { BlendStrategy, notFitted } from '../strategies/blend/BlendStrategy.ts';
import { readSettings } from '../strategies/readSettings.ts';
import { type StrategyKit, withKit } from '../strategies/StrategyKit.ts';
import { MemberScores, memberScores } from './MemberScores.ts';

/** No blend has more members. */
export const MOST_MEMBERS = 8;

/**
 * The code of blends, needed to open saved ones, with the kits of their members:
 * `open(bytes, { strategies: [blendKit, attentionKit] })`.
 */
export const blendKit: StrategyKit = /* @__PURE__ */ blendKitOf();

/**
 * @param members - of a blend that was saved without them; by default they are in the file
 * @returns the code that opens it
 */
export function blendKitOf(members?: readonly LoadedModel[]): StrategyKit {
  return Object.freeze<StrategyKit>({
    id: 'blend',
    isCostly: true,
    create() {
      throw notFitted();
    },
    restore({ settings, arrays }, { labels }) {
      const read = readSettings(({ weights }) => blendSettings(weights as readonly number[]), settings);
      return new BlendStrategy(read, labels, arrays);
    },
    checkFeatures(value = memberScores()) {
      if ((value as { readonly kind?: unknown } | null)?.kind === 'scores') return memberScores();
      throw new GenrekitError(
        'invalid-option',
        'The features of a blend are the scores of its members; leave GenreClassifier.features out.',
      );
    },
    restoreFeatures({ arrays }, openMember) {
      return new MemberScores(members ?? readMembers(arrays, openMember!));
    },
  });
}

/** Blends of blends are refused: the code of blends is not among the kits that members are opened with. */
function readMembers(
  arrays: Readonly<Record<string, unknown>>,
  openMember: (bytes: Uint8Array) => unknown,
): LoadedModel[] {
  const count = Object.keys(arrays).length;
  if (count < 2 || count > MOST_MEMBERS) throw malformed(`it has ${count} members`);
  return Array.from({ length: count }, (_, member) => {
    const bytes = arrays[`member${member}`];
    if (!(bytes instanceof Uint8Array)) throw malformed(`member ${member} is missing`);
    return openMember(bytes) as LoadedModel;
  });
}

/**
 * @param weights - how much each member counts
 * @returns settings of a blend; the weights add up to 1
 * @throws GenrekitError `invalid-option` when they are no numbers from 0, or all 0
 */
export function blendSettings(weights: readonly number[]): BlendSettings {
  const isList =
    Array.isArray(weights) &&
    weights.length >= 2 &&
    weights.length <= MOST_MEMBERS &&
    Array.from(weights).every((weight) => typeof weight === 'number' && weight >= 0 && weight <= 1e9);
  const total = isList ? weights.reduce((sum, weight) => sum + weight, 0) : 0;
  if (!(total >= 1e-9)) {
    throw new GenrekitError(
      'invalid-option',
      `blend.weights must be 'chosen' or a number from 0 for each of 2 to ${MOST_MEMBERS} members, not all of them 0.`,
    );
  }
  const isNormal = Math.abs(total - 1) < 1e-12;
  const shares = Object.freeze(isNormal ? [...weights] : weights.map((weight) => weight / total));
  return withKit({ id: 'blend' as const, weights: shares }, blendKit);
}

function malformed(what: string): GenrekitError {
  return new GenrekitError('invalid-model', `The saved blend is malformed: ${what}. Save the model again.`);
}
