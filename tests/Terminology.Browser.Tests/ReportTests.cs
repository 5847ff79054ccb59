using System.Globalization;
using System.Text;
using Microsoft.Playwright;
using Terminology.Tool.Tests;

namespace Terminology.Browser.Tests;

/// <summary>The report of <c>terms compare</c> as a reader uses it, in headless Chromium.</summary>
public sealed class ReportTests(BrowserFixture fixture, ReportFixture report) : IClassFixture<BrowserFixture>, IClassFixture<ReportFixture>
{
    [BrowserFact]
    public async Task It_opens_from_disk_without_a_complaint_or_a_request()
    {
        await using ReportPage page = await ReportPage.Open(fixture, report.Path);
        foreach (string view in (string[])["trends", "method", "terms"])
        {
            await page.Page.ClickAsync($"nav [data-view='{view}']");
            await page.Picture("en-" + view);
            Assert.True(await page.Page.Locator("#" + view).IsVisibleAsync());
        }
        await page.Page.ClickAsync("#rows a.term");
        await page.Page.WaitForSelectorAsync("#termname");
        await page.Picture("en-term");
        Assert.Empty(page.Complaints);
        Assert.Empty(page.Requests);
    }

    [BrowserFact]
    public async Task Rows_are_sorted_by_the_header_that_is_clicked()
    {
        await using ReportPage page = await ReportPage.Open(fixture, report.Path);
        await page.Page.ClickAsync("[data-sort='frequency']");
        int[] down = await Column(page, 5);
        Assert.Equal(down.OrderDescending(), down);
        Assert.Equal("descending", await page.Page.Locator("th:has([data-sort='frequency'])").GetAttributeAsync("aria-sort"));
        await page.Page.ClickAsync("[data-sort='frequency']");
        int[] up = await Column(page, 5);
        Assert.Equal(up.Order(), up);
        Assert.NotEqual(down[0], up[0]);
    }

    [BrowserFact]
    public async Task Rows_are_searched_in_Chinese_and_English_and_filtered()
    {
        await using ReportPage page = await ReportPage.Open(fixture, report.Path);
        await page.Page.FillAsync("#search", "乡镇企业");
        Assert.All(await page.Texts("#rows a.term"), text => Assert.Contains("乡镇企业", text, StringComparison.Ordinal));
        await page.Page.FillAsync("#search", "TOWNSHIP");
        Assert.Contains("乡镇企业", await page.Texts("#rows a.term"));
        await page.Page.FillAsync("#search", "no such term");
        Assert.True(await page.Page.Locator("#empty").IsVisibleAsync());
        await page.Page.PressAsync("#search", "Escape");
        Assert.False(await page.Page.Locator("#empty").IsVisibleAsync());
        await page.Page.SelectOptionAsync("#list", "declining");
        Assert.Contains("乡镇企业", await page.Texts("#rows a.term"));
        Assert.DoesNotContain("就业", await page.Texts("#rows a.term"));
        await page.Page.SelectOptionAsync("#list", "");
        await page.Page.FillAsync("#leastf", "60");
        Assert.All(await Column(page, 5), frequency => Assert.True(frequency >= 60));
    }

