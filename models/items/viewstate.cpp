// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/viewstate.h"

#include "models/telemetry/text.h"
#include "models/telemetry/timetext.h"
#include "models/telemetry/utf8.h"
#include "models/telemetry/visibletext.h"

#include <QCoreApplication>
#include <QJsonDocument>

#include <algorithm>
#include <array>
#include <charconv>

using namespace Qt::StringLiterals;

namespace items {

namespace {

using telemetry::ErrorKind;
using telemetry::Result;
using Fields = std::vector<std::pair<std::string, std::string>>;

constexpr std::string_view kOpen = "plumbline://open";
constexpr std::string_view kTrace = "plumbline://trace/";
constexpr std::size_t kLongestShown = 40; // of a part that is wrong
constexpr std::size_t kLongestId = 40;
constexpr std::size_t kLongestKinds = 100;
constexpr std::size_t kMostUnknown = 8;
constexpr std::size_t kRecordingDigits = 16;
constexpr std::array<std::pair<std::string_view, const char*>, 7> kPages{{
    {"health", QT_TRANSLATE_NOOP("items", "Health")},
    {"suspects", QT_TRANSLATE_NOOP("items", "Suspects")},
    {"trace", QT_TRANSLATE_NOOP("items", "Trace")},
    {"explore", QT_TRANSLATE_NOOP("items", "Explore")},
    {"incident", QT_TRANSLATE_NOOP("items", "Incident")},
    {"sources", QT_TRANSLATE_NOOP("items", "Sources")},
    {"spread", QT_TRANSLATE_NOOP("items", "Spread")},
}};

std::string inQuotes(std::string_view text)
{
    const bool isLong = text.size() > kLongestShown;
    return "'" + telemetry::visibleLine(telemetry::sanitizedUtf8(text.substr(0, kLongestShown)))
        + (isLong ? "…'" : "'");
}

tl::unexpected<telemetry::Error> wrong(const std::string& what)
{
    return tl::make_unexpected(telemetry::Error{.kind = ErrorKind::Usage,
                                                .message = "The link cannot be opened: " + what});
}

bool isUnreserved(char c)
{
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
        || std::string_view("-._~:").find(c) != std::string_view::npos;
}

std::string escaped(std::string_view text)
{
    constexpr std::string_view digits = "0123456789ABCDEF";
    std::string result;
    for (const char c : text) {
        if (isUnreserved(c)) {
            result += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            result += {'%', digits[byte / 16], digits[byte % 16]};
        }
    }
    return result;
}

int digitOf(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    const char lower = telemetry::asciiLower(c);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

// Nothing: it is not escaped as it should be.
std::optional<std::string> unescaped(std::string_view text)
{
    std::string result;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '%') {
            result += text[i];
            continue;
        }
        const int high = i + 2 < text.size() ? digitOf(text[i + 1]) : -1;
        const int low = i + 2 < text.size() ? digitOf(text[i + 2]) : -1;
        if (high < 0 || low < 0)
            return std::nullopt;
        result += static_cast<char>(high * 16 + low);
        i += 2;
    }
    return result;
}

bool isPlain(std::string_view text, std::size_t longest)
{
    const auto isControl = [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7f; };
    return text.size() <= longest && telemetry::isValidUtf8(text)
        && !std::ranges::any_of(text, isControl);
}

bool isId(std::string_view text)
{
    return !text.empty() && text.size() <= kLongestId && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')
            || c == '-' || c == '_';
    });
}

// "alarms,notes"
bool areKinds(std::string_view text)
{
    return !text.empty() && text.size() <= kLongestKinds
        && std::ranges::all_of(text, [](char c) { return (c >= 'a' && c <= 'z') || c == ','; });
}

// Cut at a character, without what no link may hold.
std::string fitted(std::string_view text, std::size_t longest)
{
    std::string result = telemetry::sanitizedUtf8(text);
    for (char& c : result) {
        if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f)
            c = ' ';
    }
    if (result.size() > longest) {
        while (longest > 0 && (static_cast<unsigned char>(result[longest]) & 0xc0U) == 0x80U)
            --longest;
        result.resize(longest);
    }
    return result;
}

