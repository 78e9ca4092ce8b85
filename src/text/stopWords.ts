/*
 * English function words: articles, pronouns, auxiliaries, prepositions, conjunctions, and adverbs of place, time and
 * degree. Content words that other lists carry ("fire", "system", "bill") stay out: they tell genres apart.
 */
const ENGLISH = `
a about above across after afterwards again against all almost alone along already also although always am among
amongst an and another any anybody anyhow anyone anything anyway anywhere are aren around as at away back be became
because become becomes becoming been before beforehand behind being below beside besides between beyond both but by
can cannot could couldn did didn do does doesn doing don done down due during each either else elsewhere enough etc
even ever every everybody everyone everything everywhere except few for former formerly from further had hadn has hasn
have haven having he hence her here hereby herein hers herself him himself his how however if in indeed instead into
is isn it its itself just keep last latter least less ll made many may maybe me meanwhile might mine more moreover
most mostly much must mustn my myself namely near neither nevertheless next no nobody none nor not nothing now nowhere
of off often on once one only onto or other others otherwise our ours ourselves out over own per perhaps quite rather
re really same seem seemed seeming seems several shall shan she should shouldn since so some somebody somehow someone
something sometime sometimes somewhere still such than that the their theirs them themselves then thence there thereby
therefore therein these they this those though through throughout thus to together too toward towards under until up
upon us ve very via was wasn we were weren what whatever when whence whenever where whereas whereby wherein whereupon
wherever whether which whichever while whither who whoever whole whom whose why will with within without won would
wouldn yet you your yours yourself yourselves
`;

/**
 * The stop words that the option `stopWords: 'english'` stands for.
 *
 * @returns lower-case words in code-point order
 *
 * @example
 * ```ts
 * import { englishStopWords } from 'genrekit/toolkit';
 * console.log(englishStopWords().includes('the')); // true
 * ```
 */
export function englishStopWords(): readonly string[] {
  return ENGLISH.trim().split(/\s+/);
}
