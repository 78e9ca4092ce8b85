import { byId, counted } from './dom.ts';
import { expectationOf, type Judgement } from './judge.ts';

/** The slider that moves all thresholds, and what it does. */
export class Strictness {
  private readonly slider = byId('strictness', HTMLInputElement);
  private readonly effect = byId('effect', HTMLElement);

  /** @param onChange - told whenever it moves */
  constructor(onChange: () => void) {
    this.slider.addEventListener('input', onChange);
  }

  /** How far thresholds are moved, in log-odds. */
  get shift(): number {
    return this.slider.valueAsNumber;
  }

  /**
   * @param judgement - what is decided now
   * @param tuned - what would be with the thresholds as tuned
   */
  show(judgement: Judgement, tuned: Judgement): void {
    const { shift } = this;
    this.slider.ariaValueText =
      shift === 0 ? 'as tuned' : `${Math.abs(shift).toFixed(1)} ${shift > 0 ? 'stricter' : 'more generous'}`;
    this.effect.textContent = describe(judgement, tuned, shift);
  }
}

function describe(judgement: Judgement, tuned: Judgement, shift: number): string {
  const { toldCount, right, missed } = expectationOf(judgement);
  const before = tuned.verdicts.filter(({ isTold }) => isTold).length;
  const change = shift === 0 ? '' : ` (${before} as tuned)`;
  return (
    `${counted(toldCount, 'genre')} told${change}. Going by the probabilities, ${right.toFixed(1)} right on average, ` +
    `and ${missed.toFixed(1)} true ones left out.`
  );
}
