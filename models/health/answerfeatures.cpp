// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/health/answerfeatures.h"

#include <algorithm>
#include <cmath>
#include <functional>
#include <numeric>

namespace health {

namespace {

constexpr float kLowest = -6; // log-odds where there is nothing of a kind
constexpr std::size_t kSmooth = 5;
constexpr std::size_t kMostContrasts = 3;

float logOddsOf(float probability)
{
    return std::log((probability + 1e-4F) / (1 - probability + 1e-4F));
}

float share(std::size_t part, std::size_t whole)
{
    return whole == 0 ? 0 : static_cast<float>(part) / static_cast<float>(whole);
}

float logCount(std::size_t count)
{
    return std::log1p(static_cast<float>(count));
}

class Summary
{
    using enum AnswerFeature;

public:
    Summary(const TokenTable& table, const std::vector<float>& scores, AnswerVector& result)
        : m_table(table)
        , m_scores(scores)
        , m_result(result)
    {
    }

    void run()
    {
        scores();
        kinds();
        details();
        sentences();
    }

private:
    float& at(AnswerFeature feature)
    {
        return m_result[kGroundFeatures + static_cast<std::size_t>(feature)];
    }
    std::uint8_t value(TokenFeature feature, std::size_t row) const
    {
        return m_table.at(feature, row);
    }

    void scores()
    {
        const std::size_t rows = m_scores.size();
        std::vector<float> top = m_scores;
        const std::size_t most = std::min<std::size_t>(20, rows);
        std::partial_sort(top.begin(), top.begin() + static_cast<std::ptrdiff_t>(most), top.end(),
                          std::greater<>());
        const auto mean = [&top, rows](std::size_t count) {
            count = std::min(count, rows);
            const auto end = top.begin() + static_cast<std::ptrdiff_t>(count);
            return count == 0 ? kLowest
                              : std::accumulate(top.begin(), end, 0.0F) / static_cast<float>(count);
        };
        at(Highest) = mean(1);
        at(TopThree) = mean(3);
        at(TopEight) = mean(8);
        at(TopTwenty) = mean(20);
        std::vector<float> upTo(rows + 1, 0);
        for (std::size_t row = 0; row < rows; ++row)
            upTo[row + 1] = upTo[row] + probabilityOf(m_scores[row]);
        at(Sum) = std::log1p(upTo.back());
        at(Mean) = logOddsOf(rows == 0 ? 0 : upTo.back() / static_cast<float>(rows));
        float smooth = 0;
        const std::size_t width = std::min(kSmooth, std::max<std::size_t>(rows, 1));
        for (std::size_t row = width; row <= rows; ++row)
            smooth = std::max(smooth, (upTo[row] - upTo[row - width]) / static_cast<float>(width));
        at(Smooth) = logOddsOf(smooth);
        at(Rows) = logCount(rows);
    }

    void kinds()
    {
        for (const AnswerFeature feature : {HighestNumber, HighestName, HighestNovel, HighestKnown})
            at(feature) = kLowest;
        for (std::size_t row = 0; row < m_scores.size(); ++row) {
            const auto raise = [this, row](AnswerFeature feature) {
                at(feature) = std::max(at(feature), m_scores[row]);
            };
            raise(value(TokenFeature::Novel, row) != 0 ? HighestNovel : HighestKnown);
            if (value(TokenFeature::Kind, row) == 2)
                raise(HighestNumber);
            if (value(TokenFeature::IsName, row) != 0)
                raise(HighestName);
        }
    }

    template<typename Test>
    std::size_t countIf(Test test) const
    {
        std::size_t count = 0;
        for (std::size_t row = 0; row < m_scores.size(); ++row)
            count += test(row) ? 1 : 0;
        return count;
    }