Fields fieldsOf(const ViewState& state)
{
    Fields fields;
    const auto add = [&fields](const char* name, std::string value) {
        if (!value.empty())
            fields.emplace_back(name, std::move(value));
    };
    const auto addTime = [&add](const char* name, telemetry::Timestamp time) {
        add(name, telemetry::toRfc3339(time));
    };
    add("recording", state.recording);
    add("page", state.page);
    add("service", fitted(state.service, kLongestName));
    add("filter", fitted(state.filter, kLongestFilter));
    if (state.isGrouped)
        add("grouped", "alike");
    add("kinds", state.kinds);
    if (state.cursor)
        addTime("cursor", *state.cursor);
    if (state.from)
        addTime("from", *state.from);
    if (state.part) {
        addTime("since", state.part->start);
        addTime("until", state.part->end);
    }
    if (state.isAsKnownNow)
        add("known", "now");
    if (state.trace) {
        add("trace", telemetry::toHex(state.trace->step.trace));
        if (state.trace->step.span != telemetry::SpanId::None)
            add("step", telemetry::toHex(state.trace->step.span));
        for (auto& parameter : trace::parametersOf(*state.trace))
            fields.push_back(std::move(parameter));
    }
    add("driver", state.driver);
    add("outcome", state.outcome);
    add("alarm", state.alarm);
    add("incident", state.incident);
    if (state.entry > 0)
        add("entry", std::to_string(state.entry));
    return fields;
}

// One field after the other, then what belongs together.
class FieldReader
{
public:
    Result<void> take(std::string_view name, std::string_view value)
    {
        if (std::ranges::find(m_seen, name) != m_seen.end())
            return wrong(inQuotes(name) + " stands there twice.");
        if (name == "trace" || name == "step")
            return takeStep(name, value);
        if (name == "cursor" || name == "from" || name == "since" || name == "until")
            return takeTime(name, value);
        if (const auto read = takeText(name, value); !read || *read)
            return read ? noted(name) : tl::make_unexpected(read.error());
        const auto read = trace::readParameter(name, value, m_trace);
        if (!read)
            return tl::make_unexpected(read.error());
        if (*read) {
            m_isOfTrace = true;
            return noted(name);
        }
        if (m_unknown++ < kMostUnknown)
            m_leftOut += (m_leftOut.empty() ? "" : ", ") + inQuotes(name);
        return {};
    }

    Result<ReadViewState> finish()
    {
        const bool hasTrace = m_trace.step.trace.isValid();
        if (!hasTrace && (m_isOfTrace || m_trace.step.span != telemetry::SpanId::None))
            return wrong("it names a part of a trace and no trace.");
        if (m_trace.claim && m_trace.step.span == telemetry::SpanId::None)
            return wrong("it names a claim and no span whose answer that is in.");
        if (hasTrace)
            m_state.trace = m_trace;
        if (m_since.has_value() != m_until.has_value() || (m_since && *m_since >= *m_until))
            return wrong("since and until are no part of time.");
        if (m_since)
            m_state.part = telemetry::TimeRange{.start = *m_since, .end = *m_until};
        if (m_state.from && (!m_state.cursor || *m_state.from >= *m_state.cursor))
            return wrong("from does not lie before cursor.");
        if (m_unknown > kMostUnknown)
            m_leftOut += " …";
        return ReadViewState{.state = std::move(m_state), .leftOut = std::move(m_leftOut)};
    }

private:
    Result<void> noted(std::string_view name)
    {
        m_seen.emplace_back(name);
        return {};
    }

    Result<void> takeStep(std::string_view name, std::string_view value)
    {
        if (name == "trace") {
            const auto trace = telemetry::traceIdFromHex(value);
            if (!trace || !trace->isValid())
                return wrong(inQuotes(value) + " is no trace id, which has 32 hexadecimal digits.");
            m_trace.step.trace = *trace;
        } else {
            const auto span = telemetry::spanIdFromHex(value);
            if (!span || *span == telemetry::SpanId::None)
                return wrong(inQuotes(value) + " is no span id, which has 16 hexadecimal digits.");
            m_trace.step.span = *span;
        }
        return noted(name);
    }

