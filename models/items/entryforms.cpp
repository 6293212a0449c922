// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/entryforms.h"

#include "models/items/entrypayload.h"
#include "models/items/ownwords.h"
#include "models/items/runbookwords.h"
#include "models/items/viewstate.h"
#include "models/runbook/effectladder.h"
#include "models/telemetry/filled.h"

#include <QCoreApplication>
#include <QJsonArray>

#include <algorithm>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;

namespace items {

namespace {

using telemetry::TimelineEntry;

// A value of a sentence, as it was recorded and as it is shown.
struct Told
{
    std::string english;
    std::string shown;
};

Told told(const QJsonValue& value)
{
    const std::string text = value.toString().toStdString();
    return {.english = text, .shown = text};
}

Told ours(const std::string& words)
{
    return {.english = words, .shown = ownWords(words)};
}

Told oursIn(const QJsonValue& value)
{
    return ours(value.toString().toStdString());
}

// "not_yet_visible" is recorded for "not yet visible".
Told word(const QJsonValue& value)
{
    return ours(value.toString().replace(u'_', u' ').toStdString());
}

Told number(const QJsonValue& value)
{
    const std::string text = std::to_string(value.toInteger());
    return {.english = text, .shown = text};
}

Told title(std::string english)
{
    std::string shown = runbookLine(english);
    return {.english = std::move(english), .shown = std::move(shown)};
}

// A sentence that is made of pieces, beside the one that was recorded.
class EntrySentence
{
public:
    explicit EntrySentence(const TimelineEntry& entry)
        : m_recorded(entry.text)
    {
    }

    EntrySentence& add(const char* form, const std::vector<Told>& values = {})
    {
        std::vector<std::string> english;
        std::vector<std::string> shown;
        for (const Told& value : values) {
            english.push_back(value.english);
            shown.push_back(value.shown);
        }
        m_english += telemetry::filled(form, english);
        m_shown +=
            telemetry::filled(QCoreApplication::translate("entries", form).toStdString(), shown);
        return *this;
    }
    EntrySentence& text(const Told& value)
    {
        m_english += value.english;
        m_shown += value.shown;
        return *this;
    }
    // Where there is something to add, in brackets or behind a colon.
    EntrySentence& bracketed(const Told& value)
    {
        return value.english.empty() ? *this : text({" (", " ("}).text(value).text({")", ")"});
    }
    EntrySentence& because(const Told& value)
    {
        return value.english.empty() ? *this : text({": ", ": "}).text(value);
    }

