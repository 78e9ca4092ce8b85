const { loadPretrained } = require('genrekit/pretrained');
const { answer } = require('./answer.cjs');
const { movies } = require('./movies.cjs');

answer(loadPretrained, movies).then((given) => console.log(JSON.stringify(given)));
