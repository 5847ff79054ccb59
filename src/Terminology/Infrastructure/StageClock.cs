using System.Diagnostics;

namespace Terminology;

/// <summary>The stages of an extraction that <see cref="StageClock"/> tells apart.</summary>
internal enum Stage
{
    None, Read, Prepare, Find, Count, Observe, Contexts, FirstForest, Nesting, SecondForest, List, Places, Sentences,
}

/// <summary>Adds up the time spent in each stage, for benchmarks. Not thread-safe.</summary>
internal sealed class StageClock
{
    private readonly long[] _ticks = new long[Enum.GetValues<Stage>().Length];
    private Stage _stage;
    private long _since;

    /// <summary>Says that what follows belongs to a stage.</summary>
    public void Enter(Stage stage)
    {
        long now = Stopwatch.GetTimestamp();
        _ticks[(int)_stage] += now - _since;
        (_stage, _since) = (stage, now);
    }

    /// <summary>The time spent in a stage.</summary>
    public TimeSpan this[Stage stage] => Stopwatch.GetElapsedTime(0, _ticks[(int)stage]);
}
