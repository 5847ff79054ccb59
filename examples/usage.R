# Reads the tidy table of `terms compare reports --by year --output usage.csv` with base R.
usage <- read.csv("usage.csv", fileEncoding = "UTF-8", stringsAsFactors = FALSE)
term <- "就业"
one <- usage[usage$term == term, ]
plot(one$time, one$per_million_characters, type = "o", pch = 16, xlab = "", ylab = "per million characters", main = term,
     ylim = c(0, max(one$per_million_characters_high)))
arrows(one$time, one$per_million_characters_low, one$time, one$per_million_characters_high, angle = 90, code = 3, length = 0.02)
print(cor.test(one$time, one$per_million_characters, method = "kendall", exact = FALSE, continuity = TRUE))
