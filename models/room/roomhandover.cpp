// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/room/roomhandover.h"

#include "models/telemetry/timetext.h"
#include "models/telemetry/visibletext.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <algorithm>
#include <chrono>
#include <map>
#include <utility>

namespace room {

using namespace Qt::StringLiterals;

namespace {

constexpr std::size_t kMostLines = 50; // a section
constexpr std::size_t kLongestLine = 400; // bytes, of what others wrote

std::string clipped(const std::string& text)
{
    if (text.size() <= kLongestLine)
        return telemetry::visibleLine(text);
    std::size_t end = kLongestLine;
    while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U)
        --end;
    return telemetry::visibleLine(text.substr(0, end)) + "…";
}

QString memberText(const QJsonObject& payload, QLatin1StringView name)
{
    const QJsonValue value = payload[name];
    return value.isString()                   ? value.toString()
        : value.isArray() || value.isObject() ? QString::fromUtf8(
              QJsonDocument::fromVariant(value.toVariant()).toJson(QJsonDocument::Compact))
                                              : value.toVariant().toString();
}

struct OpenIncident
{
    std::string name; // its number is its console's own
    std::map<QString, QString> fields;
    bool isOpen = true;
};

class Reading
{
public:
    void take(const RoomEntry& entry)
    {
        const QJsonObject payload =
            QJsonDocument::fromJson(QByteArray::fromStdString(entry.entry.payload)).object();
        const std::string& kind = entry.entry.kind;
        const std::string line = telemetry::toRfc3339(entry.entry.time) + "  "
            + clipped(entry.author()) + ": " + clipped(entry.entry.text);
        if (kind == "incident")
            takeIncident(entry, payload, line);
        else if (kind == "rung")
            takeRung(entry, payload);
        else if (kind == "step")
            takeStep(entry.entry.subject, payload, line);
        else if (kind == "action" || kind == "undo")
            takeAction(entry, payload, line);
        else if (kind == "approval")
            takeApproval(entry, payload, line);
        else if (kind == "note" || kind == "message")
            said.push_back(line);
    }

