#:project ../../src/Terminology/Terminology.csproj
#:property PublishAot=false
#:property GenerateDocumentationFile=false

// Writes random tables, series and p-values with this library's results, for agreement.R to check.
using System.Globalization;
using Terminology;

string folder = args.Length > 0 ? args[0] : ".";
Directory.CreateDirectory(folder);
var random = new Random(20);
string N(double v) => v.ToString("R", CultureInfo.InvariantCulture);

var tables = new List<string> { "a,b,e,f,chi,p,yates,g2,low,high" };
for (int i = 0; i < 1000; i++)
{
    int a = random.Next(i % 4 == 0 ? 5 : 300), b = 1 + random.Next(300), e = 1 + random.Next(100_000), f = 1 + random.Next(100_000);
    // Columns are target and reference: a of c = a + e tokens against b of d = b + f.
    double c = a + e, d = b + f, chi = Keyness.ChiSquare(a, c, b, d);
    Interval interval = RelativeFrequency.PerMillionInterval(a, 1e6);
    tables.Add(string.Join(',', a, b, e, f, N(chi), N(ContingencyTable.PValue(chi)), N(Keyness.ChiSquare(a, c, b, d, yates: true)), N(Keyness.LogLikelihoodFourTerm(a, c, b, d)), N(interval.Low), N(interval.High)));
}
File.WriteAllLines(Path.Combine(folder, "tables.csv"), tables);

var series = new List<string> { "tau,p,slope,values" };
for (int i = 0; i < 1000; i++)
{
    int n = i % 2 == 0 ? random.Next(4, 10) : random.Next(10, 41);
    double[] values = [.. Enumerable.Range(0, n).Select(t => i % 4 < 2 ? random.NextDouble() * 10 + t * 0.1 : random.Next(6))], times = [.. Enumerable.Range(0, n).Select(t => (double)t)];
    MannKendallResult test = TrendTests.MannKendall(values);
    series.Add(string.Join(',', (IEnumerable<string>)[N(test.Tau), N(test.PValue!.Value), N(TrendTests.Slope(times, values).Slope), .. values.Select(N)]));
}
File.WriteAllLines(Path.Combine(folder, "series.csv"), series);

double[] p = [.. Enumerable.Range(0, 1000).Select(i => i % 3 == 0 ? random.NextDouble() * 0.01 : random.NextDouble())];
double[] bh = TrendTests.BenjaminiHochberg(p), holm = TrendTests.Holm(p);
File.WriteAllLines(Path.Combine(folder, "adjusted.csv"), p.Select((v, i) => string.Join(',', N(v), N(bh[i]), N(holm[i]))).Prepend("p,bh,holm"));