    Result<void> takeTime(std::string_view name, std::string_view value)
    {
        const auto time = telemetry::timestampFromText(value);
        if (!time)
            return wrong(inQuotes(value) + " is no time.");
        (name == "cursor"      ? m_state.cursor
             : name == "from"  ? m_state.from
             : name == "since" ? m_since
                               : m_until) = *time;
        return noted(name);
    }

    // False: the name is another's.
    Result<bool> takeText(std::string_view name, std::string_view value)
    {
        const auto take = [&](std::string& member, bool isFine, const char* what) -> Result<bool> {
            if (!isFine)
                return wrong(inQuotes(value) + " is no " + what + ".");
            member = value;
            return true;
        };
        if (name == "recording") {
            const bool isHex =
                value.size() == kRecordingDigits && std::ranges::all_of(value, [](char c) {
                    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
                });
            return take(m_state.recording, isHex,
                        "id of a recording, which has 16 hexadecimal digits");
        }
        if (name == "page") {
            const bool isPage = std::ranges::any_of(
                kPages, [value](const auto& page) { return page.first == value; });
            return take(m_state.page, isPage, "page");
        }
        if (name == "service")
            return take(m_state.service, isPlain(value, kLongestName), "service");
        if (name == "filter")
            return take(m_state.filter, isPlain(value, kLongestFilter), "filter");
        if (name == "grouped") {
            m_state.isGrouped = true;
            return value == "alike" ? Result<bool>(true)
                                    : wrong(inQuotes(value) + " is no way to group answers.");
        }
        if (name == "kinds")
            return take(m_state.kinds, areKinds(value), "list of kinds of entries");
        if (name == "driver")
            return take(m_state.driver, isId(value), "driver");
        if (name == "outcome")
            return take(m_state.outcome, isId(value), "outcome");
        if (name == "alarm")
            return take(m_state.alarm, isId(value), "id of an alarm");
        if (name == "incident")
            return take(m_state.incident, isId(value), "id of an incident");
        if (name == "known") {
            if (value != "now" && value != "then")
                return wrong(inQuotes(value) + " is neither now nor then.");
            m_state.isAsKnownNow = value == "now";
            return true;
        }
        if (name != "entry")
            return false;
        const char* const end = value.data() + value.size();
        const auto read = std::from_chars(value.data(), end, m_state.entry);
        if (read.ec != std::errc() || read.ptr != end || m_state.entry <= 0)
            return wrong(inQuotes(value) + " is no number of an entry.");
        return true;
    }

    ViewState m_state;
    trace::TraceLink m_trace;
    bool m_isOfTrace = false;
    std::optional<telemetry::Timestamp> m_since;
    std::optional<telemetry::Timestamp> m_until;
    std::vector<std::string> m_seen;
    std::size_t m_unknown = 0;
    std::string m_leftOut;
};

} // namespace

std::string toLink(const ViewState& state)
{
    std::string text(kOpen);
    char separator = '?';
    for (const auto& [name, value] : fieldsOf(state)) {
        text += separator + name + '=' + escaped(value);
        separator = '&';
    }
    return text;
}

Result<ReadViewState> viewStateFromLink(std::string_view text)
{
    text = telemetry::trimmed(text);
    if (text.substr(0, kTrace.size()) == kTrace) {
        auto link = trace::traceLinkFromText(text);
        if (!link)
            return tl::make_unexpected(link.error());
        ReadViewState read;
        read.state.page = "trace";
        read.state.trace = std::move(*link);
        return read;
    }
    if (text.size() > kLongestLink)
        return wrong(inQuotes(text) + " is longer than any link of this console.");
    if (text.substr(0, kOpen.size()) != kOpen
        || (text.size() > kOpen.size() && text[kOpen.size()] != '?'))
        return wrong(inQuotes(text) + " begins with neither " + std::string(kOpen) + "? nor "
                     + std::string(kTrace) + ".");
    std::string_view rest = text.substr(std::min(text.size(), kOpen.size() + 1));
    FieldReader reader;
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('&'), rest.size());
        const std::string_view parameter = rest.substr(0, end);
        rest.remove_prefix(std::min(rest.size(), end + 1));
        const std::size_t equals = parameter.find('=');
        if (equals == std::string_view::npos)
            return wrong(inQuotes(parameter) + " has no value.");
        const auto value = unescaped(parameter.substr(equals + 1));
        if (!value)
            return wrong(inQuotes(parameter) + " is not escaped as links are.");
        if (const auto taken = reader.take(parameter.substr(0, equals), *value); !taken)
            return tl::make_unexpected(taken.error());
    }
    return reader.finish();
}

