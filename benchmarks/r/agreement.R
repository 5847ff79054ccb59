# Agreement with R's base functions on random tables.
# The program agreement.cs writes tables and our results; this script computes the same with R and compares.
#   dotnet run benchmarks/r/agreement.cs -- OUT && Rscript benchmarks/r/agreement.R OUT benchmarks/results/r-agreement.md
arguments <- commandArgs(trailingOnly = TRUE)
folder <- arguments[1]
rows <- character()
report <- function(name, function_name, ours, theirs, tolerance = 1e-9) {
  both_missing <- is.nan(ours) & is.nan(theirs)
  difference <- abs(ours - theirs) / pmax(1e-12, abs(theirs))
  difference[both_missing | ours == theirs] <- 0
  # Probabilities below 1e-300 are compared as 0.
  difference[abs(theirs) < 1e-290 & abs(ours) < 1e-290] <- 0
  worst <- max(difference)
  rows <<- c(rows, sprintf("| %s | `%s` | %d | %.1e | %s |", name, function_name, length(ours), worst, if (worst <= tolerance) "yes" else "NO"))
}
tables <- read.csv(file.path(folder, "tables.csv"))
chi <- function(i, correct) suppressWarnings(unname(chisq.test(matrix(as.numeric(tables[i, c("a", "b", "e", "f")]), 2), correct = correct)$statistic))
report("χ²", "chisq.test(correct = FALSE)", tables$chi, sapply(seq_len(nrow(tables)), chi, correct = FALSE))
report("p of χ²", "chisq.test(correct = FALSE)", tables$p, sapply(seq_len(nrow(tables)), function(i) suppressWarnings(chisq.test(matrix(as.numeric(tables[i, c("a", "b", "e", "f")]), 2), correct = FALSE)$p.value)), 1e-8)
yates <- function(i) {
  # R corrects by min(0.5, |o - e|); the published correction is N/2 within |ad - bc|, not below 0: the same.
  chi(i, TRUE)
}
report("χ² with Yates' correction", "chisq.test(correct = TRUE)", tables$yates, sapply(seq_len(nrow(tables)), yates))
g2 <- function(i) {
  o <- matrix(as.numeric(tables[i, c("a", "b", "e", "f")]), 2)
  e <- outer(rowSums(o), colSums(o)) / sum(o)
  2 * sum(ifelse(o == 0, 0, o * log(o / e)))
}
report("G² (four-term)", "2 * sum(o * log(o / e))", tables$g2, sapply(seq_len(nrow(tables)), g2), 1e-6)
report("Poisson interval, lower", "qchisq", tables$low, ifelse(tables$a == 0, 0, qchisq(.025, 2 * tables$a) / 2))
report("Poisson interval, upper", "qchisq", tables$high, qchisq(.975, 2 * tables$a + 2) / 2)
series <- readLines(file.path(folder, "series.csv"))[-1]
parsed <- lapply(strsplit(series, ","), as.numeric)
tau <- sapply(parsed, function(x) x[1]); p <- sapply(parsed, function(x) x[2]); slope <- sapply(parsed, function(x) x[3]); values <- lapply(parsed, function(x) x[-(1:3)])
short <- sapply(values, length) < 10 & sapply(values, function(v) !any(duplicated(v)))
report("Mann-Kendall p, exact, no ties", "cor.test(method = \"kendall\", exact = TRUE)", p[short], sapply(values[short], function(v) cor.test(seq_along(v), v, method = "kendall", exact = TRUE)$p.value), 1e-9)
long <- sapply(values, length) >= 10
report("Mann-Kendall p, normal, ties", "cor.test(method = \"kendall\", exact = FALSE, continuity = TRUE)", p[long], sapply(values[long], function(v) if (length(unique(v)) == 1) 1 else suppressWarnings(cor.test(seq_along(v), v, method = "kendall", exact = FALSE, continuity = TRUE)$p.value)), 1e-8)
report("Theil-Sen slope", "median(outer(...))", slope, sapply(values, function(v) { k <- combn(length(v), 2); median((v[k[2, ]] - v[k[1, ]]) / (k[2, ] - k[1, ])) }))
adjusted <- read.csv(file.path(folder, "adjusted.csv"))
report("Benjamini-Hochberg", "p.adjust(\"BH\")", adjusted$bh, p.adjust(adjusted$p, "BH"))
report("Holm", "p.adjust(\"holm\")", adjusted$holm, p.adjust(adjusted$p, "holm"))
writeLines(c("# Agreement with R", "", paste0(R.version.string, "; 1,000 random two-by-two tables, 1,000 random series of 4 to 40 values, 1,000 p-values (seed 20)."), "",
  "| result | R | cases | greatest relative difference | agrees |", "|---|---|---|---|---|", rows), arguments[2])
if (any(grepl("NO", rows))) quit(status = 1)
