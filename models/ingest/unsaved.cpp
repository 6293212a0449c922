// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/ingest/unsaved.h"

#include "models/telemetry/scarcememory.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace ingest {

namespace {

constexpr std::size_t kMostLinkJobs = 1000; // hours of heartbeats

} // namespace

void Unsaved::add(RejectionJob job)
{
    const auto known = std::ranges::find_if(rejections, [&](const RejectionJob& other) {
        return other.rejection.signal == job.rejection.signal
            && other.rejection.reason == job.rejection.reason;
    });
    if (known == rejections.end()) {
        telemetry::makeRoom(rejections);
        rejections.push_back(std::move(job));
        return;
    }
    known->rejection.count += job.rejection.count;
    known->recorded = std::max(known->recorded, job.recorded);
}

void Unsaved::add(RedactionJob job)
{
    for (telemetry::Redaction& redaction : job.redactions) {
        const auto known = std::ranges::find_if(redactions, [&](const RedactionJob& other) {
            const telemetry::Redaction& taken = other.redactions.front();
            return taken.rule == redaction.rule && taken.service == redaction.service;
        });
        if (known == redactions.end()) {
            RedactionJob first{.redactions = {}, .recorded = job.recorded};
            telemetry::makeRoom(first.redactions);
            telemetry::makeRoom(redactions);
            first.redactions.push_back(std::move(redaction));
            redactions.push_back(std::move(first));
            continue;
        }
        known->redactions.front().count += redaction.count;
        known->recorded = std::max(known->recorded, job.recorded);
    }
}

// Gaps are told once; how a link was is told again.
void Unsaved::add(LinkJob job)
{
    telemetry::withPatience([&] { links.push_back(std::move(job)); });
    if (links.size() <= kMostLinkJobs)
        return;
    std::vector<store::Gap> gaps = std::move(links.front().gaps);
    links.pop_front();
    telemetry::withPatience(
        [&] { links.front().gaps.reserve(links.front().gaps.size() + gaps.size()); });
    links.front().gaps.insert(links.front().gaps.begin(), std::make_move_iterator(gaps.begin()),
                              std::make_move_iterator(gaps.end()));
}

bool Unsaved::empty() const
{
    return results.empty() && rejections.empty() && redactions.empty() && links.empty();
}

std::string Unsaved::loss() const
{
    if (!results.empty())
        return "The recording could not be written to: the newest health results are missing and "
               "will be made again.";
    return "The recording could not be written to: what was rejected or redacted last, and how "
           "links were, is missing.";
}

} // namespace ingest
