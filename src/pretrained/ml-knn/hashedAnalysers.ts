import type { Analyser } from '../../text/Analyser.ts';
import { hashedWords } from '../../text/hashedWords.ts';

/** The analysers of the bundled ML-KNN: words of titles, words of plots, stems. */
export const hashedAnalysers: readonly Analyser[] = /* @__PURE__ */ Object.freeze([
  /* @__PURE__ */ hashedWords(),
  /* @__PURE__ */ hashedWords({ stopWords: 'english' }),
  /* @__PURE__ */ hashedWords({ stopWords: 'english', prefixLength: 5 }),
]);
