// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/modelreturns.h"

#include <map>
#include <set>
#include <string>

namespace items {

namespace {

constexpr std::int64_t kFewest = 5; // answers in a bucket that tell who rules it
constexpr double kRules = 0.9;

struct Bucket
{
    std::int64_t all = 0;
    std::int64_t most = 0;
    std::string model; // of the most
};

} // namespace

std::vector<ModelReturn> modelReturns(const std::vector<VolumeSeries>& volumes)
{
    std::map<telemetry::Timestamp, Bucket> buckets;
    for (const VolumeSeries& volume : volumes) {
        for (const auto& point : volume.points) {
            Bucket& bucket = buckets[point.start];
            bucket.all += point.sum.count;
            if (point.sum.count > bucket.most) {
                bucket.most = point.sum.count;
                bucket.model = volume.name;
            }
        }
    }
    std::vector<ModelReturn> returns;
    std::set<std::string> haveRuled;
    std::string ruler;
    std::string next; // ruled the bucket before, and no more yet
    telemetry::Timestamp since;
    for (const auto& [start, bucket] : buckets) {
        if (bucket.all < kFewest)
            continue;
        if (static_cast<double>(bucket.most) < kRules * static_cast<double>(bucket.all)
            || bucket.model == ruler) {
            next.clear();
            continue;
        }
        if (bucket.model != next) {
            next = bucket.model;
            since = start;
            continue;
        }
        if (haveRuled.contains(next))
            returns.push_back({.time = since, .model = next, .previous = ruler});
        ruler = next;
        haveRuled.insert(ruler);
        next.clear();
    }
    return returns;
}

} // namespace items
