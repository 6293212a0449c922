// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/suspects/clusters.h"

#include "models/telemetry/generation.h"

#include <algorithm>
#include <map>
#include <tuple>

namespace suspects {

namespace {

using Candidate = SuspectQueue::Candidate;

constexpr const char* kTextBlanks = " \t\n\r\f\v";

telemetry::SpanKey keyOf(const Candidate& one)
{
    return {.trace = one.facts.suspicion.trace, .span = one.facts.suspicion.span};
}

std::string versionOf(const Candidate& one)
{
    std::string text = one.facts.model.empty() ? "model unknown" : one.facts.model;
    for (const std::string* part :
         {&one.facts.adapter, &one.facts.version, &one.facts.promptVersion}) {
        if (!part->empty())
            text += ", " + *part;
    }
    return text;
}

std::vector<std::pair<std::string, std::int64_t>>
byCount(const std::map<std::string, std::int64_t>& counts)
{
    std::vector<std::pair<std::string, std::int64_t>> sorted(counts.begin(), counts.end());
    std::ranges::stable_sort(
        sorted, [](const auto& left, const auto& right) { return left.second > right.second; });
    return sorted;
}

Cluster clusterFrom(const std::vector<const Candidate*>& members)
{
    Cluster cluster;
    std::map<std::string, std::int64_t> services;
    std::map<std::string, std::int64_t> versions;
    cluster.first = telemetry::Timestamp::max();
    cluster.last = telemetry::Timestamp::min();
    for (const Candidate* one : members) {
        cluster.members.push_back({.answer = keyOf(*one),
                                   .service = one->facts.service,
                                   .model = one->facts.model,
                                   .suspicion = one->facts.row > 0
                                       ? std::optional(one->facts.suspicion.probability)
                                       : std::nullopt,
                                   .reasons = one->facts.suspicion.reasons,
                                   .together = members.size()});
        cluster.mean += one->probability / static_cast<double>(members.size());
        cluster.worst = std::max(cluster.worst, one->probability);
        cluster.first = std::min(cluster.first, one->facts.suspicion.time);
        cluster.last = std::max(cluster.last, one->facts.suspicion.time);
        cluster.judged += one->said.standing != Standing::None ? 1 : 0;
        ++services[one->facts.service];
        ++versions[versionOf(*one)];
    }
    for (const auto& [service, count] : byCount(services))
        cluster.services.push_back(service);
    cluster.versions = byCount(versions);
    return cluster;
}

bool isBefore(const Cluster& left, const Cluster& right)
{
    const auto rank = [](const Cluster& one) {
        return std::tuple(!one.hasText, -static_cast<std::int64_t>(one.members.size()), -one.worst,
                          one.id);
    };
    return rank(left) < rank(right);
}

telemetry::Result<QueueRow> readMedoid(const store::Reader& reader, const store::View& view,
                                       const Candidate& one)
{
    QueueRow row = rowFrom(one);
    const auto generation = reader.generation(keyOf(one), view);
    if (!generation)
        return tl::make_unexpected(generation.error());
    if (*generation) {
        row.contentState = (*generation)->contentState;
        row.excerpt = store::excerptOf(**generation);
    }
    return row;
}

} // namespace

std::vector<telemetry::SpanKey> Cluster::keys() const
{
    std::vector<telemetry::SpanKey> keys;
    for (const Judged& member : members)
        keys.push_back(member.answer);
    return keys;
}

void ClusterBook::forget()
{
    m_texts = similarity::TextClusters();
    m_founders.clear();
    m_signs.clear();
    m_known.clear();
}

// Texts without words are one cluster where they are the same, but for the blanks at the ends.
std::size_t ClusterBook::clusterOf(const similarity::MinHash& hash, const std::string& text)
{
    if (!hash.isEmpty())
        return m_texts.add(hash);
    constexpr std::size_t kLongest = 200; // further on none is told from another
    const std::size_t begin = text.find_first_not_of(kTextBlanks);
    const std::size_t end = text.find_last_not_of(kTextBlanks) + 1;
    const auto known = m_signs.find(text.substr(begin, std::min(end - begin, kLongest)));
    if (known != m_signs.end())
        return known->second;
    const std::size_t cluster = m_texts.add(hash);
    m_signs.emplace(text.substr(begin, std::min(end - begin, kLongest)), cluster);
    return cluster;
}

telemetry::Result<void> ClusterBook::learn(const store::Reader& reader, const store::View& view,
                                           const std::vector<Candidate>& candidates)
{
    std::vector<const Candidate*> fresh;
    for (const Candidate& one : candidates) {
        const auto known = m_known.find(keyOf(one));
        // Judged anew: more of it may have come.
        if (known == m_known.end()
            || (!known->second.hasText && known->second.row != one.facts.row))
            fresh.push_back(&one);
    }
    std::ranges::sort(fresh, {}, [](const Candidate* one) { return one->facts.row; });
    for (const Candidate* one : fresh) {
        const auto generation = reader.generation(keyOf(*one), view);
        if (!generation)
            return tl::make_unexpected(generation.error());
        Known known{.row = one->facts.row, .text = {}};
        const std::string text = *generation ? telemetry::outputText(**generation) : std::string();
        known.hasText = text.find_first_not_of(kTextBlanks) != std::string::npos;
        if (known.hasText) {
            known.text = similarity::minHashOf(text);
            known.cluster = clusterOf(known.text, text);
            if (known.cluster == m_founders.size())
                m_founders.push_back(keyOf(*one));
        }
        m_known.insert_or_assign(keyOf(*one), known);
    }
    return {};
}

telemetry::Result<Clusters> ClusterBook::read(const store::Reader& reader, SuspectQueue& queue,
                                              const QueueQuery& query)
{
    const auto selection = queue.select(reader, query);
    if (!selection)
        return tl::make_unexpected(selection.error());
    const std::lock_guard lock(m_mutex);
    if (m_known.size() > kMostKnown)
        forget();
    if (const auto learnt = learn(reader, query.view, selection->fitting); !learnt)
        return tl::make_unexpected(learnt.error());

    std::map<std::size_t, std::vector<const Candidate*>> groups;
    std::vector<const Candidate*> withoutText;
    for (const Candidate& one : selection->fitting) {
        const Known& known = m_known.at(keyOf(one));
        if (!known.hasText)
            withoutText.push_back(&one);
        else
            groups[m_texts.rootOf(known.cluster)].push_back(&one);
    }
    Clusters read;
    read.counts = selection->counts;
    read.clustered = static_cast<std::int64_t>(selection->fitting.size());
    const auto add = [&](Cluster cluster, const Candidate& medoid) -> telemetry::Result<void> {
        auto row = readMedoid(reader, query.view, medoid);
        if (!row)
            return tl::make_unexpected(row.error());
        cluster.medoid = std::move(*row);
        read.clusters.push_back(std::move(cluster));
        return {};
    };
    for (const auto& [number, members] : groups) {
        std::vector<const similarity::MinHash*> texts;
        for (const Candidate* one : members)
            texts.push_back(&m_known.at(keyOf(*one)).text);
        Cluster cluster = clusterFrom(members);
        cluster.id = m_founders[number];
        if (auto added = add(std::move(cluster), *members[similarity::medoidOf(texts)]); !added)
            return tl::make_unexpected(added.error());
    }
    if (!withoutText.empty()) {
        Cluster cluster = clusterFrom(withoutText);
        cluster.hasText = false;
        if (auto added = add(std::move(cluster), *withoutText.front()); !added)
            return tl::make_unexpected(added.error());
    }
    std::ranges::sort(read.clusters, isBefore);
    return read;
}

} // namespace suspects
