using System.Globalization;
using System.Text;

namespace Terminology;

/// <summary>One statement of a Turtle file; resources are full addresses, blank nodes begin with <c>_:</c>.</summary>
internal readonly record struct TurtleStatement(string Subject, string Predicate, string Object, string? Language, int Line);

/// <summary>A fault of syntax, with its place.</summary>
internal sealed class TurtleException(string message, int line, int column) : Exception(message)
{
    public int Line => line;

    public int Column => column;
}

/// <summary>Reads Turtle (W3C Recommendation 2014): prefixes, base, literals of all kinds, blank nodes and collections.</summary>
internal sealed class TurtleReader(string text, int maxDepth)
{
    private const string Rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#";

    private readonly Dictionary<string, string> _prefixes = [];
    private readonly Queue<TurtleStatement> _out = new();
    private string _base = "";
    private int _at, _blank, _line = 1, _lineStart;

    public IEnumerable<TurtleStatement> Read()
    {
        while (true)
        {
            Space();
            if (_at >= text.Length)
                yield break;
            Statement();
            while (_out.TryDequeue(out TurtleStatement statement))
                yield return statement;
        }
    }

    private void Statement()
    {
        bool at = text[_at] == '@';
        if (at || Word("PREFIX") || Word("BASE"))
        {
            string name = Letters(at ? 1 : 0);
            if (name.Equals("prefix", StringComparison.OrdinalIgnoreCase))
            {
                Space();
                int colon = text.IndexOf(':', _at);
                if (colon < 0)
                    Fail("expected a prefix and a colon.");
                string prefix = text[_at..colon];
                _at = colon + 1;
                Space();
                _prefixes[prefix] = Iri();
            }
            else if (name.Equals("base", StringComparison.OrdinalIgnoreCase))
            {
                Space();
                _base = Iri();
            }
            else
                Fail("expected @prefix or @base.");
            Space();
            if (at)
                Expect('.');
            return;
        }
        string subject = Current is '[' ? BlankNode(0) : Current is '(' ? Collection(0) : Resource();
        Space();
        if (Current != '.')
            Predicates(subject, 0);
        Expect('.');
    }

    private void Predicates(string subject, int depth)
    {
        while (true)
        {
            Space();
            string predicate;
            if (Current == 'a' && _at + 1 < text.Length && (char.IsWhiteSpace(text[_at + 1]) || text[_at + 1] is '<' or '"'))
            {
                _at++;
                predicate = Rdf + "type";
            }
            else
                predicate = Resource();
            do
            {
                Space();
                Object(subject, predicate, depth);
                Space();
            }
            while (Take(','));
            bool more = false;
            while (Take(';'))
            {
                more = true;
                Space();
            }
            if (!more || Current is '.' or ']' or '\0')
                return;
        }
    }