    std::optional<std::string> shown() const
    {
        return m_english == m_recorded ? std::optional(m_shown) : std::nullopt;
    }
    // What was recorded behind the pieces; absent: they are not how it begins.
    std::optional<std::string> rest() const
    {
        return m_recorded.starts_with(m_english)
            ? std::optional(m_recorded.substr(m_english.size()))
            : std::nullopt;
    }

private:
    const std::string& m_recorded;
    std::string m_english;
    std::string m_shown;
};

Told standing(const QJsonObject& state)
{
    const Told value = told(state[u"value"_s]);
    if (!state[u"exists"_s].toBool())
        return ours("not set");
    return value.english.empty() ? ours("empty") : value;
}

// From where to where a lever is to go.
std::vector<Told> movement(const QJsonObject& plan)
{
    const QJsonObject before = plan[u"before"_s].toObject();
    const Told value = told(before[u"value"_s]);
    const Told to = told(plan[u"to"_s]);
    return {told(plan[u"lever"_s]), value.english.empty() ? standing(before) : value,
            plan[u"removes_entry"_s].toBool() ? ours("no entry")
                : to.english.empty()          ? ours("empty")
                                              : to};
}

// Of the window that disarmed it, which marks its reasons, or of the rule by which it was.
Told reasonIn(const QJsonObject& plan)
{
    const std::string reason = plan[u"reason"_s].toString().toStdString();
    const std::string shown = reason.empty()
        ? reason
        : QCoreApplication::translate("runbookview::LeverController", reason.c_str()).toStdString();
    return shown == reason ? ours(reason) : Told{.english = reason, .shown = shown};
}

std::optional<std::string> armWords(const TimelineEntry& entry, const QJsonObject& plan)
{
    if (entry.kind == "arm")
        return EntrySentence(entry)
            .add(QT_TRANSLATE_NOOP("entries", "Armed %1: %2 to %3"), movement(plan))
            .shown();
    return EntrySentence(entry)
        .add(QT_TRANSLATE_NOOP("entries", "Disarmed %1: %2"),
             {told(plan[u"lever"_s]), reasonIn(plan)})
        .shown();
}

std::optional<std::string> actionWords(const TimelineEntry& entry, const QJsonObject& plan)
{
    EntrySentence sentence(entry);
    if (plan.contains(u"outcome"_s))
        return sentence
            .add(QT_TRANSLATE_NOOP("entries", "%1, %2: %3"),
                 {told(plan[u"lever"_s]), word(plan[u"outcome"_s]), oursIn(plan[u"message"_s])})
            .shown();
    const Told glass = told(plan[u"guard"_s][u"break_glass"_s]);
    if (!glass.english.empty())
        sentence.add(QT_TRANSLATE_NOOP("entries", "Glass broken (%1): "), {glass});
    return sentence
        .add(entry.kind == "undo" ? QT_TRANSLATE_NOOP("entries", "Undoing %1: %2 to %3")
                                  : QT_TRANSLATE_NOOP("entries", "Firing %1: %2 to %3"),
             movement(plan))
        .shown();
}

std::optional<std::string> rungWords(const TimelineEntry& entry, const QJsonObject& plan)
{
    return EntrySentence(entry)
        .add(QT_TRANSLATE_NOOP("entries", "%1, %2: %3"),
             {told(plan[u"lever"_s]), word(plan[u"rung"_s]), word(plan[u"state"_s])})
        .bracketed(oursIn(plan[u"detail"_s]))
        .shown();
}

std::optional<std::string> leverWords(const TimelineEntry& entry, const QJsonObject& payload)
{
    if (!payload.contains(u"before"_s) || !payload.contains(u"after"_s))
        return std::nullopt;
    const Told lever{.english = entry.subject, .shown = entry.subject};
    return EntrySentence(entry)
        .add(QT_TRANSLATE_NOOP("entries", "%1 went from %2 to %3 at the control plane"),
             {lever, standing(payload[u"before"_s].toObject()),
              standing(payload[u"after"_s].toObject())})
        .shown();
}

Told versions(const QJsonObject& proof)
{
    const Told candidate = told(proof[u"candidate"_s][u"model"_s]);
    if (!proof.contains(u"current"_s))
        return candidate;
    const std::string current = proof[u"current"_s][u"model"_s].toString().toStdString();
    const char* form = QT_TRANSLATE_NOOP("entries", "%1 beside %2");
    return {.english = telemetry::filled(form, {candidate.english, current}),
            .shown = telemetry::filled(QCoreApplication::translate("entries", form).toStdString(),
                                       {candidate.english, current})};
}

// What stands behind "Step done: " up to the note, or all of it.
Told titleIn(const EntrySentence& begun, const Told& note)
{
    std::string rest = begun.rest().value_or(std::string());
    const std::string tail = " (" + note.english + ")";
    if (!note.english.empty() && rest.ends_with(tail))
        rest.resize(rest.size() - tail.size());
    return title(std::move(rest));
}

std::optional<std::string> settledWords(const TimelineEntry& entry, const QJsonObject& payload)
{
    const Told kept = told(payload[u"note"_s]);
    const Told note{.english = kept.english, .shown = noteWords(kept.english)};
    EntrySentence sentence(entry);
    if (payload.contains(u"times"_s))
        sentence.add(QT_TRANSLATE_NOOP("entries", "Step %1 again, time %2: "),
                     {word(payload[u"state"_s]), number(payload[u"times"_s])});
    else
        sentence.add(QT_TRANSLATE_NOOP("entries", "Step %1: "), {word(payload[u"state"_s])});
    return sentence.text(titleIn(sentence, note)).bracketed(note).shown();
}

std::optional<std::string> resumedWords(const TimelineEntry& entry, const QJsonObject& payload)
{
    const Told who = told(payload[u"begun_by"_s]);
    const Told settled = number(payload[u"settled"_s]);
    const Told steps = number(payload[u"steps"_s]);
    EntrySentence sentence(entry);
    sentence.add(QT_TRANSLATE_NOOP("entries", "Runbook taken up again: "));
    const Told behind{.english = "begun by " + who.english + ", " + settled.english + " of "
                          + steps.english + " steps settled",
                      .shown = {}};
    return sentence.text(titleIn(sentence, behind))
        .add(QT_TRANSLATE_NOOP("entries", " (begun by %1, %2 of %3 steps settled)"),
             {who, settled, steps})
        .shown();
}

std::optional<std::string> stepWords(const TimelineEntry& entry, const QJsonObject& payload)
{
    const QString state = payload[u"state"_s].toString();
    EntrySentence sentence(entry);
    if (state == u"started"_s) {
        sentence.add(QT_TRANSLATE_NOOP("entries", "Runbook started: "));
        const std::string rest = sentence.rest().value_or(std::string());
        const std::string named = payload[u"title"_s].toString().toStdString();
        if (named.empty() || !rest.starts_with(named))
            return sentence.text(title(rest)).shown();
        // Behind it stands from which commit it is, which is words as well.
        const std::string commit = rest.substr(named.size());
        return sentence.text(title(named)).text(ours(commit)).shown();
    }
    if (state == u"resumed"_s)
        return resumedWords(entry, payload);
    if (state == u"left"_s) {
        sentence.add(QT_TRANSLATE_NOOP("entries", "Runbook left: "));
        return sentence.text(titleIn(sentence, {})).shown();
    }
    if (state == u"aborted"_s) {
        const Told reason = told(payload[u"reason"_s]);
        sentence.add(QT_TRANSLATE_NOOP("entries", "Runbook aborted: "));
        return sentence.text(titleIn(sentence, reason)).bracketed(reason).shown();
    }
    if (state == u"probing"_s)
        return sentence
            .add(QT_TRANSLATE_NOOP("entries", "Probing %1 with %2: at most %3 questions to each"),
                 {versions(payload), told(payload[u"probe_set"_s]), number(payload[u"most"_s])})
            .shown();
    if (state == u"proof"_s)
        return sentence
            .add(QT_TRANSLATE_NOOP("entries", "Proof of %1: %2. %3"),
                 {versions(payload), word(payload[u"outcome"_s]), oursIn(payload[u"reason"_s])})
            .shown();
    return settledWords(entry, payload);
}

std::optional<std::string> probeWords(const TimelineEntry& entry, const QJsonObject& payload)
{
    return EntrySentence(entry)
        .add(QT_TRANSLATE_NOOP("entries", "Probe %1 asked of %2: %3"),
             {told(payload[u"probe"_s]), told(payload[u"model"_s]), word(payload[u"result"_s])})
        .bracketed(oursIn(payload[u"reason"_s]))
        .shown();
}

// "fired, from where to where" is in the words alone where an approval's payload does not hold it.
std::optional<std::string> approvalWords(const TimelineEntry& entry, const QJsonObject& payload)
{
    const char* form = payload.contains(u"asks"_s)
        ? QT_TRANSLATE_NOOP("entries", "Asked for approval: %1 on %2: %3 to %4 (plan %5)")
        : payload.contains(u"declines"_s)
        ? QT_TRANSLATE_NOOP("entries", "Declined %1 on %2: %3 to %4 (plan %5)")
        : QT_TRANSLATE_NOOP("entries", "Approved %1 on %2: %3 to %4 (plan %5)");
    const Told reason = payload.contains(u"asks"_s) ? Told() : told(payload[u"reason"_s]);
    std::string words = entry.text;
    const std::string behind = ": " + reason.english;
    if (!reason.english.empty() && words.ends_with(behind))
        words.resize(words.size() - behind.size());
    const auto values = telemetry::placesIn(form, words);
    if (!values)
        return std::nullopt;
    return EntrySentence(entry)
        .add(form,
             {told(payload[u"lever"_s]),
              told(payload[u"target"_s]),
              {values->at(2), valueWords(values->at(2))},
              {values->at(3), valueWords(values->at(3))},
              {values->at(4), values->at(4)}})
        .because(reason)
        .shown();
}

std::string listOf(const QJsonArray& names)
{
    std::string text;
    for (const QJsonValue& name : names)
        text += (text.empty() ? "" : ", ") + name.toString().toStdString();
    return text;
}

Told list(const QJsonObject& payload, std::initializer_list<const char*> members)
{
    QJsonArray all;
    for (const char* member : members) {
        for (const QJsonValue& each : payload[QLatin1String(member)].toArray())
            all.append(each);
    }
    const std::string text = listOf(all);
    return {.english = text, .shown = text};
}

std::optional<std::string> incidentWords(const TimelineEntry& entry, const QJsonObject& payload)
{
    const QString what = payload[u"what"_s].toString();
    const Told why = told(payload[u"why"_s]);
    const Told id{.english = entry.subject, .shown = entry.subject};
    EntrySentence sentence(entry);
    const auto say = [&](const char* form, const std::vector<Told>& values) {
        return sentence.add(form, values).because(why).shown();
    };
    if (what == u"opened"_s)
        return say(QT_TRANSLATE_NOOP("entries", "Opened %1 (severity %2): %3"),
                   {id, number(payload[u"severity"_s]), oursIn(payload[u"title"_s])});
    if (what == u"title"_s)
        return say(QT_TRANSLATE_NOOP("entries", "Called %1"), {told(payload[u"title"_s])});
    if (what == u"severity"_s) {
        sentence.add(QT_TRANSLATE_NOOP("entries", "Severity %1, was "),
                     {number(payload[u"severity"_s])});
        const std::string was = sentence.rest().value_or(std::string()).substr(0, 1);
        return sentence.text({was, was}).because(why).shown();
    }
    if (what == u"commander"_s)
        return payload[u"commander"_s].toString().trimmed().isEmpty()
            ? say(QT_TRANSLATE_NOOP("entries", "Nobody is in command any more"), {})
            : say(QT_TRANSLATE_NOOP("entries", "In command: %1"), {told(payload[u"commander"_s])});
    if (what == u"status"_s)
        return say(QT_TRANSLATE_NOOP("entries", "Status: %1"), {word(payload[u"status"_s])});
    if (what == u"services"_s)
        return payload[u"services"_s].toArray().isEmpty()
            ? say(QT_TRANSLATE_NOOP("entries", "Services affected: not known"), {})
            : say(QT_TRANSLATE_NOOP("entries", "Services affected: %1"),
                  {list(payload, {"services"})});
    if (what == u"moment"_s)
        return say(QT_TRANSLATE_NOOP("entries", "Key moment, %1"), {word(payload[u"moment"_s])});
    if (what == u"unfixed"_s)
        return say(QT_TRANSLATE_NOOP("entries", "Key moment not fixed any more, %1"),
                   {word(payload[u"moment"_s])});
    if (what == u"link"_s)
        return say(QT_TRANSLATE_NOOP("entries", "Link: %1"),
                   {payload[u"title"_s].toString().trimmed().isEmpty()
                        ? told(payload[u"address"_s])
                        : told(payload[u"title"_s])});
    if (what == u"mark"_s)
        return say(QT_TRANSLATE_NOOP("entries", "Marked entry %1"), {number(payload[u"entry"_s])});
    if (what == u"unmark"_s)
        return say(QT_TRANSLATE_NOOP("entries", "Took the mark off entry %1"),
                   {number(payload[u"entry"_s])});
    if (what == u"handover"_s)
        return say(QT_TRANSLATE_NOOP("entries", "Handed over to %1"), {told(payload[u"to"_s])});
    if (what == u"closed"_s)
        return say(QT_TRANSLATE_NOOP("entries", "Closed %1"), {id});
    if (what == u"reopened"_s)
        return say(QT_TRANSLATE_NOOP("entries", "Opened %1 again"), {id});
    if (what == u"alarms"_s)
        return say(QT_TRANSLATE_NOOP("entries", "Part of it as well: %1"),
                   {list(payload, {"alarms", "fingerprints"})});
    if (what != u"taken_out"_s)
        return std::nullopt;
    const Told out = list(payload, {"alarms", "fingerprints"});
    const Told into = told(payload[u"into"_s]);
    return into.english.empty()
        ? say(QT_TRANSLATE_NOOP("entries", "Taken out: %1"), {out})
        : say(QT_TRANSLATE_NOOP("entries", "Taken out: %1, into %2"), {out, into});
}

std::optional<std::string> noteWords(const TimelineEntry& entry, const QJsonObject& payload)
{
    if (payload[u"shelved_minutes"_s].toInteger() > 0)
        return EntrySentence(entry)
            .add(QT_TRANSLATE_NOOP("entries", "Shelved %1 for %2 min: %3"),
                 {told(payload[u"alarm"_s]), number(payload[u"shelved_minutes"_s]),
                  told(payload[u"reason"_s])})
            .shown();
    if (payload.contains(u"hypothesis"_s)) {
        EntrySentence sentence(entry);
        sentence.add(QT_TRANSLATE_NOOP("entries", "Hypothesis: "));
        const std::string rest = sentence.rest().value_or(std::string());
        return sentence.text({rest, rest}).shown();
    }
    if (payload[u"annotation"_s] == u"bookmark"_s) {
        const Told about = told(payload[u"about"_s]);
        EntrySentence sentence(entry);
        sentence.add(QT_TRANSLATE_NOOP("entries", "Bookmark")).because(told(payload[u"text"_s]));
        return about.english.empty()
            ? sentence.shown()
            : sentence.add(QT_TRANSLATE_NOOP("entries", " (on %1)"), {about}).shown();
    }
    return std::nullopt;
}

// The page is said anew of what was on it; why it is told stays, but for what we say ourselves.
std::optional<std::string> screenWords(const TimelineEntry& entry)
{
    const auto state = shownState(entry);
    const auto when = telemetry::placesIn("On the screen when %1: %2", entry.text);
    if (!state || (entry.kind == "screen" && !when))
        return std::nullopt;
    const std::string page = viewStateText(*state).toStdString();
    const auto say = [&page](const char* form, std::vector<std::string> values) {
        values.push_back(page);
        return telemetry::filled(QCoreApplication::translate("entries", form).toStdString(),
                                 values);
    };
    if (entry.kind == "view")
        return say(QT_TRANSLATE_NOOP("entries", "Looked at %1"), {});
    return say(QT_TRANSLATE_NOOP("entries", "On the screen when %1: %2"),
               {ownWords(when->front())});
}

std::optional<std::string> alertWords(const TimelineEntry& entry, const QJsonObject& payload)
{
    const bool isFiring = payload[u"state"_s] == u"firing"_s;
    EntrySentence sentence(entry);
    sentence.add(isFiring ? QT_TRANSLATE_NOOP("entries", "%1 is firing")
                          : QT_TRANSLATE_NOOP("entries", "%1 is resolved"),
                 {told(payload[u"name"_s])});
    const std::string rest = sentence.rest().value_or(std::string()); // its own summary
    return sentence.text({rest, rest}).shown();
}

} // namespace

std::optional<std::string> entryFormWords(const TimelineEntry& entry)
{
    const QJsonObject payload = payloadOf(entry);
    const std::string& kind = entry.kind;
    if (kind == "view" || kind == "screen")
        return screenWords(entry);
    if (payload.isEmpty())
        return std::nullopt;
    if (kind == "arm" || kind == "disarm")
        return armWords(entry, payload);
    if (kind == "action" || kind == "undo")
        return actionWords(entry, payload);
    if (kind == "rung")
        return rungWords(entry, payload);
    if (kind == "lever")
        return leverWords(entry, payload);
    if (kind == "step")
        return stepWords(entry, payload);
    if (kind == "probe")
        return probeWords(entry, payload);
    if (kind == "approval")
        return approvalWords(entry, payload);
    if (kind == "incident")
        return incidentWords(entry, payload);
    if (kind == "note")
        return noteWords(entry, payload);
    return kind == "alert" ? alertWords(entry, payload) : std::nullopt;
}

} // namespace items
