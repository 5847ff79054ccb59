using Microsoft.Playwright;

namespace Terminology.Browser.Tests;

/// <summary>A test that needs a browser: skipped, with the reason, where none is installed.</summary>
[AttributeUsage(AttributeTargets.Method)]
public sealed class BrowserFactAttribute : FactAttribute
{
    public BrowserFactAttribute()
    {
        if (BrowserFixture.Executable is null)
            Skip = "no Chromium was found: install one (Debian: apt-get install chromium), or name its program in TERMINOLOGY_BROWSER";
    }
}

/// <summary>One headless Chromium for all tests.</summary>
public sealed class BrowserFixture : IAsyncLifetime
{
    private static readonly string[] s_names = ["chromium", "chromium-browser", "google-chrome", "google-chrome-stable", "microsoft-edge", "chrome.exe", "msedge.exe"];
    private IPlaywright? _playwright;

    /// <summary>Path of the browser, or null where there is none.</summary>
    public static string? Executable { get; } = Find();

    public IBrowser Browser { get; private set; } = null!;

    public async Task InitializeAsync()
    {
        if (Executable is null)
            return;
        _playwright = await Playwright.CreateAsync();
        Browser = await _playwright.Chromium.LaunchAsync(new BrowserTypeLaunchOptions { ExecutablePath = Executable, Args = ["--no-sandbox", "--disable-dev-shm-usage"] });
    }

    public async Task DisposeAsync()
    {
        if (Browser is not null)
            await Browser.DisposeAsync();
        _playwright?.Dispose();
    }

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("TERMINOLOGY_BROWSER") is { Length: > 0 } named)
            return named;
        string[] folders = [.. (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
            "/Applications/Google Chrome.app/Contents/MacOS", @"C:\Program Files\Google\Chrome\Application", @"C:\Program Files (x86)\Microsoft\Edge\Application"];
        return s_names.Append("Google Chrome").SelectMany(name => folders.Select(folder => Path.Combine(folder, name))).FirstOrDefault(File.Exists);
    }
}

/// <summary>A report in a tab of its own; everything it says on the console and asks of the network is kept.</summary>
internal sealed class ReportPage : IAsyncDisposable
{
    private readonly IBrowserContext _context;

    private ReportPage(IBrowserContext context, IPage page) => (_context, Page) = (context, page);

    public IPage Page { get; }

    /// <summary>Errors and warnings of the console, and exceptions.</summary>
    public List<string> Complaints { get; } = [];

    /// <summary>Addresses asked for, besides the report itself.</summary>
    public List<string> Requests { get; } = [];

    public static async Task<ReportPage> Open(BrowserFixture fixture, string path, ColorScheme scheme = ColorScheme.Light, string locale = "en-US")
    {
        IBrowserContext context = await fixture.Browser.NewContextAsync(new BrowserNewContextOptions { ViewportSize = new ViewportSize { Width = 1280, Height = 900 }, ColorScheme = scheme, Locale = locale, Offline = true });
        var report = new ReportPage(context, await context.NewPageAsync());
        report.Page.Console += (_, message) =>
        {
            if (message.Type is "error" or "warning")
                report.Complaints.Add(message.Text);
        };
        report.Page.PageError += (_, error) => report.Complaints.Add(error);
        report.Page.Request += (_, request) =>
        {
            if (!request.Url.StartsWith("file:", StringComparison.Ordinal) && !request.Url.StartsWith("data:", StringComparison.Ordinal) && !request.Url.StartsWith("blob:", StringComparison.Ordinal))
                report.Requests.Add(request.Url);
        };
        await report.Page.GotoAsync(new Uri(path).AbsoluteUri);
        return report;
    }

    /// <summary>Keeps a picture where somebody wants to look: the folder named in TERMINOLOGY_SCREENSHOTS.</summary>
    public async Task Picture(string name)
    {
        if (Environment.GetEnvironmentVariable("TERMINOLOGY_SCREENSHOTS") is { Length: > 0 } folder)
            await Page.ScreenshotAsync(new PageScreenshotOptions { Path = Path.Combine(folder, name + ".png") });
    }

    public Task<IReadOnlyList<string>> Texts(string selector) => Page.Locator(selector).AllTextContentsAsync();

    public async ValueTask DisposeAsync() => await _context.DisposeAsync();
}
