// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/otlp/decode.h"

#include "models/otlp/jsontranscoder.h"
#include "models/otlp/protobufdecoder.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace otlp {

namespace {

bool isSpace(char c)
{
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

// Steps through the members of the outermost object without reading what is in them.
class MemberScanner
{
public:
    explicit MemberScanner(std::string_view json)
        : m_json(json)
    {
        skipSpace();
        if (at() == '{')
            ++m_at;
        else
            m_at = m_json.size();
    }

    // The next member's name, still escaped; nullopt at the end or where it is no JSON.
    std::optional<std::string_view> next()
    {
        skipSpace();
        if (at() == ',')
            ++m_at;
        skipSpace();
        if (at() != '"')
            return std::nullopt;
        const std::size_t start = m_at + 1;
        skipString();
        const std::string_view name = m_json.substr(start, m_at > start ? m_at - start - 1 : 0);
        skipSpace();
        if (at() != ':')
            return std::nullopt;
        skipValue();
        return name;
    }

private:
    char at() const { return m_at < m_json.size() ? m_json[m_at] : '\0'; }
    void skipSpace()
    {
        while (isSpace(at()))
            ++m_at;
    }
    void skipString()
    {
        for (++m_at; m_at < m_json.size() && m_json[m_at] != '"'; ++m_at) {
            if (m_json[m_at] == '\\')
                ++m_at;
        }
        m_at = std::min(m_at + 1, m_json.size());
    }
    // Up to the comma or brace that ends the member.
    void skipValue()
    {
        int depth = 0;
        while (m_at < m_json.size()) {
            const char c = m_json[m_at];
            if (c == '"') {
                skipString();
                continue;
            }
            if (depth == 0 && (c == ',' || c == '}'))
                return;
            depth += (c == '{' || c == '[') ? 1 : (c == '}' || c == ']') ? -1 : 0;
            ++m_at;
        }
    }

    std::string_view m_json;
    std::size_t m_at = 0;
};

// Places in a body that was changed on the way would be places in something nobody has.
void forgetPlaces(telemetry::Batch& batch, std::size_t from)
{
    for (std::size_t i = from; i < batch.rejections.size(); ++i)
        batch.rejections[i].example.clear();
}

std::size_t itemCount(const telemetry::Batch& batch)
{
    return batch.spans.size() + batch.logs.size() + batch.points.size();
}

// Nothing of the body could be read, but it is another signal's without a flaw: that is what is
// wrong with it, and not each of its items.
void nameOther(telemetry::SignalKind kind, const std::shared_ptr<const std::string>& body,
               telemetry::Batch& batch)
{
    using telemetry::SignalKind;
    for (const SignalKind other : {SignalKind::Traces, SignalKind::Logs, SignalKind::Metrics}) {
        telemetry::Batch read;
        if (other == kind || !readRequest(other, body, read) || !read.rejections.empty()
            || itemCount(read) == 0)
            continue;
        batch.rejections = {{.signal = kind,
                             .count = itemCount(read),
                             .reason = std::string(listOfSignal(other)) + " instead of "
                                 + std::string(listOfSignal(kind))
                                 + ": each signal is sent to a path of its own",
                             .example = {}}};
        return;
    }
}

// Unknown members are skipped, as they have to be; where there is nothing else it is said.
void warnOfNothing(telemetry::SignalKind kind, const std::string& body, telemetry::Batch& batch)
{
    const auto found = sniffJson(body);
    if (body.find('"') != std::string::npos
        && std::find(found.begin(), found.end(), kind) == found.end())
        batch.rejections.push_back(
            {.signal = kind,
             .count = 0,
             .reason = "there is no " + std::string(listOfSignal(kind)) + " in the body",
             .example = {}});
}

void rejectOthers(telemetry::SignalKind kind, const std::vector<telemetry::SignalKind>& others,
                  telemetry::Batch& batch)
{
    for (const telemetry::SignalKind other : others)
        batch.rejections.push_back({.signal = kind,
                                    .count = 1,
                                    .reason = std::string(listOfSignal(other)) + " in a body of "
                                        + std::string(listOfSignal(kind))
                                        + ": each signal is sent by itself",
                                    .example = {}});
}

} // namespace

std::optional<telemetry::SignalKind> signalOfList(std::string_view member)
{
    using telemetry::SignalKind;
    for (const SignalKind signal : {SignalKind::Traces, SignalKind::Logs, SignalKind::Metrics}) {
        if (listOfSignal(signal) == member)
            return signal;
    }
    return std::nullopt;
}

std::string_view listOfSignal(telemetry::SignalKind signal)
{
    switch (signal) {
    case telemetry::SignalKind::Logs:
        return "resourceLogs";
    case telemetry::SignalKind::Metrics:
        return "resourceMetrics";
    case telemetry::SignalKind::Traces:
        break;
    }
    return "resourceSpans";
}

telemetry::Result<telemetry::Batch> decodeProtobuf(telemetry::SignalKind kind,
                                                   std::shared_ptr<const std::string> body,
                                                   const RequestFilter& filter)
{
    const std::string* const sent = body.get();
    if (filter)
        body = filter(std::move(body));
    const bool isChanged = body.get() != sent;
    telemetry::Batch batch;
    if (auto read = readRequest(kind, body, batch); !read)
        return tl::make_unexpected(std::move(read.error()));
    if (itemCount(batch) == 0 && !batch.rejections.empty())
        nameOther(kind, body, batch);
    if (isChanged)
        forgetPlaces(batch, 0);
    return batch;
}

telemetry::Result<telemetry::Batch> decodeJson(telemetry::SignalKind kind,
                                               std::shared_ptr<const std::string> body,
                                               const RequestFilter& filter, OtherSignals others)
{
    auto transcoded = transcode(kind, *body);
    if (!transcoded)
        return tl::make_unexpected(std::move(transcoded.error()));
    telemetry::Batch batch;
    batch.rejections = std::move(transcoded->rejections);
    if (others == OtherSignals::Rejected)
        rejectOthers(kind, transcoded->others, batch);
    if (transcoded->wire.empty() && transcoded->others.empty())
        warnOfNothing(kind, *body, batch);
    auto wire = std::make_shared<const std::string>(std::move(transcoded->wire));
    if (filter)
        wire = filter(std::move(wire));
    const std::size_t known = batch.rejections.size();
    if (auto read = readRequest(kind, std::move(wire), batch); !read)
        return tl::make_unexpected(std::move(read.error()));
    forgetPlaces(batch, known);
    return batch;
}

std::vector<telemetry::SignalKind> sniffJson(std::string_view body)
{
    std::vector<telemetry::SignalKind> found;
    MemberScanner scanner(body);
    while (const auto name = scanner.next()) {
        const auto signal = signalOfList(*name);
        if (signal && std::find(found.begin(), found.end(), *signal) == found.end())
            found.push_back(*signal);
    }
    return found;
}

} // namespace otlp