    std::map<std::string, OpenIncident> incidents;
    std::map<std::string, std::string> openSteps;
    std::vector<std::string> done;
    std::map<std::string, std::string> unknown; // by console and lever: fired, no end told
    std::map<std::string, std::string> moved; // by lever: not taken back
    std::map<std::string, std::string> asked; // by plan
    std::vector<std::string> said;

private:
    void takeIncident(const RoomEntry& entry, const QJsonObject& payload, const std::string& line)
    {
        OpenIncident& incident = incidents[incidentOf(entry, payload)];
        const QString what = memberText(payload, "what"_L1);
        if (incident.name.empty() || what == "opened"_L1)
            incident.name = clipped(entry.entry.subject) + " of " + clipped(entry.author());
        if (what == "closed"_L1 || what == "reopened"_L1)
            incident.isOpen = what != "closed"_L1;
        if (what == "opened"_L1 || what == "reopened"_L1) // as they begin
            incident.fields[u"status"_s] = u"investigating"_s;
        if (what == "closed"_L1 || what == "reopened"_L1 || what == "handover"_L1) {
            const std::string summary = memberText(payload, "summary"_L1).toStdString();
            done.push_back(line + (summary.empty() ? "" : ": " + clipped(summary)) + " ("
                           + incident.name + ")");
        }
        // A link has a title, too.
        for (const QString& name : {u"title"_s, u"severity"_s, u"status"_s, u"commander"_s}) {
            if ((what == "opened"_L1 || what == name) && payload.contains(name))
                incident.fields[name] = memberText(payload, QLatin1StringView(name.toLatin1()));
        }
        // Who it is handed to commands it; of a closed one nobody does.
        if (what == "handover"_L1 && incident.isOpen)
            incident.fields[u"commander"_s] = memberText(payload, "to"_L1);
    }
    // What was unknown, read back later.
    void takeRung(const RoomEntry& entry, const QJsonObject& payload)
    {
        if (!payload["settles"_L1].toBool())
            return;
        unknown.erase(entry.console + entry.entry.subject);
        if (memberText(payload, "rung"_L1) == "in_effect"_L1
            && memberText(payload, "state"_L1) == "reached"_L1 && payload.contains("to"_L1))
            takeMove(entry, payload, {});
    }
    // How a lever stands, until it is taken back: by an undo, a reset, or by moving it to where it
    // stood before all of this.
    void takeMove(const RoomEntry& entry, const QJsonObject& payload, const std::string& howFar)
    {
        const std::string key =
            entry.entry.subject + '\n' + memberText(payload, "environment"_L1).toStdString();
        const bool isUndo = entry.entry.kind == "undo";
        if (isUndo && !m_before.contains(key)) // of a move that was not read
            return;
        const QString to = memberText(payload, "to"_L1);
        const QString first =
            m_before.emplace(key, memberText(payload["before"_L1].toObject(), "value"_L1))
                .first->second;
        if (howFar.empty()
            && (to == "reset"_L1 || (!first.isEmpty() && to == first)
                || (isUndo && (to.isEmpty() || first.isEmpty())))) {
            moved.erase(key);
            m_before.erase(key);
            return;
        }
        // Who read back later what became of it has not moved it.
        const auto told = m_tried.find(entry.console + entry.entry.subject);
        moved[key] = clipped(entry.entry.subject) + " "
            + (to.isEmpty() ? std::string("no entry") : clipped(to.toStdString())) + " by "
            + (told == m_tried.end() ? whoAndWhen(entry) : told->second) + howFar;
    }
    static std::string whoAndWhen(const RoomEntry& entry)
    {
        constexpr std::size_t kToSeconds = 19; // of what RFC 3339 has
        return clipped(entry.author()) + " at "
            + telemetry::toRfc3339(entry.entry.time).substr(0, kToSeconds) + "Z";
    }
    void takeStep(const std::string& subject, const QJsonObject& payload, const std::string& line)
    {
        const QString state = memberText(payload, "state"_L1);
        const std::string key = subject + '\n' + memberText(payload, "step"_L1).toStdString();
        if (state == "started"_L1 || state == "resumed"_L1) { // of the run, not of a step
            done.push_back(line);
        } else if (state == "done"_L1 || state == "skipped"_L1 || state == "failed"_L1
                   || state == "undone"_L1) {
            openSteps.erase(key);
            done.push_back(line);
        } else if (state == "aborted"_L1 || state == "left"_L1 || state == "finished"_L1) {
            std::erase_if(openSteps,
                          [&](const auto& each) { return each.first.starts_with(subject + '\n'); });
            done.push_back(line);
        } else {
            openSteps[key] = line;
        }
    }
    void takeAction(const RoomEntry& entry, const QJsonObject& payload, const std::string& line)
    {
        const std::string key = entry.console + entry.entry.subject;
        if (!payload.contains("outcome"_L1)) {
            unknown[key] = line;
            m_tried[key] = whoAndWhen(entry);
            return;
        }
        const QString outcome = memberText(payload, "outcome"_L1);
        unknown.erase(key);
        if (outcome == "unknown"_L1)
            unknown[key] = line;
        if (outcome == "verified"_L1 && !payload["no_change"_L1].toBool())
            takeMove(entry, payload, {});
        else if (outcome == "partial"_L1)
            takeMove(entry, payload, ", on some machines");
        else if (outcome == "not_yet_visible"_L1)
            takeMove(entry, payload, ", not seen in effect yet");
        done.push_back(line);
    }
    void takeApproval(const RoomEntry& entry, const QJsonObject& payload, const std::string& line)
    {
        const std::string plan = memberText(payload, "asks"_L1).toStdString();
        if (!plan.empty())
            asked[plan] = line;
        else
            asked.erase(
                memberText(payload, payload.contains("declines"_L1) ? "declines"_L1 : "approves"_L1)
                    .toStdString());
        if (plan.empty())
            done.push_back(line);
        (void)entry;
    }

