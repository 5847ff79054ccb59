using Parquet;
using Parquet.Data;
using Parquet.Schema;

namespace Terminology.Formats;

/// <summary>Writes tables of profiles as Parquet, for DuckDB, R (arrow) and Python. Pure functions.</summary>
public static class ParquetTable
{
    /// <summary>Writes a table.</summary>
    /// <param name="table">The table.</param>
    /// <param name="path">The file; replaced whole.</param>
    public static void Write(TidyTable table, string path)
    {
        ArgumentNullException.ThrowIfNull(table);
        ArgumentException.ThrowIfNullOrEmpty(path);
        using var bytes = new MemoryStream();
        WriteAsync(table, bytes).GetAwaiter().GetResult();
        WholeFile.Write(path, stream => bytes.WriteTo(stream));
    }

    /// <summary>Writes a folder DuckDB can query: usage.parquet (a row a term and period), terms.parquet (a row a term) and views.sql, which defines both as views.</summary>
    /// <param name="profile">The profile.</param>
    /// <param name="folder">The folder; made where it does not exist.</param>
    public static void WriteFolder(DiachronicProfile profile, string folder)
    {
        ArgumentNullException.ThrowIfNull(profile);
        ArgumentException.ThrowIfNullOrEmpty(folder);
        Directory.CreateDirectory(folder);
        Write(TidyTable.ByPeriod(profile), Path.Combine(folder, "usage.parquet"));
        Write(TidyTable.PerTerm(profile), Path.Combine(folder, "terms.parquet"));
        WholeFile.Write(Path.Combine(folder, "views.sql"), stream => stream.Write("""
            -- Run in this folder: duckdb -init views.sql
            CREATE VIEW usage AS SELECT * FROM 'usage.parquet';
            CREATE VIEW terms AS SELECT * FROM 'terms.parquet';

            """u8));
    }

    private static async Task WriteAsync(TidyTable table, Stream stream)
    {
        DataField[] fields = [.. table.Columns.Select(c => (DataField)(c.Texts is not null ? new DataField<string>(c.Name) : c.Integers is not null ? new DataField<long?>(c.Name) : new DataField<double?>(c.Name)))];
        await using ParquetWriter writer = await ParquetWriter.CreateAsync(new ParquetSchema(fields), stream);
        using ParquetRowGroupWriter group = writer.CreateRowGroup();
        for (int i = 0; i < fields.Length; i++)
        {
            TidyColumn column = table.Columns[i];
            if (column.Texts is { } texts)
                await group.WriteAsync(fields[i], [.. texts]);
            else if (column.Integers is { } integers)
                await group.WriteAsync<long>(fields[i], integers.ToArray());
            else
                await group.WriteAsync<double>(fields[i], column.Numbers!.ToArray());
        }
    }
}
