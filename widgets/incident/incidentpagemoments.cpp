// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the page by which people say when something of an incident was, open one by hand, and
// say which alarms are part of it.

#include "models/items/formats.h"
#include "models/telemetry/timetext.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/incident/incidentpage.h"
#include "widgets/incident/timelinepage.h"

#include <QRegularExpression>

#include <algorithm>
#include <chrono>
#include <utility>

using namespace Qt::StringLiterals;

namespace incident {

namespace {

// People write down what was shortly before it, too.
constexpr auto kLongBefore = std::chrono::hours(6);

QString idOf(const std::string& id)
{
    return common::safeLine(id, 40);
}

QString timeText(telemetry::Timestamp time)
{
    return QString::fromStdString(telemetry::toRfc3339(time));
}

// As people write it; to the second, where nothing finer was said.
QString writtenTime(telemetry::Timestamp time)
{
    return timeText(time).left(19).replace(u'T', u' ');
}

// "02:41" of the day of that time.
std::optional<telemetry::Timestamp> onDayOf(telemetry::Timestamp day, const QString& timeOfDay)
{
    const QString whole =
        timeText(day).left(11) + timeOfDay + (timeOfDay.size() == 5 ? u":00Z"_s : u"Z"_s);
    const auto time = telemetry::timestampFromText(whole.toStdString());
    return time ? std::optional(*time) : std::nullopt;
}

} // namespace

std::vector<std::string> namesIn(const QString& text)
{
    std::vector<std::string> names;
    for (const QString& part : text.split(u',', Qt::SkipEmptyParts)) {
        if (const QString name = part.trimmed(); !name.isEmpty())
            names.push_back(name.toStdString());
    }
    return names;
}

std::optional<telemetry::Timestamp> timeFrom(const QString& text, telemetry::Timestamp after)
{
    static const QRegularExpression kTimeOfDay(u"^\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?$"_s);
    if (!kTimeOfDay.match(text).hasMatch()) {
        // "2026-11-29 02:41:07" is UTC, as all times here are.
        static const QRegularExpression kPlain(
            u"^\\d{4}-\\d\\d-\\d\\d[ T]\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,9})?$"_s);
        const QString whole = kPlain.match(text).hasMatch() ? text + u'Z' : text;
        const auto time = telemetry::timestampFromText(whole.toStdString());
        return time ? std::optional(*time) : std::nullopt;
    }
    const auto time = onDayOf(after, text);
    return time && *time < after ? *time + std::chrono::hours(24) : time;
}

// Of what is chosen in the timeline, else of what is proposed.
void IncidentPage::askMoment(MomentKind kind)
{
    const Incident* subject = writable();
    if (subject == nullptr)
        return;
    QString when;
    telemetry::Timestamp exact; // that `when` is written of
    QString number;
    QString why;
    const auto chosen = m_timeline->current();
    if (chosen && chosen->sequence > 0) {
        when = writtenTime(chosen->time);
        exact = chosen->time;
        number = QString::number(chosen->sequence);
    } else if (const auto& read = m_follower.record(); read && read->incident.id == subject->id) {
        const auto known = std::ranges::find(read->moments, kind, &KeyMoment::kind);
        if (known != read->moments.end() && known->time) {
            when = writtenTime(*known->time);
            exact = *known->time;
            number = known->entry > 0 ? QString::number(known->entry) : QString();
            why = common::safeLine(known->why);
        }
    }
    if (when.isEmpty()) {
        exact = m_clock.now();
        when = writtenTime(exact);
    }
    m_form->ask(tr("Fix the key moment of %1: %2").arg(idOf(subject->id), items::momentText(kind)),
                {{.name = tr("When (UTC)"),
                  .text = when,
                  .hint = tr("02:41:07, or 2026-11-24 02:41:07"),
                  .isNeeded = true},
                 {.name = tr("Entry"),
                  .text = number,
                  .hint = tr("Number of the entry that shows it; may be left out")},
                 {.name = tr("Why"), .text = why, .hint = tr("What it rests on")}},
                tr("Fix"), [this, subject = *subject, kind, when, exact](QStringList answers) {
                    // Left as it stood it is that very moment, not the second it lies in.
                    if (answers[0] == when)
                        answers[0] = timeText(exact);
                    return fixMoment(subject, kind, answers);
                });
}

QString IncidentPage::fixMoment(const Incident& subject, MomentKind kind,
                                const QStringList& answers)
{
    const auto time = timeFrom(answers[0], subject.start - kLongBefore);
    bool isNumber = answers[1].isEmpty();
    const qlonglong number = isNumber ? 0 : answers[1].toLongLong(&isNumber);
    if (!time)
        return tr("“%1” is no time: write 02:41:07, or 2026-11-24T02:41:07Z.").arg(answers[0]);
    if (!isNumber || number < 0)
        return tr("“%1” is no number of an entry.").arg(answers[1]);
    if (number > m_timeline->newestEntry())
        return tr("The timeline has no entry %1; the newest is %2.")
            .arg(number)
            .arg(m_timeline->newestEntry());
    IncidentDesk::Change undo = [kind](const Incident& now, telemetry::Timestamp at) {
        return unfixedEntry(now, kind, "undone", at);
    };
    if (const FixedMoment* before = subject.moment(kind))
        undo = [was = *before](const Incident& now, telemetry::Timestamp at) {
            return momentEntry(now, was.kind, was.time, was.entry, was.why, at);
        };
    change(
        subject.id,
        tr("%1 is fixed at %2.").arg(items::momentText(kind), items::utcDateTimeText(*time)),
        [kind, time = *time, number, why = answers[2].toStdString()](const Incident& now,
                                                                     telemetry::Timestamp at) {
            return momentEntry(now, kind, time, number, why, at);
        },
        std::move(undo));
    return {};
}

void IncidentPage::askUnfix(MomentKind kind)
{
    const Incident* subject = writable();
    const FixedMoment* fixed = subject != nullptr ? subject->moment(kind) : nullptr;
    if (fixed == nullptr)
        return;
    m_form->ask(tr("%1 of %2 is not to be fixed any more: what the rule proposes holds again")
                    .arg(items::momentText(kind), idOf(subject->id)),
                {{.name = tr("Why"), .text = {}, .hint = tr("May be left out")}},
                tr("Let It Be Proposed"),
                [this, id = subject->id, kind, was = *fixed](const QStringList& answers) {
                    change(
                        id, tr("%1 is proposed by the rule again.").arg(items::momentText(kind)),
                        [kind, why = answers[0].toStdString()](const Incident& now,
                                                               telemetry::Timestamp at) {
                            return unfixedEntry(now, kind, why, at);
                        },
                        [was](const Incident& now, telemetry::Timestamp at) {
                            return momentEntry(now, was.kind, was.time, was.entry, was.why, at);
                        });
                    return QString();
                });
}

void IncidentPage::openByHand()
{
    if (!canWrite())
        return;
    m_form->ask(
        tr("Open an incident"),
        {{.name = tr("Title"),
          .text = {},
          .hint = tr("What is wrong, and where"),
          .isNeeded = true},
         {.name = tr("Severity"), .text = u"2"_s, .hint = tr("1 (worst) to 4")},
         {.name = tr("Services"),
          .text = {},
          .hint = tr("Names, with commas; empty: not known, and all of them are counted")},
         {.name = tr("Since (UTC)"),
          .text = {},
          .hint = tr("02:41:07, or a date and time; empty: now")}},
        tr("Open"), [this](const QStringList& answers) {
            Opening opening;
            opening.title = answers[0].toStdString();
            bool isNumber = true;
            opening.severity =
                answers[1].isEmpty() ? opening.severity : answers[1].toInt(&isNumber);
            if (!isNumber || opening.severity < 1 || opening.severity > 4)
                return tr("“%1” is no severity. A severity is 1 (worst) to 4.").arg(answers[1]);
            opening.services = namesIn(answers[2]);
            if (!answers[3].isEmpty()) {
                // The newest such time of day that was.
                const auto now = m_clock.now();
                const auto since = timeFrom(answers[3], now - std::chrono::hours(24));
                if (!since)
                    return tr("“%1” is no time: write 02:41:07, or 2026-11-24T02:41:07Z.")
                        .arg(answers[3]);
                if (*since > now)
                    return tr("An incident starts before it is opened: %1 is still to come.")
                        .arg(answers[3]);
                opening.start = *since;
            }
            m_desk->open(opening, true);
            return QString();
        });
}

// An alarm's entry, or an alert's: it is taken out of the incident that is shown, or becomes part
// of it. Texts of an entry that is no alarm's are refused by what reads them.
void IncidentPage::askPart(const telemetry::TimelineEntry& entry, bool isPart)
{
    const Incident* subject = writable();
    if (subject == nullptr)
        return;
    const QString alarm = common::safeLine(entry.subject, 40);
    const QString id = idOf(subject->id);
    if (isPart)
        m_form->ask(tr("Take %1 out of %2").arg(alarm, id),
                    {{.name = tr("Why"),
                      .text = {},
                      .hint = tr("What shows that it is no part of it"),
                      .isNeeded = true},
                     {.name = tr("Into"),
                      .text = {},
                      .hint = tr("Another open incident, as INC-0002; empty: none")}},
                    tr("Take Out"), [this, id = subject->id, entry](const QStringList& answers) {
                        return takeOut(id, entry, answers[0], answers[1].toUpper());
                    });
    else
        m_form->ask(tr("Put %1 into %2").arg(alarm, id),
                    {{.name = tr("Why"), .text = {}, .hint = tr("May be left out")}}, tr("Put In"),
                    [this, id = subject->id, entry](const QStringList& answers) {
                        putIn(id, entry, answers[0]);
                        return QString();
                    });
}

// What an entry is about, with all that is known of alarms by now.
void IncidentPage::withAlarm(const telemetry::TimelineEntry& entry,
                             std::function<void(const Opening&, const Alarms&)> then)
{
    m_queries.run<Alarms>(
        this, [](const store::Reader& reader) { return reader.alarmTransitions({}); },
        [this, entry, then = std::move(then)](const telemetry::Result<Alarms>& alarms) {
            if (!alarms)
                return refuse(QString::fromStdString(alarms.error().message));
            if (const auto opening = openingOf(entry))
                return then(*opening, *alarms);
            const auto found =
                std::ranges::find(*alarms, entry.subject, &telemetry::AlarmTransition::alarm);
            if (found == alarms->end())
                return refuse(tr("The recording holds no alarm %1.")
                                  .arg(common::safeLine(entry.subject, 40)));
            then(openingOf(*found), *alarms);
        });
}

QString IncidentPage::takeOut(const std::string& id, const telemetry::TimelineEntry& entry,
                              const QString& why, const QString& into)
{
    const Incident* other = incident::find(m_incidents.incidents(), into.toStdString());
    if (!into.isEmpty() && other == nullptr)
        return tr("There is no incident “%1”.").arg(into);
    if (other != nullptr && (!other->isOpen() || other->id == id))
        return other->isOpen() ? tr("It is part of %1 already.").arg(into)
                               : tr("%1 is closed: reopen it first.").arg(into);
    const std::string target = other != nullptr ? other->id : std::string();
    withAlarm(
        entry,
        [this, id, target, why = why.toStdString()](const Opening& opening, const Alarms& alarms) {
            const auto leave = [opening, alarms, target, why](const Incident& now,
                                                              telemetry::Timestamp at) {
                return takenOutEntry(now, leavingOf(now, opening, alarms), target, why, at);
            };
            if (target.empty())
                return change(id, tr("It is no part of %1 any more.").arg(idOf(id)), leave,
                              [opening](const Incident& now, telemetry::Timestamp at) {
                                  return alarmsEntry(now, {now}, opening, "undone", at);
                              });
            m_desk->change(id, leave, [this, id, target, why, opening] {
                Opening alone = opening; // its group stays where it is
                alone.groups.clear();
                join(target, alone, "from " + id + ": " + why);
            });
        });
    return {};
}

void IncidentPage::putIn(const std::string& id, const telemetry::TimelineEntry& entry,
                         const QString& why)
{
    withAlarm(entry, [this, id, why = why.toStdString()](const Opening& opening, const Alarms&) {
        join(id, opening, why);
    });
}

void IncidentPage::join(const std::string& id, const Opening& opening, const std::string& why)
{
    m_desk->ask(
        [id, opening, why](const std::vector<Incident>& standing,
                           telemetry::Timestamp at) -> Entry {
            const Incident* now = incident::find(standing, id);
            if (now == nullptr)
                return telemetry::failure(telemetry::ErrorKind::Usage,
                                          "There is no incident " + id + ".");
            return alarmsEntry(*now, standing, opening, why, at);
        },
        [this, id] {
            m_form->settle();
            m_message->say(common::MessageBar::Kind::Info,
                           tr("It is part of %1 now.").arg(idOf(id)));
        });
}

} // namespace incident