    std::map<std::string, QString> m_before; // by lever: where it stood before it was moved
    std::map<std::string, std::string> m_tried; // by console and lever: who fired it last, and when
};

std::vector<std::string> newest(std::vector<std::string> lines)
{
    if (lines.size() <= kMostLines)
        return lines;
    const std::size_t more = lines.size() - kMostLines;
    lines.erase(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(more));
    lines.insert(lines.begin(), "(" + std::to_string(more) + " older ones are left out)");
    return lines;
}

std::vector<std::string> valuesIn(const std::map<std::string, std::string>& lines)
{
    std::vector<std::string> result;
    for (const auto& [key, line] : lines)
        result.push_back(line);
    std::sort(result.begin(), result.end());
    return result;
}

std::string headOf(const OpenIncident& incident)
{
    const auto field = [&incident](const QString& name) {
        const auto found = incident.fields.find(name);
        return found == incident.fields.end() ? std::string()
                                              : clipped(found->second.toStdString());
    };
    const std::string severity = field(u"severity"_s);
    const std::string status = field(u"status"_s);
    const std::string commander = field(u"commander"_s);
    return incident.name + (severity.empty() ? "" : ", SEV" + severity)
        + (status.empty() ? "" : ", " + status)
        + (commander.empty() ? "" : ", commanded by " + commander);
}

std::vector<std::string> incidentLines(const Reading& reading)
{
    std::vector<std::string> lines;
    for (const auto& [id, incident] : reading.incidents) {
        if (!incident.isOpen)
            continue;
        std::string line = incident.name;
        for (const QString& name : {u"title"_s, u"severity"_s, u"status"_s, u"commander"_s}) {
            const auto field = incident.fields.find(name);
            if (field != incident.fields.end())
                line += "  " + name.toStdString() + ": " + clipped(field->second.toStdString());
        }
        lines.push_back(line);
    }
    return lines;
}

} // namespace

Handover handoverOf(const std::deque<RoomEntry>& entries, const std::vector<Presence>& present,
                    const std::vector<LockState>& locks, const std::vector<Conflict>& conflicts,
                    bool isWhole)
{
    Reading reading;
    for (const RoomEntry& entry : entries)
        reading.take(entry);
    std::vector<std::string> open = incidentLines(reading);
    for (const std::string& line : valuesIn(reading.moved))
        open.push_back("still moved: " + line);
    for (const std::string& line : valuesIn(reading.openSteps))
        open.push_back("step begun, not settled: " + line);
    for (const std::string& line : valuesIn(reading.asked))
        open.push_back("approval asked, not answered: " + line);

    std::vector<std::string> unknown = valuesIn(reading.unknown);
    for (std::string& line : unknown)
        line = "fired, end not told: " + line;
    for (const Conflict& conflict : conflicts) {
        if (!conflict.isSettled)
            unknown.push_back("conflict: " + clipped(conflict.text));
    }
    if (!isWhole)
        unknown.emplace_back("what was said before the newest " + std::to_string(entries.size())
                             + " entries was not read");

    std::vector<std::string> who;
    for (const LockState& lock : locks)
        who.push_back(clipped(lock.name) + " is held by " + clipped(lock.holder.text()));
    for (const Presence& each : present)
        who.push_back(clipped(each.who.text())
                      + (each.isStale() ? ", not heard of for " : ", seen ")
                      + std::to_string(static_cast<int>(each.ageSeconds)) + " s"
                      + (each.isStale() ? "" : " ago"));
    return {{{"Open", newest(std::move(open))},
             {"Done", newest(std::move(reading.done))},
             {"Not known", newest(std::move(unknown))},
             {"Who is here, who holds what", newest(std::move(who))},
             {"Said", newest(std::move(reading.said))}}};
}

std::vector<std::string> openIncidentsOf(const std::deque<RoomEntry>& entries)
{
    Reading reading;
    for (const RoomEntry& entry : entries) {
        if (entry.entry.kind == "incident")
            reading.take(entry);
    }
    std::vector<std::string> heads;
    for (const auto& [id, incident] : reading.incidents) {
        if (incident.isOpen)
            heads.push_back(headOf(incident));
    }
    return heads;
}

std::string toText(const Handover& handover)
{
    std::string result;
    for (const Handover::Section& section : handover.sections) {
        result += (result.empty() ? "" : "\n") + section.title + "\n";
        for (const std::string& line : section.lines)
            result += "  " + line + "\n";
        if (section.lines.empty())
            result += "  none\n";
    }
    return result;
}

} // namespace room
