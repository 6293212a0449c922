// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/causes/blastradius.h"

#include "models/causes/caserows.h"
#include "models/causes/casetraces.h"
#include "models/causes/casewords.h"
#include "models/store/reader.h"

#include <algorithm>
#include <array>
#include <map>
#include <string_view>
#include <unordered_set>

namespace causes {

namespace {

// No convention names the tenant; these are what services write, on any span of the request.
constexpr std::array<std::string_view, 10> kTenantNames{
    "tenant.id",       "tenant",      "app.tenant.id", "tenant_id",  "tenant.name",
    "organization.id", "customer.id", "account.id",    "app.tenant", "saas.tenant.id"};

std::string tenantIn(const std::vector<std::pair<std::string, std::string>>& attributes)
{
    for (const std::string_view name : kTenantNames) {
        const auto found = std::ranges::find(attributes, name, [](const auto& attribute) {
            return std::string_view(attribute.first);
        });
        if (found != attributes.end() && !found->second.empty())
            return found->second;
    }
    return {};
}

bool isOf(const CaseAnswer& row, const Reached& reached)
{
    return !reached.trait || row.trait(*reached.trait) == reached.value;
}

// What stands on steps, not on the answer itself.
bool needsSteps(const Reached& reached)
{
    return reached.trait == Trait::Index;
}

std::vector<BlastRadius::Part> sorted(const std::map<std::string, std::int64_t>& counts)
{
    std::vector<BlastRadius::Part> parts(counts.begin(), counts.end());
    std::ranges::stable_sort(parts, std::greater<>(), &BlastRadius::Part::second);
    return parts;
}

// Those above it in its trace were waiting for the answer; those that began after it may use it.
void addServices(const std::vector<store::SpanRow>& spans, const CaseAnswer& answer,
                 std::map<std::string, std::int64_t>& services)
{
    std::map<telemetry::SpanId, const store::SpanRow*> byId;
    for (const store::SpanRow& span : spans)
        byId.emplace(span.span, &span);
    std::unordered_set<std::string> found;
    telemetry::SpanId above = answer.parent;
    for (std::size_t depth = 0; depth < spans.size(); ++depth) {
        const auto parent = byId.find(above);
        if (parent == byId.end())
            break;
        found.insert(parent->second->service);
        above = parent->second->parent;
    }
    for (const store::SpanRow& span : spans) {
        if (span.start >= answer.end)
            found.insert(span.service);
    }
    found.erase(answer.service);
    for (const std::string& service : found)
        ++services[service];
}

class Counting
{
public:
    Counting(const store::Reader& reader, const store::View& view, const Reached& reached)
        : m_reader(reader)
        , m_view(view)
        , m_reached(reached)
    {
    }

    telemetry::Result<BlastRadius> run()
    {
        CaseTraces traces;
        if (const auto read = readAnswers(traces); !read)
            return tl::make_unexpected(read.error());
        std::ranges::sort(m_rows, std::greater<>(), &CaseAnswer::start);
        traces.moveJudgesCallsOut(m_rows);
        traces.fill(m_rows);
        std::erase_if(m_rows, [this](const CaseAnswer& row) { return !isOf(row, m_reached); });
        countPeople();
        if (const auto counted = countExactly(); !counted)
            return tl::make_unexpected(counted.error());
        if (const auto read = countTraces(); !read)
            return tl::make_unexpected(read.error());
        return std::move(m_radius);
    }

private:
    telemetry::Timestamp recentFrom() const { return m_view.range.end - kRecently; }

    telemetry::Result<void> readAnswers(CaseTraces& traces)
    {
        store::View view = m_view;
        view.range.start = std::min(m_reached.since, recentFrom());
        std::int64_t count = 0;
        const auto read =
            m_reader.forEachGeneration(view,
                                       {.service = m_reached.service,
                                        .model = {},
                                        .trace = {},
                                        .limit = kMostReached,
                                        .newestFirst = true},
                                       [&](const telemetry::Generation& generation) {
                                           ++count;
                                           if (telemetry::canHaveAnswer(generation))
                                               m_rows.push_back(caseAnswer(generation));
                                           return true;
                                       });
        if (!read)
            return read;
        m_radius.isCut = count >= kMostReached;
        if (m_rows.empty() || !needsSteps(m_reached))
            return {};
        view.range.start = m_rows.back().start - std::chrono::minutes(1);
        return traces.read(m_reader, view);
    }

