import { loadPretrained } from 'genrekit/pretrained';
import { answer } from './answer.mjs';
import { movies } from './movies.mjs';

answer(loadPretrained, movies).then((given) => console.log(JSON.stringify(given)));