    [BrowserFact]
    public async Task The_page_of_a_term_shows_English_measures_contexts_and_its_line()
    {
        await using ReportPage page = await ReportPage.Open(fixture, report.Path);
        await page.Page.FillAsync("#search", "乡镇企业");
        await page.Page.Locator("#rows a.term", new() { HasTextString = "乡镇企业" }).First.ClickAsync();
        Assert.Equal("乡镇企业", await page.Page.TextContentAsync("#termname"));
        string text = await page.Page.InnerTextAsync("#detail");
        Assert.Contains("township", text, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("term base", text, StringComparison.Ordinal);
        Assert.Contains("Theil-Sen slope", text, StringComparison.Ordinal);
        Assert.Contains("Change of the frequency per million characters in a year", text, StringComparison.Ordinal);
        Assert.Equal("乡镇企业", await page.Page.Locator("#detail mark").First.TextContentAsync());
        Assert.Equal(16, await page.Page.Locator("#detail svg circle").CountAsync());
        Assert.Contains("village and town enterprises", text, StringComparison.Ordinal); // a dated rendering
        ILocator place = page.Page.Locator("#detail .contexts a").First;
        Assert.Equal(report.Year(2001), await place.EvaluateAsync<string>("link => decodeURIComponent(link.pathname)"));
        await place.ClickAsync();
        await page.Page.WaitForURLAsync("**/2001.txt*");
        await page.Page.GoBackAsync();
        await page.Page.WaitForSelectorAsync("#termname");
        Assert.Empty(page.Complaints);
    }

    [BrowserFact]
    public async Task Three_contexts_are_shown_and_all_that_are_kept_unfold()
    {
        using var folder = new Folder();
        // Ten documents: of one term three sentences in each, of the other one in all.
        Document[] corpus = [.. Enumerable.Range(2001, 10).Select(year => new Document(year + ".txt", $"第{year - 2000}次推进智能制造。智能制造甲{year}。智能制造乙<b>。" + (year == 2005 ? "数据要素。" : "")))];
        HtmlReport.Write(DiachronicProfile.Compute(corpus, ["智能制造", "数据要素"], Period.ByYear), folder["a.html"], new HtmlReportOptions { Corpus = corpus, Contexts = 12 });
        await using ReportPage page = await ReportPage.Open(fixture, folder["a.html"]);
        await page.Page.EvaluateAsync("h => { location.hash = h; }", "#term=" + Uri.EscapeDataString("智能制造"));
        await page.Page.WaitForSelectorAsync("#termname");
        Assert.Equal(3, await page.Page.Locator("#detail .contexts li").CountAsync());
        ILocator summary = page.Page.Locator("#detail details.further summary");
        Assert.Equal("All 12 contexts kept", await summary.TextContentAsync());
        await summary.ClickAsync();
        await page.Page.WaitForSelectorAsync("#detail details.further li");
        IReadOnlyList<string> places = await page.Texts("#detail details.further li");
        Assert.Equal(12, places.Count);
        Assert.All(Enumerable.Range(2001, 10), year => Assert.Contains(places, p => p.Contains(year + ".txt", StringComparison.Ordinal)));
        Assert.Contains(places, p => p.Contains("智能制造甲", StringComparison.Ordinal));
        string[] documents = [.. places.Select(p => p[(p.IndexOf(".txt", StringComparison.Ordinal) - 4)..][..4])];
        Assert.Equal(documents.Order(StringComparer.Ordinal), documents);
        await page.Page.EvaluateAsync("h => { location.hash = h; }", "#term=" + Uri.EscapeDataString("数据要素"));
        await page.Page.WaitForFunctionAsync("document.getElementById('termname').textContent === '数据要素'");
        Assert.Equal(1, await page.Page.Locator("#detail .contexts li").CountAsync());
        Assert.Equal(0, await page.Page.Locator("#detail details.further").CountAsync());
        Assert.Empty(page.Complaints);
    }

    [BrowserFact]
    public async Task Counts_outside_of_longer_terms_stand_beside_the_counts()
    {
        using var folder = new Folder();
        Document[] corpus = [new("2001.txt", "智能制造。智能制造装备。智能制造装备。"), new("2002.txt", "智能制造。智能制造。")];
        HtmlReport.Write(DiachronicProfile.Compute(corpus, ["智能制造", "智能制造装备"], Period.ByYear), folder["a.html"]);
        await using ReportPage page = await ReportPage.Open(fixture, folder["a.html"]);
        int at = (await page.Texts("#head th")).ToList().IndexOf("Stand-alone");
        List<string> terms = [.. await page.Texts("#rows a.term")];
        Assert.Equal(3, (await Column(page, at))[terms.IndexOf("智能制造")]);
        Assert.Equal(2, (await Column(page, at))[terms.IndexOf("智能制造装备")]);
        Assert.Equal(5, (await Column(page, at - 1))[terms.IndexOf("智能制造")]);
        await page.Page.Locator("#rows a.term", new() { HasTextString = "智能制造" }).First.ClickAsync();
        await page.Page.EvaluateAsync("h => { location.hash = h; }", "#term=" + Uri.EscapeDataString("智能制造"));
        await page.Page.WaitForFunctionAsync("document.getElementById('termname').textContent === '智能制造'");
        await page.Page.Locator("#detail summary").Last.ClickAsync();
        Assert.Equal(["2001", "3", "3", "1"], (await page.Texts("#detail details tbody tr:first-child td")).Take(4));
    }

    [BrowserFact]
    public async Task Everything_can_be_reached_by_the_keyboard()
    {
        await using ReportPage page = await ReportPage.Open(fixture, report.Path);
        IKeyboard keys = page.Page.Keyboard;
        await keys.PressAsync("/");
        await page.Page.WaitForFunctionAsync("document.activeElement.id === 'search'");
        await keys.TypeAsync("就业");
        await keys.PressAsync("ArrowDown");
        Assert.Contains("就业", await page.Page.EvaluateAsync<string>("document.activeElement.textContent"), StringComparison.Ordinal);
        await keys.PressAsync("Enter");
        await page.Page.WaitForSelectorAsync("#termname");
        Assert.Equal("termname", await page.Page.EvaluateAsync<string>("document.activeElement.id"));
        await keys.PressAsync("Escape");
        await page.Page.WaitForSelectorAsync("#rows a.term");
        // From the top of the page the tabulator meets every control, and each has a name.
        await page.Page.ReloadAsync();
        var names = new List<string>();
        for (int i = 0; i < 16; i++)
        {
            await keys.PressAsync("Tab");
            names.Add(await page.Page.EvaluateAsync<string>("(e => e.getAttribute('aria-label') || e.textContent.trim() || (e.labels && e.labels[0] || {}).textContent || '')(document.activeElement)"));
        }
        Assert.All(names, name => Assert.NotEqual("", name));
        Assert.Contains("Skip to content", names);
        Assert.Contains("Trends", names);
        Assert.Contains("Term", names);
    }

    [BrowserFact]
    public async Task It_is_light_or_dark_as_the_reader_likes()
    {
        static Task<string> Ground(ReportPage page) => page.Page.EvaluateAsync<string>("getComputedStyle(document.body).backgroundColor");
        await using ReportPage light = await ReportPage.Open(fixture, report.Path), dark = await ReportPage.Open(fixture, report.Path, ColorScheme.Dark);
        Assert.Equal("rgb(255, 255, 255)", await Ground(light));
        Assert.Equal("rgb(18, 22, 28)", await Ground(dark));
        await dark.Page.ClickAsync("nav [data-view='trends']");
        await dark.Picture("dark-trends");
        await light.Page.ClickAsync("#theme");
        Assert.Equal("rgb(18, 22, 28)", await Ground(light));
        await light.Page.ClickAsync("#theme");
        Assert.Equal("rgb(255, 255, 255)", await Ground(light));
    }

    [BrowserFact]
    public async Task The_interface_is_Chinese_for_Chinese_readers()
    {
        await using ReportPage page = await ReportPage.Open(fixture, report.Path, locale: "zh-CN");
        Assert.Equal("zh-CN", await page.Page.EvaluateAsync<string>("document.documentElement.lang"));
        Assert.Equal("术语的历时使用", await page.Page.TextContentAsync("h1"));
        await page.Picture("zh-terms");
        await page.Page.ClickAsync("nav [data-view='trends']");
        await page.Picture("zh-trends");
        Assert.All(await page.Texts("#trends .rule"), rule => Assert.Matches("^规则：[^a-z]*(?:Mann-Kendall|Benjamini|Kleinberg|DPnorm|字符串|完整术语)", rule));
        await page.Page.ClickAsync("nav [data-view='method']");
        await page.Picture("zh-method");
        string method = await page.Page.InnerTextAsync("#method");
        Assert.Contains("每年每百万字频率的变化", method, StringComparison.Ordinal);
        Assert.Contains("median (xⱼ−xᵢ)/(tⱼ−tᵢ)", method, StringComparison.Ordinal);
        Assert.Contains("SHA-256", method, StringComparison.Ordinal);
        await page.Page.ClickAsync("nav [data-view='terms']");
        await page.Page.FillAsync("#search", "乡镇企业");
        await page.Page.ClickAsync("#rows a.term");
        await page.Page.WaitForSelectorAsync("#termname");
        await page.Picture("zh-term");
        string term = await page.Page.InnerTextAsync("#detail");
        Assert.Matches("第[0-9]+行", term);
        Assert.Contains("内置术语库", term, StringComparison.Ordinal);
        Assert.Contains("Theil-Sen斜率", term, StringComparison.Ordinal);
        await page.Page.ClickAsync("#language");
        Assert.Equal("Terms by year", await page.Page.TextContentAsync("h1"));
    }

    [BrowserFact]
    public async Task The_visible_rows_are_saved_as_a_table()
    {
        await using ReportPage page = await ReportPage.Open(fixture, report.Path);
        await page.Page.FillAsync("#search", "乡镇企业");
        int rows = await page.Page.Locator("#rows tr").CountAsync();
        IDownload download = await page.Page.RunAndWaitForDownloadAsync(() => page.Page.ClickAsync("#csv"));
        string[] lines = (await File.ReadAllTextAsync(await download.PathAsync())).TrimEnd('\n').Split('\n');
        Assert.StartsWith("rank,term,english,", lines[0].TrimStart('\uFEFF'), StringComparison.Ordinal);
        Assert.Equal(rows + 1, lines.Length);
        Assert.All(lines[1..], line => Assert.Contains("乡镇企业", line, StringComparison.Ordinal));
    }

    [BrowserFact]
    public async Task It_prints_without_its_controls()
    {
        await using ReportPage page = await ReportPage.Open(fixture, report.Path);
        await page.Page.EmulateMediaAsync(new PageEmulateMediaOptions { Media = Media.Print });
        Assert.False(await page.Page.Locator("nav").IsVisibleAsync());
        Assert.True(await page.Page.Locator("#table").IsVisibleAsync());
        Assert.NotEmpty(await page.Page.PdfAsync());
    }

    [BrowserFact]
    public async Task Text_of_documents_and_glossaries_stays_text()
    {
        using var folder = new Folder();
        const string Evil = "<img src=x onerror=document.title='run'>";
        Document[] corpus = [new("2001.txt", "发展智能制造" + Evil + "。</script><script>document.title='run'</script>"), new("2002.txt", "智能制造。")];
        DiachronicProfile profile = DiachronicProfile.Compute(corpus, ["智能制造", Evil], Period.ByYear);
        HtmlReport.Write(profile, folder["a.html"], new HtmlReportOptions
        {
            Corpus = corpus, Title = "T" + Evil, Renderings = [new RenderingUsage("智能制造", Evil, 2001, 2002, 1, 1, new Dictionary<int, int>())], Manifest = [new(Evil, Evil)],
        });
        await using ReportPage page = await ReportPage.Open(fixture, folder["a.html"]);
        foreach (string hash in (string[])["", "#trends", "#method", "#term=" + Uri.EscapeDataString("智能制造"), "#term=" + Uri.EscapeDataString(Evil)])
        {
            await page.Page.EvaluateAsync("h => { location.hash = h; }", hash);
            await page.Page.WaitForTimeoutAsync(50);
            Assert.Equal(0, await page.Page.Locator("img").CountAsync());
            Assert.NotEqual("run", await page.Page.TitleAsync());
        }
        // The policy stops a script even if one came in.
        await page.Page.EvaluateAsync("() => { const s = document.createElement('script'); s.textContent = \"document.title = 'run'\"; document.body.append(s); }");
        Assert.NotEqual("run", await page.Page.TitleAsync());
        Assert.Single(page.Complaints);
    }

    [BrowserFact]
    public async Task Ten_thousand_terms_stay_responsive()
    {
        using var folder = new Folder();
        string[] terms = [.. Enumerable.Range(0, 10_000).Select(Name)];
        Document[] corpus = [.. Enumerable.Range(1990, 20).Select(year => new Document(year + ".txt", string.Join('。', terms.Where((_, i) => (i + year) % 3 != 0))))];
        DiachronicProfile profile = DiachronicProfile.Compute(corpus, terms, Period.ByYear);
        Assert.Equal(10_000, profile.Trends.Count);
        HtmlReport.Write(profile, folder["a.html"], new HtmlReportOptions { Corpus = corpus });
        await using ReportPage page = await ReportPage.Open(fixture, folder["a.html"]);
        // The best of some tries: what the report can do, not what else the machine was doing.
        double paint = double.MaxValue, filter = double.MaxValue;
        for (int i = 0; i < 4; i++)
        {
            await page.Page.ReloadAsync();
            paint = Math.Min(paint, await page.Page.EvaluateAsync<double>("new Promise(r => requestAnimationFrame(() => setTimeout(() => r(Math.max(performance.getEntriesByName('first-contentful-paint')[0].startTime, document.querySelectorAll('#rows tr').length ? performance.timing.domContentLoadedEventEnd - performance.timing.navigationStart : 1e9)), 0)))"));
            filter = Math.Min(filter, await page.Page.EvaluateAsync<double>("() => { const s = document.getElementById('search'); let worst = 0; for (const q of ['甲', '甲乙', '']) { const t = performance.now(); s.value = q; s.dispatchEvent(new Event('input')); document.body.offsetHeight; worst = Math.max(worst, performance.now() - t); } return worst; }"));
        }
        Assert.Equal(100, await page.Page.Locator("#rows tr").CountAsync());
        Assert.True(paint < 1000, string.Create(CultureInfo.InvariantCulture, $"the rows stood after {paint:F0} ms"));
        Assert.True(filter < 100, string.Create(CultureInfo.InvariantCulture, $"a filter took {filter:F0} ms"));
        Assert.Empty(page.Complaints);
    }

    // Four Chinese characters that tell the number.
    private static string Name(int number)
    {
        const string Digits = "甲乙丙丁戊己庚辛壬癸";
        return string.Concat(number.ToString("0000", CultureInfo.InvariantCulture).Select(digit => Digits[digit - '0']));
    }

    private static async Task<int[]> Column(ReportPage page, int column) =>
        [.. (await page.Texts($"#rows td:nth-child({column + 1})")).Select(text => int.Parse(text, CultureInfo.InvariantCulture))];
}

/// <summary>A report of sixteen years written by the command, with documents, glossary and links, made once for all tests.</summary>
public sealed class ReportFixture : IAsyncLifetime, IDisposable
{
    private readonly Folder _folder = new();

    public string Path => _folder["report.html"];

    public string Year(int year) => _folder[$"reports/{year}.txt"];

    public async Task InitializeAsync()
    {
        if (BrowserFixture.Executable is null)
            return;
        for (int year = 2001; year <= 2016; year++)
        {
            var text = new StringBuilder("各位代表，现在我向大会报告政府工作，请予审议。\n");
            for (int i = 0; i < year - 2000; i++)
                text.Append("今年的重点：就业、社会保障制度、城镇化。\n");
            for (int i = 0; i < 2017 - year; i++)
                text.Append("今年的任务：乡镇企业、计划生育、国有企业。\n");
            text.Append("坚持改革开放，加快经济发展，保护环境，提高人民生活水平。\n");
            _folder.With($"reports/{year}.txt", text.ToString());
        }
        _folder.With("client.csv", "zh,en,status,subject,definition,source,year\n乡镇企业,village and town enterprises,admitted,,,,2002\n乡镇企业,township enterprises,preferred,,,,2010\n");
        (await Tool.Tests.Tool.Run(_folder, "compare", "reports", "--min-frequency", "5", "--glossary", "client.csv", "--report", "report.html")).Ended(0);
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose() => _folder.Dispose();
}