    void details()
    {
        const auto is = [this](TokenFeature feature, std::uint8_t wanted) {
            return
                [this, feature, wanted](std::size_t row) { return value(feature, row) == wanted; };
        };
        const auto isOutside = [this](std::size_t row) {
            return value(TokenFeature::InMatch, row) == 0 && value(TokenFeature::Novel, row) == 0;
        };
        at(NumbersOutside) = logCount(countIf([&](std::size_t row) {
            return value(TokenFeature::Kind, row) == 2 && isOutside(row);
        }));
        at(NamesOutside) = logCount(countIf([&](std::size_t row) {
            return value(TokenFeature::IsName, row) != 0 && isOutside(row);
        }));
        at(Opposites) = logCount(countIf(is(TokenFeature::Opposite, 2)));
        at(OppositesAlone) = logCount(countIf([&](std::size_t row) {
            return value(TokenFeature::Opposite, row) == 3
                && value(TokenFeature::OppositeGroup, row) == 1;
        }));
        at(NegatedHere) = logCount(countIf(is(TokenFeature::NegationNear, 3)));
        at(NegatedThere) = logCount(countIf(is(TokenFeature::NegationNear, 4)));
        at(OtherInSlot) = logCount(countIf([&](std::size_t row) {
            return value(TokenFeature::Slot, row) == 2 && value(TokenFeature::Novel, row) == 0;
        }));
        at(OtherUnit) = logCount(countIf(is(TokenFeature::Unit, 2)));
        at(Inverted) = share(countIf(is(TokenFeature::Order, 2)), m_scores.size());
        at(Outside) = share(countIf(is(TokenFeature::InMatch, 0)), m_scores.size());
    }

    void sentences()
    {
        float least = 1;
        float cover = 0;
        std::size_t count = 0;
        std::size_t gaps = 0;
        std::size_t stray = 0;
        bool isStray = false; // the sentence at hand
        for (std::size_t row = 0; row < m_scores.size(); ++row) {
            if (row == 0
                || value(TokenFeature::Sentence, row) != value(TokenFeature::Sentence, row - 1)) {
                const float own = share(value(TokenFeature::SentenceCover, row), 50);
                least = std::min(least, own);
                cover += own;
                ++count;
                const bool negates = value(TokenFeature::SentenceNegations, row) > 0;
                gaps += negates != (value(TokenFeature::MatchNegations, row) > 0) ? 1 : 0;
                isStray = false;
            }
            if (!isStray && value(TokenFeature::Kind, row) == 2
                && value(TokenFeature::InMatch, row) == 0) {
                isStray = true;
                ++stray;
            }
        }
        at(LeastCover) = least;
        at(MeanCover) = count == 0 ? 1 : cover / static_cast<float>(count);
        at(NegationGap) = share(gaps, count);
        at(StrayNumbers) = share(stray, count);
        const float novel = m_result[static_cast<std::size_t>(GroundFeature::NovelWords)];
        at(NovelWordsSquared) = novel * novel;
        at(Denials) = logCount(std::min(m_table.contrasts.denials, kMostContrasts));
        at(Restrictions) = logCount(std::min(m_table.contrasts.restrictions, kMostContrasts));
    }

    const TokenTable& m_table;
    const std::vector<float>& m_scores;
    AnswerVector& m_result;
};

} // namespace

std::array<std::string_view, kAllFeatures> answerFeatureNames()
{
    std::array<std::string_view, kAllFeatures> names{};
    const std::vector<std::string_view> ground = groundFeatureNames();
    std::ranges::copy(ground, names.begin());
    static constexpr std::array<std::string_view, kAnswerFeatures> own{
        "highest",         "top_three",     "top_eight",
        "top_twenty",      "mean",          "sum",
        "smooth",          "rows",          "highest_number",
        "highest_name",    "highest_novel", "highest_known",
        "numbers_outside", "names_outside", "opposites",
        "opposites_alone", "negated_here",  "negated_there",
        "other_in_slot",   "other_unit",    "inverted",
        "outside",         "least_cover",   "mean_cover",
        "negation_gap",    "stray_numbers", "novel_words_squared",
        "denials",         "restrictions"};
    std::ranges::copy(own, names.begin() + kGroundFeatures);
    return names;
}

AnswerVector answerFeatures(const Grounding& grounding, const std::vector<float>& scores)
{
    AnswerVector result{};
    std::ranges::transform(grounding.features, result.begin(),
                           [](double value) { return static_cast<float>(value); });
    Summary(*grounding.table, scores, result).run();
    return result;
}

float probabilityOf(float logOdds)
{
    return 1 / (1 + std::exp(-logOdds));
}

} // namespace health