    private void Object(string subject, string predicate, int depth)
    {
        int line = _line;
        switch (Current)
        {
            case '"' or '\'':
                string value = Literal();
                string? language = null;
                if (Current == '@')
                    language = Tag();
                else if (text.AsSpan(_at).StartsWith("^^"))
                {
                    _at += 2;
                    Resource();
                }
                _out.Enqueue(new(subject, predicate, value, language, line));
                break;
            case '[':
                _out.Enqueue(new(subject, predicate, BlankNode(depth + 1), null, line));
                break;
            case '(':
                _out.Enqueue(new(subject, predicate, Collection(depth + 1), null, line));
                break;
            case (>= '0' and <= '9') or '+' or '-':
                int start = _at++;
                while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] is '+' or '-' || (text[_at] == '.' && _at + 1 < text.Length && char.IsAsciiDigit(text[_at + 1]))))
                    _at++;
                _out.Enqueue(new(subject, predicate, text[start.._at], null, line));
                break;
            default:
                if (Word("true") || Word("false"))
                    _out.Enqueue(new(subject, predicate, Letters(0), null, line));
                else
                    _out.Enqueue(new(subject, predicate, Resource(), null, line));
                break;
        }
    }

    private string BlankNode(int depth)
    {
        if (depth > maxDepth)
            Fail("nested too deeply.");
        Expect('[');
        string name = "_:b" + (_blank++).ToString(CultureInfo.InvariantCulture);
        Space();
        if (Current != ']')
            Predicates(name, depth);
        Space();
        Expect(']');
        return name;
    }

    private string Collection(int depth)
    {
        if (depth > maxDepth)
            Fail("nested too deeply.");
        Expect('(');
        string name = "_:b" + (_blank++).ToString(CultureInfo.InvariantCulture);
        Space();
        while (Current != ')')
        {
            if (Current == '\0')
                Fail("a collection is not closed.");
            Object(name, Rdf + "first", depth);
            Space();
        }
        _at++;
        return name;
    }

    private string Resource()
    {
        if (Current == '<')
            return Iri();
        int start = _at;
        while (_at < text.Length && !char.IsWhiteSpace(text[_at]) && text[_at] is not (';' or ',' or '[' or ']' or '(' or ')' or '"' or '<' or '>' or '#'))
        {
            if (text[_at] == '\\')
                _at++;
            _at++;
        }
        _at = Math.Min(_at, text.Length);
        // A dot at the end closes the statement.
        while (_at > start && text[_at - 1] == '.')
            _at--;
        string name = text[start.._at];
        int colon = name.IndexOf(':', StringComparison.Ordinal);
        if (colon < 0)
            Fail("expected an address, a prefixed name or a literal.");
        if (name.StartsWith("_:", StringComparison.Ordinal))
            return "_:n" + name[2..];
        if (!_prefixes.TryGetValue(name[..colon], out string? expanded))
            Fail("a prefix that is not declared.");
        return expanded + name[(colon + 1)..].Replace("\\", "", StringComparison.Ordinal);
    }

    private string Iri()
    {
        Expect('<');
        int end = text.IndexOf('>', _at);
        if (end < 0 || text.AsSpan(_at, end - _at).IndexOfAny('\n', '<', ' ') >= 0)
            Fail("an address is not closed.");
        string iri = Unescape(text.AsSpan(_at, end - _at));
        _at = end + 1;
        return _base.Length > 0 && !iri.Contains(':', StringComparison.Ordinal) ? _base + iri : iri;
    }

    private string Literal()
    {
        char quote = text[_at];
        if (_at + 2 < text.Length && text[_at + 1] == quote && text[_at + 2] == quote)
        {
            int from = _at + 3, i = from;
            while (i + 2 < text.Length && !(text[i] == quote && text[i + 1] == quote && text[i + 2] == quote && !(i + 3 < text.Length && text[i + 3] == quote)))
            {
                if (text[i] == '\\') i++;
                else if (text[i] == '\n') (_line, _lineStart) = (_line + 1, i + 1);
                i++;
            }
            if (i + 2 >= text.Length)
                Fail("a text is not closed.");
            _at = i + 3;
            return Unescape(text.AsSpan(from, i - from));
        }
        int start = ++_at;
        while (_at < text.Length && text[_at] != quote && text[_at] is not ('\n' or '\r'))
            _at += text[_at] == '\\' ? 2 : 1;
        if (_at >= text.Length || text[_at] != quote)
            Fail("a text is not closed.");
        return Unescape(text.AsSpan(start, _at++ - start));
    }

    private string Unescape(ReadOnlySpan<char> raw)
    {
        if (!raw.Contains('\\'))
            return raw.ToString();
        var result = new StringBuilder(raw.Length);
        for (int i = 0; i < raw.Length; i++)
        {
            if (raw[i] != '\\' || i + 1 >= raw.Length)
            {
                result.Append(raw[i]);
                continue;
            }
            char c = raw[++i];
            int digits = c == 'u' ? 4 : c == 'U' ? 8 : 0;
            if (digits > 0)
            {
                if (i + digits >= raw.Length || !int.TryParse(raw.Slice(i + 1, digits), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out int code) || !Rune.IsValid(code))
                    Fail("a \\u escape that is no character.");
                else
                    result.Append(new Rune(code).ToString());
                i += digits;
            }
            else
                result.Append(c switch { 'n' => '\n', 'r' => '\r', 't' => '\t', 'b' => '\b', 'f' => '\f', _ => c });
        }
        return result.ToString();
    }

    private string Tag()
    {
        int start = ++_at;
        while (_at < text.Length && (char.IsAsciiLetterOrDigit(text[_at]) || text[_at] == '-'))
            _at++;
        return text[start.._at];
    }

    private string Letters(int skip)
    {
        int start = _at += skip;
        while (_at < text.Length && char.IsAsciiLetter(text[_at]))
            _at++;
        return text[start.._at];
    }

    private bool Word(string word) => text.AsSpan(_at).StartsWith(word, StringComparison.OrdinalIgnoreCase)
        && (_at + word.Length >= text.Length || !(char.IsLetterOrDigit(text[_at + word.Length]) || text[_at + word.Length] is ':' or '_' or '-'));

    private char Current => _at < text.Length ? text[_at] : '\0';

    private bool Take(char c)
    {
        if (Current != c)
            return false;
        _at++;
        return true;
    }

    private void Expect(char c)
    {
        Space();
        if (!Take(c))
            Fail($"expected '{c}'.");
    }

    private void Space()
    {
        while (_at < text.Length)
        {
            if (text[_at] == '\n')
                (_line, _lineStart) = (_line + 1, _at + 1);
            if (char.IsWhiteSpace(text[_at]))
                _at++;
            else if (text[_at] == '#')
                while (_at < text.Length && text[_at] != '\n')
                    _at++;
            else
                return;
        }
    }

    [System.Diagnostics.CodeAnalysis.DoesNotReturn]
    private void Fail(string message) => throw new TurtleException(message, _line, _at - _lineStart + 1);
}
