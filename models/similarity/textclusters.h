// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include "models/similarity/minhash.h"

#include <cstddef>
#include <cstdint>
#include <span>
#include <unordered_map>
#include <vector>

namespace similarity {

// Clusters of texts that resemble each other, found one text at a time in the order in which they
// come: each joins the cluster that has the text most like it, if that is like enough, or begins
// one. A cluster keeps its number for good; where a text is like those of two, the younger is
// merged into the older. Texts are compared with a few examples of each cluster, which are found by
// their bands, so a text costs the same however many there are.
class TextClusters
{
public:
    // From what similarity on texts belong together, 0..1. Estimated, hence not much below .3.
    explicit TextClusters(double least = 0.32)
        : m_least(least)
    {
    }

    // Its cluster; of an empty text one of its own.
    std::size_t add(const MinHash& text);
    // What the cluster of that number belongs to by now: itself, or an older one.
    std::size_t rootOf(std::size_t cluster) const;
    std::size_t count() const { return m_parents.size(); } // merged ones included

private:
    struct Example
    {
        MinHash text;
        std::size_t cluster = 0;
    };
    struct Near
    {
        std::size_t cluster = 0;
        double similarity = 0;
    };

    std::vector<Near> nearOf(const MinHash& text) const; // roots, the most similar first
    void keepExample(const MinHash& text, std::size_t cluster);
    void merge(std::size_t older, std::size_t younger);

    double m_least;
    std::vector<std::size_t> m_parents; // of clusters
    std::vector<std::size_t> m_exampleCounts; // of clusters
    std::vector<Example> m_examples;
    std::unordered_map<std::uint64_t, std::vector<std::uint32_t>> m_bands; // examples by band
};

// The text that is most like the others, by its place; of many a sample of 64 is asked. Not for
// none.
std::size_t medoidOf(std::span<const MinHash* const> texts);

} // namespace similarity
