"use strict";
(function () {
  var data = JSON.parse(document.getElementById("data").textContent);
  var pageSize = 100;
  var words = {
    en: { terms: "Terms", trends: "Trends", method: "Method", search: "Search term or English ( / )", least: "Least termhood", least_f: "Least frequency", csv: "Save rows as CSV", theme: "Light / dark", language: "中文",
      rank: "Rank", term: "Term", english: "English", termhood: "Termhood", salience: "Salience", frequency: "Frequency", documents: "Documents", slope: "Slope a year", q: "q", first: "First", last: "Last", peak: "Peak", tau: "τ",
      back: "Back to the list", previous: "Previous", next: "Next", of: "of", rows: "rows", none: "Nothing matches.", contexts: "Contexts", suggestions: "English", evidence: "Evidence", variants: "Variants", measures: "Measures",
      measure: "Measure", value: "Value", unit: "Unit", meaning: "Meaning", usage: "Use over time", perMillion: "per million characters, with 95 % interval", noEnglish: "No English found.", method_page: "How this was made",
      formula: "Formula", citation: "Source", range: "Range", manifest: "Manifest", corpus: "Documents", name: "Name", date: "Date", characters: "Characters", tokens: "Tokens", rule: "Rule", count: "terms", keyness: "Key terms of the target periods",
      target: "Target", reference: "Reference", open: "open", bursts: "Bursts", change: "Change point", list: "List", all: "all", exact: "Exact string", period: "Period", trend: "Trend", made: "Made by", keys: "Keys: / search, ↑ ↓ move, Enter open, Esc back",
      emerging: "Emerging", declining: "Declining", bursting: "Bursting", persistent: "Persistent", vanished: "Vanished", "new": "New", skip: "Skip to content", by: "how found", score: "Score", untested: "not tested", test: "Test of the list", since: "since", before: "earlier and later half", drift: "English by year", share: "Share", summary_terms: "terms", summary_documents: "documents", summary_characters: "characters",
      noContexts: "No context kept.", allContexts: "All # contexts kept", alone: "Stand-alone", aloneHint: "Stand-alone: not inside of a longer term of the list", recent: "since", all_periods: "All periods", keyness_rule: "whole terms, as in the lists; strongest evidence (two-term G²) first; the interval is that of the log ratio" },
    zh: { terms: "术语", trends: "趋势", method: "方法", search: "搜索术语或英文（/）", least: "最低术语度", least_f: "最低频次", csv: "将这些行存为CSV", theme: "浅色／深色", language: "English",
      rank: "排名", term: "术语", english: "英文", termhood: "术语度", salience: "显著度", frequency: "频次", documents: "文件数", slope: "年斜率", q: "q值", first: "首见", last: "末见", peak: "峰值", tau: "τ",
      back: "返回列表", previous: "上一页", next: "下一页", of: "／共", rows: "行", none: "没有匹配的术语。", contexts: "语境", suggestions: "英文", evidence: "依据", variants: "变体", measures: "指标",
      measure: "指标", value: "数值", unit: "单位", meaning: "含义", usage: "历时使用", perMillion: "每百万字，附95%置信区间", noEnglish: "未找到英文。", method_page: "本报告的生成方法",
      formula: "公式", citation: "出处", range: "取值范围", manifest: "清单", corpus: "文件", name: "名称", date: "日期", characters: "字数", tokens: "词数", rule: "规则", count: "个术语", keyness: "目标时期的关键术语",
      target: "目标", reference: "参照", open: "打开", bursts: "突发", change: "变化点", list: "列表", all: "全部", exact: "字符串计数", period: "时期", trend: "趋势", made: "生成工具", keys: "按键：/ 搜索，↑ ↓ 移动，Enter 打开，Esc 返回",
      emerging: "上升", declining: "下降", bursting: "突发", persistent: "持续", vanished: "消失", "new": "新出现", skip: "跳到内容", by: "方法", score: "分数", untested: "未检验", test: "列表所据检验", since: "起", before: "前后两半时期", drift: "各年英文译法", share: "占比", summary_terms: "个术语", summary_documents: "份文件", summary_characters: "字",
      noContexts: "没有保留语境。", allContexts: "展开保留的全部#条语境", alone: "独立频次", aloneHint: "独立频次：不计更长术语之内的出现", recent: "起", all_periods: "全部时期", keyness_rule: "与各列表相同，只列完整术语；按证据强度（二项G²）由大到小排列；区间为对数比的置信区间" }
  };
  var language = (navigator.language || "en").toLowerCase().indexOf("zh") === 0 ? "zh" : "en";
  var state = { view: "terms", sort: "rank", down: false, text: "", least: 0, leastFrequency: 0, list: "", page: 0, term: -1 };
  var terms = data.terms, shown = [];
  function dense(sparse) {
    var counts = new Array(data.periods.length).fill(0);
    for (var k = 0; k + 1 < sparse.length; k += 2) counts[sparse[k]] = sparse[k + 1];
    return counts;
  }
  function usage(t) {
    if (!t.n || data.periods.length < 2) return null;
    var n = dense(t.n), per = function (v, p) { return 1e6 * v / data.sizes[p]; };
    return { n: n, x: t.x ? dense(t.x) : n, l: t.l ? dense(t.l) : n, u: n.map(per), lo: n.map(function (f, p) { return per(data.poisson[2 * f], p); }), hi: n.map(function (f, p) { return per(data.poisson[2 * f + 1], p); }) };
  }
  var haystack = terms.map(function (t) { return (t.t + "\n" + (t.e || "") + "\n" + (t.v || []).map(function (v) { return v[0]; }).join("\n")).toLowerCase(); });
  var indexOf = new Map(terms.map(function (t, i) { return [t.t, i]; }));
  var inList = {};
  (data.lists || []).forEach(function (l) { inList[l.n] = new Set(l.i); });
  var columns = [["rank", "r", 1], ["term", "t", 0], ["english", "e", 0], ["salience", "s", 1], ["termhood", "h", 1], ["frequency", "f", 1], ["alone", "a", 1], ["documents", "d", 1]]
    .concat(data.trends ? [["slope", "sl", 1], ["tau", "ta", 1], ["q", "q", 1], ["first", "fi", 0], ["last", "la", 0], ["peak", "pk", 0]] : [])
    .filter(function (c) { return c[1] === "r" || terms.some(function (t) { return t[c[1]] !== undefined && t[c[1]] !== null && t[c[1]] !== ""; }); });

  // What the data says in English: units, methods, relations, places.
  var chinese = {
    "occurrences": "次", "documents": "份文件", "per 10⁶ tokens": "每百万词", "per 10⁶ characters a year": "每百万字每年", "probability": "概率", "points": "分", "weighted occurrences": "加权次数", "score": "分值", "ratio": "比值", "bits": "比特",
    "doublings": "倍增次数", "share": "份额", "pairs": "对", "nats": "奈特", "period": "时期", "trained model": "训练所得模型", "see docs/extraction.md": "见docs/extraction.md", "exact for n < 10, else normal with ties": "n < 10时为精确值，否则用含结的正态近似",
    "Benjamini-Hochberg over all tested terms": "对全部受检术语作Benjamini-Hochberg校正", "Holm over all tested terms": "对全部受检术语作Holm校正", "log₂((a/c)/(b/d)), 0 counted as 0.5": "log₂((a/c)/(b/d))，0计为0.5",
    "ClientGlossary": "用户术语表", "TermBase": "内置术语库", "Variant": "变体", "Composition": "组合译法", "ParallelText": "平行文本",
    "abbreviation": "缩略", "quotes": "引号", "particle": "助词", "script": "繁简", "width": "全半角", "order": "语序", "full form": "全称", "conjunction": "连词", "separators": "分隔符号", "brackets": "括号", "spacing": "空格", "spelling": "拼写"
  };
  var english = { "ClientGlossary": "client glossary", "TermBase": "term base", "Variant": "another form", "Composition": "composed", "ParallelText": "parallel text" };
  function w(key) { return words[language][key] || key; }
  function say(text) { return (language === "zh" ? chinese : english)[text] || text; }
  function place(text) {
    if (language !== "zh") return text;
    return text.replace(/^line (\d+)$/, "第$1行").replace(/^page (\d+)$/, "第$1页").replace(/^paragraph (\d+)$/, "第$1段").replace(/^slide (\d+)(, notes)?$/, function (m, n, notes) { return "第" + n + "张幻灯片" + (notes ? "备注" : ""); })
      .replace(/^table (\d+), row (\d+), cell (\d+)$/, "表$1第$2行第$3格");
  }
  function evidence(text) { return language === "zh" ? text.replace("term base: ", "术语库：") : text; }
  function option(text) { return language === "zh" ? text.replace(/^option /, "选项 ") : text; }
  function span(from, to) { return from + "–" + to; }
  function el(name, attributes, children) {
    var e = document.createElement(name);
    fill(e, attributes, children);
    return e;
  }
  function svg(name, attributes, children) {
    var e = document.createElementNS("http://www.w3.org/2000/svg", name);
    fill(e, attributes, children);
    return e;
  }
  function fill(e, attributes, children) {
    Object.keys(attributes || {}).forEach(function (k) {
      if (k.indexOf("on") === 0) e.addEventListener(k.slice(2), attributes[k]);
      else if (attributes[k] !== null && attributes[k] !== undefined && attributes[k] !== false) e.setAttribute(k, attributes[k] === true ? "" : attributes[k]);
    });
    [].concat(children === undefined ? [] : children).forEach(function (c) { if (c !== null && c !== undefined) e.append(c); });
  }
  function number(x) {
    if (x === null || x === undefined || x === "") return "";
    if (typeof x !== "number") return String(x);
    if (Number.isInteger(x)) return String(x);
    var a = Math.abs(x);
    return a !== 0 && (a < 0.001 || a >= 1e7) ? x.toExponential(1) : a >= 100 ? x.toFixed(1) : a >= 1 ? x.toFixed(2) : x.toFixed(3);
  }
  function apply() {
    var needle = state.text.trim().toLowerCase(), set = state.list ? inList[state.list] : null;
    shown = [];
    for (var i = 0; i < terms.length; i++) {
      if (needle && haystack[i].indexOf(needle) < 0) continue;
      if (state.least > 0 && terms[i].h !== undefined && terms[i].h < state.least) continue;
      if (terms[i].f < state.leastFrequency) continue;
      if (set && !set.has(i)) continue;
      shown.push(i);
    }
    var key = (columns.find(function (c) { return c[0] === state.sort; }) || columns[0])[1], sign = state.down ? -1 : 1;
    shown.sort(function (a, b) {
      var x = terms[a][key], y = terms[b][key], xe = x === undefined || x === null || x === "", ye = y === undefined || y === null || y === "";
      if (xe || ye) return xe && ye ? a - b : xe ? 1 : -1;
      return (x < y ? -1 : x > y ? 1 : 0) * sign || a - b;
    });
    state.page = Math.min(state.page, Math.max(0, Math.ceil(shown.length / pageSize) - 1));
  }
  function link(i) { return "#term=" + encodeURIComponent(terms[i].t); }
  function drawTable() {
    apply();
    var head = document.getElementById("head"), body = document.getElementById("rows");
    head.replaceChildren(el("tr", {}, columns.map(function (c) {
      return el("th", { scope: "col", "class": c[2] ? "number" : null, title: c[0] === "alone" ? w("aloneHint") : null, "aria-sort": state.sort === c[0] ? (state.down ? "descending" : "ascending") : "none" },
        el("button", { type: "button", "data-sort": c[0], onclick: function () {
          state.down = state.sort === c[0] ? !state.down : c[2] === 1 && c[0] !== "rank" && c[0] !== "q";
          state.sort = c[0]; state.page = 0; drawTable();
          document.querySelector("[data-sort='" + c[0] + "']").focus();
        } }, w(c[0])));
    })));
    var from = state.page * pageSize, to = Math.min(shown.length, from + pageSize), rows = [];
    for (var n = from; n < to; n++) rows.push(row(shown[n]));
    body.replaceChildren.apply(body, rows);
    document.getElementById("empty").hidden = shown.length > 0;
    document.getElementById("where").textContent = shown.length === 0 ? "0 " + w("rows") : (from + 1) + "–" + to + (language === "zh" ? "" : " ") + w("of") + " " + shown.length + " " + w("rows");
    document.getElementById("previous").disabled = state.page === 0;
    document.getElementById("next").disabled = to >= shown.length;
  }
  function row(i) {
    var t = terms[i];
    return el("tr", { "class": "row", onclick: function (event) { if (event.target.tagName !== "A") location.hash = link(i); } }, columns.map(function (c) {
      if (c[1] === "t") return el("td", {}, el("a", { "class": "term", href: link(i), lang: "zh" }, t.t));
      return el("td", { "class": c[2] ? "number" : null, lang: c[1] === "e" ? "en" : null }, number(t[c[1]]));
    }));
  }
  function nice(x) {
    var power = Math.pow(10, Math.floor(Math.log10(x))), f = x / power;
    return (f <= 1 ? 1 : f <= 2 ? 2 : f <= 5 ? 5 : 10) * power;
  }
  function chart(term, t) {
    var n = data.periods.length, W = 640, H = 220, L = 46, R = 18, T = 10, B = 26, top = 0, p;
    for (p = 0; p < n; p++) top = Math.max(top, Math.min(t.hi[p], 1.6 * Math.max.apply(null, t.u)));
    var step = nice((top || 1) / 4);
    top = Math.ceil((top || 1) / step) * step;
    var t0 = data.times[0], span = data.times[n - 1] - t0 || 1;
    function x(i) { return L + (W - L - R) * (data.times[i] - t0) / span; }
    function y(v) { return T + (H - T - B) * (1 - Math.min(v, top) / top); }
    var parts = [], label = w("usage") + ": " + term;
    for (var v = 0; v <= top * 1.0001; v += step) {
      parts.push(svg("line", { x1: L, x2: W - R, y1: y(v), y2: y(v), "class": "axis" }));
      parts.push(svg("text", { x: L - 6, y: y(v) + 4, "text-anchor": "end" }, String(Number(v.toPrecision(6)))));
    }
    var years = data.periods.every(function (label, k) { return label === String(data.times[k]); }), every = years ? Math.max(1, nice(span / 8)) : Math.max(1, Math.ceil(n / 9));
    if (years) for (var year = Math.ceil(t0 / every) * every; year <= t0 + span; year += every) parts.push(svg("text", { x: L + (W - L - R) * (year - t0) / span, y: H - 8, "text-anchor": "middle" }, String(year)));
    else for (p = 0; p < n; p += every) parts.push(svg("text", { x: x(p), y: H - 8, "text-anchor": "middle" }, data.periods[p]));
    var band = [];
    for (p = 0; p < n; p++) band.push(x(p) + "," + y(t.hi[p]));
    for (p = n - 1; p >= 0; p--) band.push(x(p) + "," + y(t.lo[p]));
    parts.push(svg("polygon", { points: band.join(" "), "class": "band" }));
    parts.push(svg("polyline", { points: t.u.map(function (v, i) { return x(i) + "," + y(v); }).join(" "), "class": "line" }));
    t.u.forEach(function (v, i) {
      parts.push(svg("circle", { cx: x(i), cy: y(v), r: 3, "class": "dot" }, svg("title", {}, data.periods[i] + ": " + number(v) + " (" + t.n[i] + ")")));
    });
    return svg("svg", { viewBox: "0 0 " + W + " " + H, width: W, height: H, role: "img", "aria-label": label }, parts);
  }
  function table(head, rows, numeric) {
    return el("div", { "class": "scroll" }, el("table", {}, [
      el("thead", {}, el("tr", {}, head.map(function (h, i) { return el("th", { scope: "col", "class": numeric && numeric[i] ? "number" : null }, h); }))),
      el("tbody", {}, rows.map(function (r) { return el("tr", {}, r.map(function (c, i) { return el("td", { "class": numeric && numeric[i] ? "number" : null }, c); })); }))
    ]));
  }
  function contexts(list) {
    return el("ul", { "class": "contexts" }, list.map(function (c) {
      var where = c[0] + (c[1] ? (language === "zh" ? "，" : ", ") + place(c[1]) : "");
      return el("li", {}, [el("span", { lang: "zh" }, [c[2], el("mark", {}, c[3]), c[4]]), el("br"), c[5] ? el("a", { href: c[5], "class": "soft" }, where) : el("span", { "class": "soft" }, where)]);
    }));
  }
  // They stand behind the program, a line a term, so that the page need not wait for them.
  var lines = null;
  function further(line) {
    if (!lines) lines = document.getElementById("further").textContent.split("\n");
    return JSON.parse(lines[line]);
  }
  function drawTerm(i) {
    var t = terms[i], main = document.getElementById("detail"), left = [], right = [];
    left.push(el("h3", {}, w("suggestions")));
    if (t.g && t.g.length) left.push(table([w("english"), w("by"), w("score"), w("evidence")], t.g.map(function (g) { return [el("span", { lang: "en" }, g[0]), say(g[1]), number(g[2]), evidence(g[3])]; }), [0, 0, 1, 0]));
    else left.push(el("p", { "class": "soft" }, w("noEnglish")));
    if (t.en && t.en.length) {
      left.push(el("h3", {}, w("drift")));
      left.push(table([w("english"), w("first"), w("last"), w("frequency"), w("share")], t.en.map(function (r) { return [el("span", { lang: "en" }, r[0]), r[1], r[2], r[3], (100 * r[4]).toFixed(0) + " %"]; }), [0, 1, 1, 1, 1]));
    }
    if (t.v && t.v.length) { left.push(el("h3", {}, w("variants"))); left.push(table([w("term"), w("by"), w("frequency")], t.v.map(function (v) { return [el("span", { lang: "zh" }, v[0]), say(v[1]), v[2]]; }), [0, 0, 1])); }
    left.push(el("h3", {}, w("contexts")));
    left.push(contexts(t.c || []));
    if (t.k) left.push(el("details", { "class": "further", ontoggle: function (e) {
      if (e.target.open && e.target.children.length === 1) e.target.append(contexts(further(t.k[0])));
    } }, el("summary", {}, w("allContexts").replace("#", t.k[1]))));
    if (!t.c || !t.c.length) left.push(el("p", { "class": "soft" }, w("noContexts")));
    var over = usage(t);
    if (over) {
      right.push(el("h3", {}, w("usage"))); right.push(el("p", { "class": "soft" }, w("perMillion"))); right.push(chart(t.t, over));
      right.push(el("details", {}, [el("summary", {}, w("period") + " / " + w("frequency")), table([w("period"), w("frequency")].concat(data.trends ? [w("exact"), w("alone")] : [], [w("perMillion")]), data.periods.map(function (p, k) {
        return [p, over.n[k]].concat(data.trends ? [over.x[k], over.l[k]] : [], [number(over.u[k]) + " (" + number(over.lo[k]) + " – " + number(over.hi[k]) + ")"]);
      }), [0, 1, 1, 1, 1]), data.trends ? el("p", { "class": "soft" }, w("aloneHint")) : null]));
    }
    if (t.b && t.b.length) right.push(el("p", {}, w("bursts") + ": " + t.b.map(function (b) { return b[0] + "–" + b[1] + " (" + number(b[2]) + ")"; }).join(", ")));
    if (data.trends) right.push(el("p", {}, w("trend") + ": " + decides(t)));
    if (t.ch) right.push(el("p", {}, w("change") + ": " + t.ch[0] + " (p = " + number(t.ch[1]) + ")"));
    right.push(el("h3", {}, w("measures")));
    right.push(table([w("measure"), w("value"), w("meaning")], data.measures.filter(function (m) { return t.m && t.m[m.i] !== null && t.m[m.i] !== undefined; }).map(function (m) {
      return [language === "zh" ? m.tz : m.t, number(t.m[m.i]) + (m.u && m.u.length < 12 ? " " + say(m.u) : ""), language === "zh" ? m.z : m.d];
    }), [0, 1, 0]));
    main.replaceChildren(el("p", {}, el("a", { href: "#terms" }, "← " + w("back"))), el("h2", { lang: "zh", tabindex: "-1", id: "termname" }, t.t), el("p", { "class": "soft", lang: "en" }, [t.e || ""]),
      el("div", { "class": "grid" }, [el("div", {}, left), el("div", {}, right)]));
    document.getElementById("termname").focus();
  }
  function spark(t) {
    var over = usage(t);
    if (!over) return "";
    var n = over.u.length, top = Math.max.apply(null, over.u) || 1, W = 120, H = 22;
    return svg("svg", { viewBox: "0 0 " + W + " " + H, width: W, height: H, "aria-hidden": "true" }, svg("polyline", { "class": "line", points: over.u.map(function (v, i) { return (2 + (W - 4) * i / Math.max(1, n - 1)).toFixed(1) + "," + (H - 2 - (H - 4) * v / top).toFixed(1); }).join(" ") }));
  }
  // The test by which a term stands in a list, as the rule of the list says.
  function decides(t) {
    if (t.ha) return "G² " + number(t.ha[0]) + ", " + (language === "zh" ? "对数比 " : "log ratio ") + number(t.ha[1]) + ", q " + number(t.ha[2]);
    if (t.q === undefined || t.q === null) return w("untested");
    var recent = t.q >= data.alpha && t.rq !== undefined && t.rq < data.alpha;
    return (recent ? (language === "zh" ? data.recent + "起：" : "since " + data.recent + ": ") : "") + "τ " + number(recent ? t.rt : t.ta) + ", q " + number(recent ? t.rq : t.q);
  }
  function drawTrends() {
    var parts = [el("h2", {}, w("trends"))];
    (data.lists || []).forEach(function (l) {
      parts.push(el("h3", { id: "list-" + l.n }, w(l.n) + " (" + l.i.length + " " + w("count") + ")"));
      parts.push(el("p", { "class": "rule" }, w("rule") + (language === "zh" ? "：" + l.z : ": " + l.r)));
      parts.push(table([w("term"), w("english"), w("usage"), w("frequency"), w("first"), w("last"), w("peak"), w("slope"), w("test")], l.i.slice(0, 50).map(function (i) {
        var t = terms[i];
        return [el("a", { "class": "term", href: link(i), lang: "zh" }, t.t), t.e || "", spark(t), number(t.f), t.fi || "", t.la || "", t.pk || "", el("span", { "class": t.sl > 0 ? "up" : t.sl < 0 ? "down" : null }, (t.sl > 0 ? "+" : "") + number(t.sl)), el("span", { "class": "test" }, decides(t))];
      }), [0, 0, 0, 1, 0, 0, 0, 1, 0]));
      if (l.i.length > 50) parts.push(el("p", {}, el("button", { type: "button", onclick: function () { state.list = l.n; state.page = 0; document.getElementById("list").value = l.n; location.hash = "#terms"; } }, l.i.length + " " + w("count") + " →")));
    });
    if (data.keyness && data.keyness.length) {
      parts.push(el("h3", {}, w("keyness")), el("p", { "class": "rule" }, w("rule") + (language === "zh" ? "：" : ": ") + w("keyness_rule")));
      parts.push(table([w("term"), w("english"), w("target"), w("reference"), "G²", language === "zh" ? "对数比" : "log ratio", "95 %", "q"], data.keyness.slice(0, 100).map(function (k) {
        return [el("a", { "class": "term", href: link(k[0]), lang: "zh" }, terms[k[0]].t), terms[k[0]].e || "", number(k[1]), number(k[2]), number(k[3]), number(k[4]), number(k[5]) + " – " + number(k[6]), number(k[7])];
      }), [0, 0, 1, 1, 1, 1, 1, 1]));
    }
    document.getElementById("trends").replaceChildren.apply(document.getElementById("trends"), parts);
  }
  function drawMethod() {
    var page = document.getElementById("method");
    page.replaceChildren(el("h2", {}, w("method_page")), el("h3", {}, w("manifest")), table([w("name"), w("value")], data.manifest.map(function (m) { return [option(m[language === "zh" ? 2 : 0]), m[language === "zh" ? 3 : 1]]; })), el("h3", {}, w("measures")),
      table([w("measure"), w("formula"), w("unit"), w("range"), w("meaning"), w("citation")], data.measures.map(function (m) { return [language === "zh" ? m.tz : m.t, say(m.f), say(m.u), m.a, language === "zh" ? m.z : m.d, m.c]; })),
      el("h3", {}, w("corpus")), table([w("name"), w("date"), w("characters"), w("tokens")], data.docs, [0, 0, 1, 1]));
  }
  function route() {
    var hash = location.hash, match = /^#term=(.*)$/.exec(hash), i = -1;
    if (match) { try { i = indexOf.has(decodeURIComponent(match[1])) ? indexOf.get(decodeURIComponent(match[1])) : -1; } catch (e) { i = -1; } }
    state.view = i >= 0 ? "detail" : hash === "#trends" && data.trends ? "trends" : hash === "#method" ? "method" : "terms";
    ["terms", "detail", "trends", "method"].forEach(function (v) { document.getElementById(v).hidden = v !== state.view; });
    document.querySelectorAll("nav [data-view]").forEach(function (b) { if (b.dataset.view === (state.view === "detail" ? "terms" : state.view)) b.setAttribute("aria-current", "page"); else b.removeAttribute("aria-current"); });
    if (state.view === "detail") drawTerm(i); else if (state.view === "trends") drawTrends(); else if (state.view === "method") drawMethod(); else drawTable();
    document.title = (i >= 0 ? terms[i].t + " – " : "") + title();
    if (state.view !== "terms") window.scrollTo(0, 0);
  }
  function title() { return language === "zh" ? data.titleZh : data.title; }
  function translate() {
    document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
    document.getElementById("title").textContent = title();
    document.getElementById("summary").textContent = [terms.length.toLocaleString("en") + " " + w("summary_terms"), data.docs.length.toLocaleString("en") + " " + w("summary_documents"), data.size.toLocaleString("en") + " " + w("summary_characters")]
      .concat(data.periods.length > 1 ? [span(data.periods[0], data.periods[data.periods.length - 1])] : []).join(" · ");
    document.querySelectorAll("[data-word]").forEach(function (e) { e.textContent = w(e.dataset.word); });
    document.querySelectorAll("[data-label]").forEach(function (e) { e.setAttribute("aria-label", w(e.dataset.label)); if (e.hasAttribute("placeholder")) e.setAttribute("placeholder", w(e.dataset.label)); });
    var lists = document.getElementById("list");
    lists.replaceChildren.apply(lists, [el("option", { value: "" }, w("all"))].concat((data.lists || []).map(function (l) { return el("option", { value: l.n }, w(l.n)); })));
    lists.value = state.list;
    lists.parentElement.hidden = !data.lists;
  }
  function guard(text) { return text.length > 1 && /^'*[=+\-@\t\r]/.test(text) ? "'" + text : text; }
  function cell(value) {
    var text = value === null || value === undefined ? "" : typeof value === "number" ? String(value) : guard(String(value));
    return /[",\n\r]/.test(text) ? "\"" + text.replace(/"/g, "\"\"") + "\"" : text;
  }
  function save() {
    var lines = [columns.map(function (c) { return c[0]; }).join(",")];
    shown.forEach(function (i) { lines.push(columns.map(function (c) { return cell(terms[i][c[1]]); }).join(",")); });
    var url = URL.createObjectURL(new Blob(["\ufeff" + lines.join("\n") + "\n"], { type: "text/csv" })), a = el("a", { href: url, download: "terms.csv" });
    document.body.append(a); a.click(); a.remove();
    setTimeout(function () { URL.revokeObjectURL(url); }, 1000);
  }
  function move(step) {
    var links = Array.from(document.querySelectorAll("#rows a.term")), at = links.indexOf(document.activeElement);
    var to = links[at < 0 ? (step > 0 ? 0 : links.length - 1) : Math.max(0, Math.min(links.length - 1, at + step))];
    if (to) to.focus();
  }
  var search = document.getElementById("search");
  search.addEventListener("input", function () { state.text = search.value; state.page = 0; drawTable(); });
  document.getElementById("least").addEventListener("input", function (e) { state.least = Number(e.target.value); state.page = 0; document.getElementById("leastvalue").textContent = Number(e.target.value).toFixed(2); drawTable(); });
  document.getElementById("leastf").addEventListener("input", function (e) { state.leastFrequency = Number(e.target.value) || 0; state.page = 0; drawTable(); });
  document.getElementById("list").addEventListener("change", function (e) { state.list = e.target.value; state.page = 0; drawTable(); });
  document.getElementById("previous").addEventListener("click", function () { state.page--; drawTable(); window.scrollTo(0, 0); });
  document.getElementById("next").addEventListener("click", function () { state.page++; drawTable(); window.scrollTo(0, 0); });
  document.getElementById("csv").addEventListener("click", save);
  document.getElementById("language").addEventListener("click", function () { language = language === "zh" ? "en" : "zh"; translate(); route(); });
  document.getElementById("theme").addEventListener("click", function () {
    var root = document.documentElement, dark = root.dataset.theme ? root.dataset.theme === "dark" : matchMedia("(prefers-color-scheme: dark)").matches;
    root.dataset.theme = dark ? "light" : "dark";
  });
  document.querySelectorAll("nav [data-view]").forEach(function (b) { b.addEventListener("click", function () { location.hash = "#" + b.dataset.view; }); });
  document.querySelector("nav [data-view='trends']").hidden = !data.trends;
  document.getElementById("leasttermhood").hidden = !terms.some(function (t) { return t.h !== undefined; });
  document.addEventListener("keydown", function (e) {
    var typing = /^(INPUT|SELECT|TEXTAREA)$/.test(document.activeElement.tagName);
    if (e.key === "/" && !typing) { if (state.view !== "terms") location.hash = "#terms"; setTimeout(function () { search.focus(); }, 0); e.preventDefault(); }
    else if (e.key === "Escape") { if (state.view !== "terms") location.hash = "#terms"; else if (typing && search.value) { search.value = state.text = ""; drawTable(); } }
    else if (state.view === "terms" && (e.key === "ArrowDown" || e.key === "ArrowUp") && (!typing || document.activeElement === search)) { move(e.key === "ArrowDown" ? 1 : -1); e.preventDefault(); }
  });
  window.addEventListener("hashchange", route);
  document.getElementById("skip").addEventListener("click", function (e) { var main = document.querySelector("main"); e.preventDefault(); main.focus(); });
  translate();
  route();
})();