    void countPeople()
    {
        std::unordered_set<std::string> people;
        for (const CaseAnswer& row : m_rows) {
            m_radius.recent += row.start >= recentFrom() ? 1 : 0;
            if (row.start < m_reached.since)
                continue;
            ++m_radius.since;
            m_radius.from = row.start;
            if (!row.user.empty())
                people.insert("u" + row.user);
            else if (!row.session.empty())
                people.insert("s" + row.session);
            else
                ++m_radius.anonymous;
        }
        m_radius.users = static_cast<std::int64_t>(people.size());
    }

    // By the index, however many there are; judges' own calls left out.
    telemetry::Result<void> countExactly()
    {
        if (m_reached.trait && m_reached.trait != Trait::Model)
            return {};
        const auto count = [this](telemetry::Timestamp from) -> telemetry::Result<std::int64_t> {
            const store::View view{.range = {.start = from, .end = m_view.range.end},
                                   .knownAt = m_view.knownAt};
            const auto points = m_reader.volume(view, m_reached.service, std::chrono::hours(1));
            if (!points)
                return tl::make_unexpected(points.error());
            std::int64_t answers = 0;
            for (const auto& point : *points)
                answers += !m_reached.trait || point.model == m_reached.value ? point.count : 0;
            return answers;
        };
        const auto recent = count(recentFrom());
        const auto since = count(m_reached.since);
        if (!recent || !since)
            return tl::make_unexpected(recent ? since.error() : recent.error());
        m_radius.recent = *recent;
        m_radius.since = *since;
        return {};
    }

    telemetry::Result<void> countTraces()
    {
        std::map<std::string, std::int64_t> tenants;
        std::map<std::string, std::int64_t> services;
        std::unordered_set<telemetry::TraceId> seen;
        for (const CaseAnswer& row : m_rows) {
            if (row.start < m_reached.since || !seen.insert(row.key.trace).second)
                continue;
            if (m_radius.traces >= kMostReachedTraces)
                break;
            ++m_radius.traces;
            const auto spans = m_reader.trace(row.key.trace, m_view);
            if (!spans)
                return tl::make_unexpected(spans.error());
            addServices(*spans, row, services);
            if (const auto tenant = tenantOf(row, *spans); !tenant)
                return tl::make_unexpected(tenant.error());
            else if (!tenant->empty())
                ++tenants[*tenant];
        }
        m_radius.tenants = sorted(tenants);
        m_radius.downstream = sorted(services);
        return {};
    }

    // On the answer itself, else on what its trace begins with.
    telemetry::Result<std::string> tenantOf(const CaseAnswer& row,
                                            const std::vector<store::SpanRow>& spans) const
    {
        for (const telemetry::SpanId id :
             {row.key.span, spans.empty() ? telemetry::SpanId::None : spans.front().span}) {
            const auto attributes =
                m_reader.attributes({.trace = row.key.trace, .span = id}, m_view);
            if (!attributes)
                return tl::make_unexpected(attributes.error());
            if (std::string tenant = tenantIn(*attributes); !tenant.empty())
                return tenant;
        }
        return std::string();
    }

    const store::Reader& m_reader;
    const store::View& m_view;
    const Reached& m_reached;
    std::vector<CaseAnswer> m_rows; // the newest first, once read
    BlastRadius m_radius;
};

std::string countOf(std::int64_t count, const char* one, const char* many)
{
    return std::to_string(count) + ' ' + (count == 1 ? one : many);
}

} // namespace

telemetry::Result<BlastRadius> blastRadius(const store::Reader& reader, const store::View& view,
                                           const Reached& reached)
{
    return Counting(reader, view, reached).run();
}

std::string reachText(const BlastRadius& radius)
{
    const std::string people = peopleText(radius);
    return countOf(radius.recent, "answer", "answers") + " in the last 15 min, "
        + std::to_string(radius.since) + " since the onset" + (people.empty() ? "" : "; ") + people;
}

std::string peopleText(const BlastRadius& radius)
{
    if (radius.since == 0)
        return {};
    const std::string least = radius.isCut ? "at least " : "";
    std::string text = radius.users > 0 ? "to " + least + countOf(radius.users, "user", "users")
                                        : std::string("to whom is not told");
    if (!radius.tenants.empty())
        text +=
            " of " + countOf(static_cast<std::int64_t>(radius.tenants.size()), "tenant", "tenants");
    std::string services;
    for (const auto& [service, count] : radius.downstream)
        services += (services.empty() ? "" : ", ") + service;
    return text
        + (services.empty() ? "; no other service works in their traces"
                            : "; taken on by " + services);
}

} // namespace causes
