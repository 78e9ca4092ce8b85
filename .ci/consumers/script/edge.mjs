import { loadPretrained } from 'genrekit/pretrained';
import { answer } from './answer.mjs';
import { movies } from './movies.mjs';

export default {
  fetch: async () => new Response(JSON.stringify(await answer(loadPretrained, movies))),
};
