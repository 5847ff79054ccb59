"""Reads the tidy table of `terms compare reports --by year --output usage.csv` with the standard library."""
import csv
from collections import defaultdict

series = defaultdict(dict)
with open("usage.csv", encoding="utf-8", newline="") as file:
    for row in csv.DictReader(file):
        series[row["term"]][float(row["time"])] = float(row["per_million_characters"])

# With pandas: pandas.read_csv("usage.csv").pivot(index="time", columns="term", values="per_million_characters")
for year, rate in sorted(series["就业"].items()):
    print(f"{year:.0f} {rate:8.1f} {'#' * round(rate / 50)}")
