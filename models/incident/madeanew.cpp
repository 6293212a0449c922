// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/incident/madeanew.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <array>
#include <functional>
#include <utility>

using namespace Qt::StringLiterals;

namespace incident {

namespace {

using telemetry::ErrorKind;
using telemetry::failure;
using telemetry::Timestamp;

// Reads what a payload holds, and what it does not hold as nothing.
class Payload
{
public:
    explicit Payload(const telemetry::TimelineEntry& entry)
        : m_json(QJsonDocument::fromJson(QByteArray::fromStdString(entry.payload)).object())
    {
    }
    std::string text(const char* name) const
    {
        return m_json[QLatin1String(name)].toString().toStdString();
    }
    std::int64_t number(const char* name) const { return m_json[QLatin1String(name)].toInteger(); }
    std::optional<Timestamp> time(const char* name) const
    {
        const std::int64_t nanos = number(name);
        return nanos > 0 ? std::optional(telemetry::fromUnixNanos(nanos)) : std::nullopt;
    }
    std::vector<std::string> names(const char* name) const
    {
        std::vector<std::string> all;
        for (const QJsonValue& each : m_json[QLatin1String(name)].toArray())
            all.push_back(each.toString().toStdString());
        return all;
    }
    Opening opening() const
    {
        return {.title = text("title"),
                .summary = text("summary"),
                .severity = static_cast<int>(number("severity")),
                .services = names("services"),
                .alarms = names("alarms"),
                .groups = names("groups"),
                .fingerprints = names("fingerprints"),
                .start = time("start_ns").value_or(Timestamp{})};
    }
    Leaving leaving() const
    {
        return {.alarms = names("alarms"),
                .groups = names("groups"),
                .fingerprints = names("fingerprints"),
                .services = names("services"),
                .start = time("start_ns")};
    }

private:
    QJsonObject m_json;
};

Entry unreadable(const std::string& what)
{
    return failure(ErrorKind::Usage, "What is asked of an incident cannot be read: " + what);
}

Entry moment(const Incident& subject, const Payload& asked, Timestamp now, bool isFixed)
{
    const auto kind = momentKindFrom(asked.text("moment"));
    const auto time = asked.time("time_ns");
    if (!kind || (isFixed && !time))
        return unreadable("it names no key moment, or no time.");
    return isFixed
        ? momentEntry(subject, *kind, *time, asked.number("entry"), asked.text("why"), now)
        : unfixedEntry(subject, *kind, asked.text("why"), now);
}

Entry status(const Incident& subject, const Payload& asked, Timestamp now)
{
    const auto wanted = statusFrom(asked.text("status"));
    return wanted ? statusEntry(subject, *wanted, asked.text("why"), now)
                  : unreadable("it names no status.");
}

using Making = std::function<Entry(const Incident&, const Payload&, Timestamp)>;

const std::array<std::pair<const char*, Making>, 14>& makings()
{
    static const std::array<std::pair<const char*, Making>, 14> kMakings{{
        {"title",
         [](const auto& subject, const auto& asked, auto now) {
             return titleEntry(subject, asked.text("title"), now);
         }},
        {"severity",
         [](const auto& subject, const auto& asked, auto now) {
             return severityEntry(subject, static_cast<int>(asked.number("severity")),
                                  asked.text("why"), now);
         }},
        {"commander",
         [](const auto& subject, const auto& asked, auto now) {
             return commanderEntry(subject, asked.text("commander"), now);
         }},
        {"status", status},
        {"services",
         [](const auto& subject, const auto& asked, auto now) {
             return servicesEntry(subject, asked.names("services"), now);
         }},
        {"taken_out",
         [](const auto& subject, const auto& asked, auto now) {
             return takenOutEntry(subject, asked.leaving(), asked.text("into"), asked.text("why"),
                                  now);
         }},
        {"moment",
         [](const auto& subject, const auto& asked, auto now) {
             return moment(subject, asked, now, true);
         }},
        {"unfixed",
         [](const auto& subject, const auto& asked, auto now) {
             return moment(subject, asked, now, false);
         }},
        {"mark",
         [](const auto& subject, const auto& asked, auto now) {
             return markEntry(subject, asked.number("entry"), asked.text("why"), now);
         }},
        {"unmark",
         [](const auto& subject, const auto& asked, auto now) {
             return unmarkEntry(subject, asked.number("entry"), asked.text("why"), now);
         }},
        {"link",
         [](const auto& subject, const auto& asked, auto now) {
             return linkEntry(subject, asked.text("title"), asked.text("address"), now);
         }},
        {"handover",
         [](const auto& subject, const auto& asked, auto now) {
             return handoverEntry(subject, asked.text("to"), asked.text("summary"), now);
         }},
        {"closed",
         [](const auto& subject, const auto& asked, auto now) {
             return closedEntry(subject, asked.text("why"), now);
         }},
        {"reopened",
         [](const auto& subject, const auto& asked, auto now) {
             return reopenedEntry(subject, asked.text("why"), now);
         }},
    }};
    return kMakings;
}

} // namespace

Entry madeAnew(const telemetry::TimelineEntry& asked, const std::vector<Incident>& standing,
               Timestamp now)
{
    if (asked.kind != "incident")
        return unreadable("it is of another kind.");
    const Payload payload(asked);
    const std::string what = payload.text("what");
    if (what == "opened")
        return openedEntry(payload.opening(), standing, now);
    const Incident* subject = find(standing, asked.subject);
    if (subject == nullptr)
        return failure(ErrorKind::Usage, "There is no incident " + asked.subject + ".");
    if (what == "alarms")
        return alarmsEntry(*subject, standing, payload.opening(), payload.text("why"), now);
    for (const auto& [name, make] : makings()) {
        if (what == name)
            return make(*subject, payload, now);
    }
    return unreadable("it says nothing that is known here.");
}

} // namespace incident
