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

} // namespace

telemetry::Result<telemetry::Batch> decodeProtobuf(telemetry::SignalKind kind,
                                                   std::shared_ptr<const std::string> body,
                                                   const RequestFilter& filter)
{
    if (filter)
        body = filter(std::move(body));
    telemetry::Batch batch;
    if (auto read = readRequest(kind, std::move(body), batch); !read)
        return tl::make_unexpected(std::move(read.error()));
    return batch;
}

telemetry::Result<telemetry::Batch> decodeJson(telemetry::SignalKind kind,
                                               std::shared_ptr<const std::string> body,
                                               const RequestFilter& filter)
{
    auto transcoded = transcode(kind, *body);
    if (!transcoded)
        return tl::make_unexpected(std::move(transcoded.error()));
    telemetry::Batch batch;
    batch.rejections = std::move(transcoded->rejections);
    auto wire = std::make_shared<const std::string>(std::move(transcoded->wire));
    if (filter)
        wire = filter(std::move(wire));
    if (auto read = readRequest(kind, std::move(wire), batch); !read)
        return tl::make_unexpected(std::move(read.error()));
    return batch;
}

std::optional<telemetry::SignalKind> sniffJson(std::string_view body)
{
    MemberScanner scanner(body);
    while (const auto name = scanner.next()) {
        if (*name == "resourceSpans")
            return telemetry::SignalKind::Traces;
        if (*name == "resourceLogs")
            return telemetry::SignalKind::Logs;
        if (*name == "resourceMetrics")
            return telemetry::SignalKind::Metrics;
    }
    return std::nullopt;
}

} // namespace otlp
