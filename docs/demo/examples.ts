/** Movies to begin with; the first is on the page when it opens. */
export const examples: readonly { readonly title: string; readonly plot: string }[] = [
  {
    title: 'Othello',
    plot: 'A general of Venice is driven to murderous jealousy by the lies of his trusted ensign, and kills the wife who loves him.',
  },
  {
    title: 'The Last Signal',
    plot: 'On a mining ship far from Earth, the crew wakes to a distress call. What they bring on board from the dead planet hunts them one by one.',
  },
  {
    title: 'Table for Two',
    plot: 'A baker and a food critic write each other letters under false names, and fall in love while quarrelling every morning in her shop.',
  },
  {
    title: 'Dust Road',
    plot: 'An ageing sheriff and a young outlaw must cross the desert together when a gang of bank robbers takes over their town.',
  },
];
