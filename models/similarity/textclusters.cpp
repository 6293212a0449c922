// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/similarity/textclusters.h"

#include <algorithm>
#include <functional>
#include <map>
#include <utility>

namespace similarity {

namespace {

constexpr std::size_t kMostExamples = 8; // of one cluster
constexpr double kOtherExample = 0.75; // less like all examples than that, it becomes one
constexpr double kMerges = 0.5; // like two clusters by that, it makes one of them
constexpr std::size_t kMostInBand = 64; // examples; a band that so many share tells nothing
constexpr std::size_t kMostCompared = 48;
constexpr std::size_t kSample = 64;

} // namespace

std::size_t TextClusters::rootOf(std::size_t cluster) const
{
    while (m_parents[cluster] != cluster)
        cluster = m_parents[cluster];
    return cluster;
}

// Those that share most bands are compared, some dozens at most.
std::vector<TextClusters::Near> TextClusters::nearOf(const MinHash& text) const
{
    std::unordered_map<std::uint32_t, int> shared;
    for (std::size_t band = 0; band < kBands; ++band) {
        const auto found = m_bands.find(text.band(band));
        if (found == m_bands.end())
            continue;
        for (const std::uint32_t example : found->second)
            ++shared[example];
    }
    std::vector<std::pair<int, std::uint32_t>> order;
    order.reserve(shared.size());
    for (const auto& [example, bands] : shared)
        order.emplace_back(-bands, example);
    const std::size_t compared = std::min(order.size(), kMostCompared);
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(compared),
                      order.end());
    std::map<std::size_t, double> best;
    for (std::size_t i = 0; i < compared; ++i) {
        const Example& example = m_examples[order[i].second];
        const double similarity = similarityOf(text, example.text);
        if (similarity >= m_least) {
            double& known = best[rootOf(example.cluster)];
            known = std::max(known, similarity);
        }
    }
    std::vector<Near> near;
    for (const auto& [cluster, similarity] : best)
        near.push_back({.cluster = cluster, .similarity = similarity});
    std::ranges::stable_sort(near, std::greater(), &Near::similarity);
    return near;
}

void TextClusters::keepExample(const MinHash& text, std::size_t cluster)
{
    if (m_exampleCounts[cluster] >= kMostExamples)
        return;
    ++m_exampleCounts[cluster];
    const auto number = static_cast<std::uint32_t>(m_examples.size());
    m_examples.push_back({.text = text, .cluster = cluster});
    for (std::size_t band = 0; band < kBands; ++band) {
        std::vector<std::uint32_t>& sharing = m_bands[text.band(band)];
        if (sharing.size() < kMostInBand)
            sharing.push_back(number);
    }
}

void TextClusters::merge(std::size_t older, std::size_t younger)
{
    m_parents[younger] = older;
    m_exampleCounts[older] += m_exampleCounts[younger];
}

std::size_t TextClusters::add(const MinHash& text)
{
    const std::vector<Near> near = text.isEmpty() ? std::vector<Near>{} : nearOf(text);
    if (near.empty()) {
        const std::size_t cluster = m_parents.size();
        m_parents.push_back(cluster);
        m_exampleCounts.push_back(0);
        if (!text.isEmpty())
            keepExample(text, cluster);
        return cluster;
    }
    // What hangs together by one text in the middle alone is left apart.
    std::size_t cluster = near.front().cluster;
    for (const Near& one : near) {
        if (one.cluster == cluster || std::min(one.similarity, near.front().similarity) < kMerges)
            continue;
        merge(std::min(cluster, one.cluster), std::max(cluster, one.cluster));
        cluster = std::min(cluster, one.cluster);
    }
    if (near.front().similarity < kOtherExample)
        keepExample(text, cluster);
    return cluster;
}

std::size_t medoidOf(std::span<const MinHash* const> texts)
{
    // Evenly out of all of them.
    std::vector<std::size_t> sample;
    const std::size_t count = std::min(texts.size(), kSample);
    for (std::size_t i = 0; i < count; ++i)
        sample.push_back(i * texts.size() / count);
    std::size_t best = 0;
    double most = -1;
    for (const std::size_t one : sample) {
        double sum = 0;
        for (const std::size_t other : sample)
            sum += similarityOf(*texts[one], *texts[other]);
        if (sum > most) {
            most = sum;
            best = one;
        }
    }
    return best;
}

} // namespace similarity
