// Threads to measure with: the same size always gives the same thread. Four comments in ten stand on the article
// itself, the others answer one before them, four levels deep at most; one in five is Vietnamese.

/**
 * @typedef {object} Comment
 * @property {number} index
 * @property {number | undefined} parent  index of the comment it answers, always a smaller one
 * @property {number} root  index of the comment on the article that it stands under, or its own
 * @property {string} name
 * @property {string} email
 * @property {string} text  45 to 75 words of Markdown
 */

const ENGLISH = `the river council said on Tuesday that its new flood barrier would be ready before winter but many people living
near the water doubt it because earlier promises were broken and costs have risen twice since work began while engineers argue
about gates pumps roads schools and who will pay for repairs if another storm arrives early or late in season`.split(/\s+/);
const VIETNAMESE = `hội đồng thành phố cho biết hôm thứ ba rằng đê chắn lũ mới sẽ hoàn thành trước mùa đông nhưng nhiều người dân
sống gần sông vẫn nghi ngờ vì những lời hứa trước đây không được giữ và chi phí đã tăng gấp đôi kể từ khi khởi công trong lúc
các kỹ sư còn tranh cãi về cửa cống máy bơm đường sá trường học`.split(/\s+/);
const NAMES = [
  "Alice Moore", "Nguyễn Văn An", "Brian O'Neil", "Trần Thị Bích", "Carla Diaz",
  "Lê Hoàng", "Deepak Rao", "Phạm Minh Đức", "Eva Novak", "Vũ Thu Hà",
];
const MOST_LEVELS = 4;

/** A thread of so many comments. @param {number} size @returns {Comment[]} */
export function thread(size) {
  const random = randomness(1000 + size);
  /** @param {readonly any[]} list */
  const any = (list) => list[Math.floor(random() * list.length)];
  /** @type {Comment[]} */
  const comments = [];
  /** @type {number[]} */
  const levels = [];
  /** Comments that may still be answered. @type {number[]} */
  const open = [];
  for (let index = 0; index < size; index++) {
    const parent = open.length && random() >= 0.4 ? any(open) : undefined;
    levels[index] = parent === undefined ? 1 : levels[parent] + 1;
    if (levels[index] < MOST_LEVELS) open.push(index);
    const root = parent === undefined ? index : comments[parent].root;
    comments.push({ index, parent, root, name: any(NAMES), email: `reader${index % 200}@example.org`, text: text(random, index) });
  }
  return comments;
}

/** @param {() => number} random @param {number} index */
function text(random, index) {
  const words = sentences(random, random() < 0.2 ? VIETNAMESE : ENGLISH, 45 + Math.floor(random() * 31));
  if (random() < 0.15) words[3] = `**${words[3]}**`;
  if (random() < 0.3) words[Math.floor(words.length / 2)] += "\n\n";
  return `${words.join(" ").replaceAll("\n ", "\n")} (#${index})`;
}

/** @param {() => number} random @param {string[]} vocabulary @param {number} count */
function sentences(random, vocabulary, count) {
  /** @type {string[]} */
  const words = [];
  while (words.length < count) {
    const length = Math.min(6 + Math.floor(random() * 8), count - words.length);
    const start = Math.floor(random() * vocabulary.length);
    const sentence = Array.from({ length }, (_, n) => vocabulary[(start + n) % vocabulary.length]);
    sentence[0] = sentence[0][0].toUpperCase() + sentence[0].slice(1);
    words.push(...sentence.slice(0, -1), `${sentence.at(-1)}.`);
  }
  return words;
}

/** Numbers from 0 to 1 that are the same in every run (mulberry32). @param {number} seed */
function randomness(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
