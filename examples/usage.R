# Reads the tidy table of `terms compare reports --by year --output usage.csv` with base R:
#   Rscript examples/usage.R usage.csv 就业 usage-r.svg
arguments <- commandArgs(trailingOnly = TRUE)
file <- if (length(arguments) > 0) arguments[1] else "usage.csv"
term <- if (length(arguments) > 1) arguments[2] else "就业"
figure <- if (length(arguments) > 2) arguments[3] else "usage-r.svg"

usage <- read.csv(file, fileEncoding = "UTF-8", stringsAsFactors = FALSE)
one <- usage[usage$term == term, ]
if (nrow(one) == 0) stop(term, " is not in ", file)

svg(figure, width = 9, height = 4.5)
plot(one$time, one$per_million_characters, type = "o", pch = 16, xlab = "", ylab = "per million characters", main = term,
     ylim = c(0, max(one$per_million_characters_high)))
arrows(one$time, one$per_million_characters_low, one$time, one$per_million_characters_high, angle = 90, code = 3, length = 0.02)
invisible(dev.off())

# The test that the columns tau and p_value of the table per term hold (there with the correction of continuity).
print(cor.test(one$time, one$per_million_characters, method = "kendall", exact = FALSE, continuity = TRUE))

# The widest table statistics programs like: a row a period, a column a term.
wide <- reshape(usage[, c("term", "time", "per_million_characters")], idvar = "time", timevar = "term", direction = "wide")
cat(nrow(wide), "periods,", ncol(wide) - 1, "terms\n")
