"""Reads the tidy table of `terms compare reports --by year --output usage.csv` with pandas and matplotlib:
python3 examples/usage.py usage.csv usage-py.png 就业 计划生育"""
import sys

import matplotlib

matplotlib.use("Agg")
import matplotlib.pyplot as plt
import pandas as pd
from matplotlib import font_manager

file = sys.argv[1] if len(sys.argv) > 1 else "usage.csv"
figure = sys.argv[2] if len(sys.argv) > 2 else "usage-py.png"
terms = sys.argv[3:] or ["就业"]

usage = pd.read_csv(file)
missing = set(terms) - set(usage["term"])
if missing:
    sys.exit(f"{', '.join(sorted(missing))} not in {file}")

# Fonts with Chinese characters, as far as they are installed.
chinese = ["Noto Sans CJK SC", "Noto Sans CJK JP", "Source Han Sans SC", "PingFang SC", "Microsoft YaHei", "WenQuanYi Zen Hei"]
installed = {font.name for font in font_manager.fontManager.ttflist}
plt.rcParams["font.family"] = [name for name in chinese if name in installed] + ["sans-serif"]
axes = plt.figure(figsize=(9, 4.5)).gca()
for term in terms:
    one = usage[usage["term"] == term]
    line, = axes.plot(one["time"], one["per_million_characters"], marker="o", markersize=3, label=term)
    axes.fill_between(one["time"], one["per_million_characters_low"], one["per_million_characters_high"], color=line.get_color(), alpha=0.12)
axes.set_ylabel("per million characters")
axes.set_ylim(bottom=0)
axes.legend()
plt.savefig(figure, dpi=150)

# A row a period, a column a term.
wide = usage.pivot(index="time", columns="term", values="per_million_characters")
print(wide[terms].round(1).tail(10).to_string())
print(f"{wide.shape[0]} periods, {wide.shape[1]} terms")
