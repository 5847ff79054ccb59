// Processor seconds that another segmenter takes for a text, line by line: node peers.js icu|node-rs TEXT
// ICU is the one inside Node.js; @node-rs/jieba is found where NODE_PATH says (npm install @node-rs/jieba).
const fs = require("fs");
const [peer, path] = process.argv.slice(2);
const lines = fs.readFileSync(path, "utf8").split("\n");
let cut;
if (peer === "icu") {
  const segmenter = new Intl.Segmenter("zh", { granularity: "word" });
  cut = (line) => { let n = 0; for (const _ of segmenter.segment(line)) n++; return n; };
} else {
  const { Jieba } = require("@node-rs/jieba");
  const jieba = Jieba.withDict(require("@node-rs/jieba/dict").dict);
  cut = (line) => jieba.cut(line, true).length;
}
cut("推进两化深度融合");
const start = process.cpuUsage();
let count = 0;
for (const line of lines) count += cut(line);
const used = process.cpuUsage(start);
console.log((used.user + used.system) / 1e6, count);
