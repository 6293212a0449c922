// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/bench/clusterbench.h"

#include "app/bench/randomsource.h"
#include "app/commands/outcome.h"
#include "app/commands/terminal.h"
#include "models/similarity/textclusters.h"
#include "models/similarity/tokens.h"

#include <QJsonArray>
#include <QJsonObject>

#include <algorithm>
#include <array>
#include <chrono>
#include <map>
#include <numeric>
#include <utility>

using namespace Qt::StringLiterals;

namespace bench {

namespace {

constexpr std::size_t kFew = 4000;
constexpr std::size_t kFewTemplates = 11;
constexpr double kAlone = 0.05;
constexpr double kLeast = 0.32; // as TextClusters
constexpr std::size_t kVocabulary = 4000;

class Timer
{
public:
    double seconds() const
    {
        return std::chrono::duration<double>(std::chrono::steady_clock::now() - m_begin).count();
    }

private:
    std::chrono::steady_clock::time_point m_begin = std::chrono::steady_clock::now();
};

std::string wordOf(std::size_t number)
{
    static constexpr std::array kParts{"ba", "ke", "li",  "mo",  "nu",  "ra",  "se",  "ti",
                                       "vo", "zu", "dor", "fin", "gas", "hel", "jun", "pat"};
    std::string word;
    for (int i = 0; i < 3; ++i, number /= kParts.size())
        word += kParts[number % kParts.size()];
    return word;
}

// A few words are frequent, most are rare, as in any text.
std::string anyWord(RandomSource& random)
{
    const double share = random.uniform();
    return wordOf(static_cast<std::size_t>(share * share * share * kVocabulary));
}

using Sentences = std::vector<std::vector<std::string>>;

Sentences anyTemplate(RandomSource& random)
{
    Sentences sentences(1 + random.below(4));
    for (auto& sentence : sentences) {
        const std::size_t length = 8 + random.below(10);
        for (std::size_t i = 0; i < length; ++i)
            sentence.push_back(random.chance(0.06)       ? "{figure}"
                                   : random.chance(0.04) ? "{name}"
                                                         : anyWord(random));
    }
    return sentences;
}

std::string filledIn(const Sentences& sentences, RandomSource& random)
{
    const std::size_t left =
        sentences.size() > 2 && random.chance(0.1) ? random.below(sentences.size()) : 99;
    std::string text;
    for (std::size_t i = 0; i < sentences.size(); ++i) {
        if (i == left)
            continue;
        for (const std::string& word : sentences[i]) {
            const bool isExchanged = random.chance(0.03);
            text += text.empty() ? "" : " ";
            if (word == "{figure}")
                text += std::to_string(random.below(1'000'000));
            else
                text += word == "{name}" || isExchanged ? anyWord(random) : word;
        }
        text += '.';
    }
    return text;
}

// Numbered in order, and how many there are of two and more.
std::size_t countOf(const std::vector<std::size_t>& clusters)
{
    std::map<std::size_t, std::size_t> sizes;
    for (const std::size_t one : clusters)
        ++sizes[one];
    return static_cast<std::size_t>(
        std::ranges::count_if(sizes, [](const auto& one) { return one.second > 1; }));
}

std::vector<std::uint64_t> wordPairs(const std::string& text)
{
    std::vector<similarity::Token> tokens;
    similarity::tokenize(text, similarity::Syntax::Plain, tokens);
    std::vector<std::uint64_t> pairs;
    std::uint32_t before = 0;
    for (const similarity::Token& token : tokens) {
        const std::uint32_t word = token.has(similarity::kFigure) ? 1 : token.hash;
        pairs.push_back((std::uint64_t{before} << 32U) | word);
        before = word;
    }
    std::ranges::sort(pairs);
    const auto rest = std::ranges::unique(pairs);
    pairs.erase(rest.begin(), rest.end());
    return pairs;
}

double exactSimilarity(const std::vector<std::uint64_t>& left,
                       const std::vector<std::uint64_t>& right)
{
    std::size_t both = 0;
    for (std::size_t i = 0, j = 0; i < left.size() && j < right.size();) {
        both += left[i] == right[j] ? 1 : 0;
        const bool isLeft = left[i] <= right[j];
        j += right[j] <= left[i] ? 1 : 0;
        i += isLeft ? 1 : 0;
    }
    return static_cast<double>(both) / static_cast<double>(left.size() + right.size() - both);
}

QJsonObject toJson(const ClusterFigures& figures)
{
    return {{u"texts"_s, static_cast<qint64>(figures.texts)},
            {u"planted"_s, static_cast<qint64>(figures.templates)},
            {u"found"_s, static_cast<qint64>(figures.found)},
            {u"seconds"_s, figures.seconds},
            {u"pairwise_precision"_s, figures.quality.precision},
            {u"pairwise_recall"_s, figures.quality.recall}};
}

void printRow(const char* name, const ClusterFigures& figures)
{
    commands::print(stdout, "%-24s %9zu %9zu %9zu %9.3f s %10.4f %8.4f\n", name, figures.texts,
                    figures.templates, figures.found, figures.seconds, figures.quality.precision,
                    figures.quality.recall);
}

} // namespace

PlantedTexts plantedTexts(std::size_t count, std::size_t templates, double alone,
                          std::uint64_t seed)
{
    RandomSource random(seed);
    std::vector<Sentences> made;
    for (std::size_t i = 0; i < templates; ++i)
        made.push_back(anyTemplate(random));
    PlantedTexts planted;
    for (std::size_t i = 0; i < count; ++i) {
        const bool isAlone = random.chance(alone);
        // Some are far more frequent than others.
        const double share = random.uniform();
        const auto which = static_cast<std::size_t>(share * share * static_cast<double>(templates));
        planted.texts.push_back(filledIn(isAlone ? anyTemplate(random) : made[which], random));
        planted.clusters.push_back(isAlone ? templates + i : which);
    }
    return planted;
}

PairQuality pairQuality(const std::vector<std::size_t>& planted,
                        const std::vector<std::size_t>& found)
{
    std::map<std::size_t, double> byPlanted;
    std::map<std::size_t, double> byFound;
    std::map<std::pair<std::size_t, std::size_t>, double> byBoth;
    for (std::size_t i = 0; i < planted.size(); ++i) {
        ++byPlanted[planted[i]];
        ++byFound[found[i]];
        ++byBoth[{planted[i], found[i]}];
    }
    const auto pairs = [](const auto& counts) {
        return std::accumulate(counts.begin(), counts.end(), 0.0, [](double sum, const auto& one) {
            return sum + one.second * (one.second - 1) / 2;
        });
    };
    return {.precision = pairs(byFound) > 0 ? pairs(byBoth) / pairs(byFound) : 1,
            .recall = pairs(byPlanted) > 0 ? pairs(byBoth) / pairs(byPlanted) : 1};
}

ClusterFigures clusterByMinHash(const PlantedTexts& planted, std::size_t templates)
{
    const Timer timer;
    similarity::TextClusters clusters;
    std::vector<std::size_t> found;
    found.reserve(planted.texts.size());
    for (const std::string& text : planted.texts)
        found.push_back(clusters.add(similarity::minHashOf(text)));
    for (std::size_t& one : found)
        one = clusters.rootOf(one);
    return {.texts = planted.texts.size(),
            .templates = templates,
            .found = countOf(found),
            .seconds = timer.seconds(),
            .quality = pairQuality(planted.clusters, found)};
}

ClusterFigures clusterByAllPairs(const PlantedTexts& planted, std::size_t templates)
{
    const Timer timer;
    std::vector<std::vector<std::uint64_t>> texts;
    for (const std::string& text : planted.texts)
        texts.push_back(wordPairs(text));
    std::vector<std::size_t> parents(texts.size());
    std::iota(parents.begin(), parents.end(), 0U);
    const auto rootOf = [&](std::size_t one) {
        while (parents[one] != one)
            one = parents[one] = parents[parents[one]];
        return one;
    };
    for (std::size_t i = 0; i < texts.size(); ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            if (exactSimilarity(texts[i], texts[j]) >= kLeast)
                parents[rootOf(i)] = rootOf(j);
        }
    }
    std::vector<std::size_t> found;
    for (std::size_t i = 0; i < texts.size(); ++i)
        found.push_back(rootOf(i));
    return {.texts = texts.size(),
            .templates = templates,
            .found = countOf(found),
            .seconds = timer.seconds(),
            .quality = pairQuality(planted.clusters, found)};
}

