using System.Reflection;

namespace Terminology.Tests;

public class TypeTests
{
    private static readonly Type[] s_public = [.. typeof(TermExtractor).Assembly.GetExportedTypes()];

    [Fact]
    public void Public_classes_are_sealed_or_static() =>
        Assert.Empty(s_public.Where(t => t.IsClass && !t.IsSealed && !t.IsAbstract).Select(t => t.Name));

    [Fact]
    public void Public_types_have_no_public_setters_or_fields()
    {
        var faults = new List<string>();
        foreach (Type t in s_public.Where(t => !t.IsEnum))
        {
            faults.AddRange(t.GetFields(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly).Select(f => $"{t.Name}.{f.Name}"));
            foreach (PropertyInfo p in t.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            {
                if (p.SetMethod is { IsPublic: true } set && !set.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(System.Runtime.CompilerServices.IsExternalInit)))
                    faults.Add($"{t.Name}.{p.Name}");
            }
        }
        Assert.Empty(faults);
    }

    [Fact]
    public void No_type_is_called_Terminology_and_all_stand_in_its_namespace()
    {
        Assert.DoesNotContain(s_public, t => t.Name == "Terminology");
        Assert.All(s_public, t => Assert.Equal("Terminology", t.Namespace));
    }

    [Fact]
    public void No_type_of_a_package_stands_in_a_public_signature()
    {
        var faults = new List<string>();
        foreach (Type t in s_public)
        {
            foreach (MethodBase m in t.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly).OfType<MethodBase>())
            {
                foreach (Type used in m.GetParameters().Select(p => p.ParameterType).Append((m as MethodInfo)?.ReturnType ?? typeof(void)))
                {
                    if (used.Assembly.GetName().Name is { } name && !name.StartsWith("System", StringComparison.Ordinal) && !name.StartsWith("Terminology", StringComparison.Ordinal))
                        faults.Add($"{t.Name}.{m.Name}: {used}");
                }
            }
        }
        Assert.Empty(faults);
    }
}