std::optional<ViewState> viewStateIn(std::string_view text)
{
    constexpr std::string_view scheme = "plumbline://";
    constexpr int mostLooks = 16;
    int looks = 0;
    for (std::size_t at = text.find(scheme); at != std::string_view::npos && looks < mostLooks;
         at = text.find(scheme, at + 1), ++looks) {
        std::size_t end = at;
        while (end < text.size() && end - at <= kLongestLink
               && (isUnreserved(text[end])
                   || std::string_view("/?=&%+").find(text[end]) != std::string_view::npos))
            ++end;
        // What ends a sentence is no part of what stands in it.
        while (end > at && (text[end - 1] == '.' || text[end - 1] == '?' || text[end - 1] == ':'))
            --end;
        if (auto read = viewStateFromLink(text.substr(at, end - at)))
            return std::move(read->state);
    }
    return std::nullopt;
}

QJsonObject toJson(const ViewState& state)
{
    QJsonObject json;
    for (const auto& [name, value] : fieldsOf(state))
        json[QString::fromStdString(name)] = QString::fromStdString(value);
    return json;
}

Result<ReadViewState> viewStateFromJson(const QJsonObject& json)
{
    FieldReader reader;
    for (auto member = json.begin(); member != json.end(); ++member) {
        const std::string name = member.key().toStdString();
        if (!member.value().isString())
            return wrong(inQuotes(name) + " is no text.");
        if (const auto taken = reader.take(name, member.value().toString().toStdString()); !taken)
            return tl::make_unexpected(taken.error());
    }
    return reader.finish();
}

std::optional<ViewState> shownState(const telemetry::TimelineEntry& entry)
{
    constexpr std::size_t largest = 64 * 1024; // several times what is written
    if ((entry.kind != "view" && entry.kind != "screen") || entry.payload.size() > largest)
        return std::nullopt;
    const QJsonValue view =
        QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object().value(u"view"_s);
    auto read = viewStateFromJson(view.toObject());
    return view.isObject() && read ? std::optional(std::move(read->state)) : std::nullopt;
}

QString viewStateText(const ViewState& state)
{
    const auto tr = [](const char* text) { return QCoreApplication::translate("items", text); };
    const auto safe = [](const std::string& text) {
        return QString::fromStdString(telemetry::visibleLine(telemetry::sanitizedUtf8(text)));
    };
    const auto page = std::ranges::find_if(
        kPages, [&state](const auto& known) { return known.first == state.page; });
    QString text = page == kPages.end() ? tr("Window") : tr(page->second);
    if (state.page == "trace" && state.trace)
        text += u' ' + QString::fromStdString(telemetry::toHex(state.trace->step.trace)).left(8);
    else if (!state.service.empty())
        text += tr(" of %1").arg(safe(state.service));
    if (state.part)
        text += tr(", part of the time");
    if (!state.alarm.empty() && state.page == "suspects")
        text += tr(", of %1").arg(safe(state.alarm));
    if (state.isGrouped)
        text += tr(", similar ones together");
    if (!state.incident.empty() && state.page == "incident")
        text += u' ' + safe(state.incident);
    if (!state.kinds.empty())
        text += tr(", only %1").arg(safe(state.kinds));
    if (!state.filter.empty())
        text += tr(", filter “%1”").arg(safe(state.filter));
    return text;
}

} // namespace items
