// SPDX-License-Identifier: GPL-3.0-or-later

#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace bench {

// Texts of planted clusters: templates of one to four sentences, each used with other figures and
// names, a few words exchanged and now and then a sentence left out; and texts like no other, made
// of the same words.
struct PlantedTexts
{
    std::vector<std::string> texts;
    std::vector<std::size_t>
        clusters; // the planted one of each; those like no other have their own
};
PlantedTexts plantedTexts(std::size_t count, std::size_t templates, double alone,
                          std::uint64_t seed);

// Of two texts: together in what was found and in what was planted.
struct PairQuality
{
    double precision = 0; // of the pairs found, how many are planted
    double recall = 0; // of the pairs planted, how many are found
};
PairQuality pairQuality(const std::vector<std::size_t>& planted,
                        const std::vector<std::size_t>& found);

struct ClusterFigures
{
    std::size_t texts = 0;
    std::size_t templates = 0;
    std::size_t found = 0; // clusters of two and more
    double seconds = 0;
    PairQuality quality;
};
ClusterFigures clusterByMinHash(const PlantedTexts& planted, std::size_t templates);
// The anchor: every pair compared by the exact share of its word pairs, what is alike by .32
// and more hangs together. Quadratic.
ClusterFigures clusterByAllPairs(const PlantedTexts& planted, std::size_t templates);

// `bench clusters`: 4,000 texts beside the anchor, and 100,000. The exit status.
int runClusters(std::size_t many, bool isJson);

} // namespace bench
