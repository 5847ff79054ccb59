namespace Terminology.Tool.Tests.Commands;

public sealed class ExplainCommandTests
{
    [Fact]
    public async Task A_listed_term_is_explained_with_its_features_and_context()
    {
        Output run = (await Tool.Run("explain", "seeds/corpus", "两化深度融合")).Ended(0);
        Assert.StartsWith("两化深度融合: ", run.Text, StringComparison.Ordinal);
        Assert.Contains("tokens: ", run.Text, StringComparison.Ordinal);
        Assert.Contains("context: ", run.Text, StringComparison.Ordinal);
        Assert.Contains("contribution", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_string_that_does_not_stand_in_the_text_ends_with_1()
    {
        Output run = (await Tool.Run("explain", "seeds/corpus", "量子纠缠")).Ended(1);
        Assert.StartsWith("量子纠缠: ", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_common_word_is_not_a_term_and_the_stage_is_said()
    {
        Output run = (await Tool.Run("explain", "seeds/corpus", "今日")).Ended(1);
        Assert.StartsWith("今日: ", run.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_log_linear_model_is_explained_by_its_weights()
    {
        Output run = (await Tool.Run("explain", "seeds/corpus", "两化深度融合", "--model", "log-linear")).Ended(0);
        Assert.Contains("weakest joint (NPMI)", run.Text, StringComparison.Ordinal);
    }
}