int runClusters(std::size_t many, bool isJson)
{
    constexpr std::size_t kTextsOfOne = 500;
    const std::size_t templates = std::max<std::size_t>(many / kTextsOfOne, 1);
    const PlantedTexts few = plantedTexts(kFew, kFewTemplates, kAlone, 1);
    const ClusterFigures ours = clusterByMinHash(few, kFewTemplates);
    const ClusterFigures anchor = clusterByAllPairs(few, kFewTemplates);
    const ClusterFigures large =
        clusterByMinHash(plantedTexts(many, templates, kAlone, 2), templates);
    if (isJson) {
        commands::printJson({{u"bench"_s, u"clusters"_s},
                             {u"few"_s, toJson(ours)},
                             {u"few_all_pairs"_s, toJson(anchor)},
                             {u"many"_s, toJson(large)},
                             {u"speed_ratio"_s, anchor.seconds / ours.seconds}});
        return 0;
    }
    commands::print(stdout, "%-24s %9s %9s %9s %11s %10s %8s\n", "", "texts", "planted", "found",
                    "time", "precision", "recall");
    printRow("clusters", ours);
    printRow("all pairs (anchor)", anchor);
    printRow("clusters", large);
    commands::print(stdout,
                    "\n%.0f times as fast as comparing all pairs; precision and recall are of "
                    "pairs of texts\n",
                    anchor.seconds / ours.seconds);
    return 0;
}

} // namespace bench
