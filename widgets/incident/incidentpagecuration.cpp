// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the page by which people curate an incident.

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

QString idOf(const Incident& subject)
{
    return common::safeLine(subject.id, 40);
}

QString timeText(telemetry::Timestamp time)
{
    return QString::fromStdString(telemetry::toRfc3339(time));
}

std::vector<std::string> namesIn(const QString& text)
{
    std::vector<std::string> names;
    for (const QString& part : text.split(u',', Qt::SkipEmptyParts)) {
        if (const QString name = part.trimmed(); !name.isEmpty())
            names.push_back(name.toStdString());
    }
    return names;
}

QString joined(const std::vector<std::string>& names)
{
    QStringList all;
    for (const std::string& name : names)
        all << common::safeLine(name, 400); // what would be invisible is shown
    return all.join(u", "_s);
}

// What who takes over has to know, as far as it is told here; to be gone over by who hands over.
QString summaryOf(const Incident& subject, const std::optional<IncidentRecord>& read,
                  const std::optional<items::IncidentReach>& reach, telemetry::Timestamp now)
{
    QStringList lines{items::standingText(subject, now)};
    if (read && read->incident.id == subject.id) {
        QStringList moments;
        for (const KeyMoment& moment : read->moments) {
            if (moment.time)
                moments << items::momentText(moment.kind)
                        + (moment.isProposed() ? u" ≈ "_s : u" "_s)
                        + items::utcTimeText(*moment.time);
        }
        lines << moments.join(u", "_s);
    }
    if (reach && reach->incident == subject.id)
        lines << items::reachText(*reach).first();
    return lines.join(u'\n');
}

} // namespace

void IncidentPage::change(const QString& said, IncidentDesk::Change change,
                          IncidentDesk::Change undo)
{
    const Incident* subject = shown();
    if (subject == nullptr || !canWrite())
        return;
    m_message->clear();
    m_undo = {};
    const std::string id = subject->id;
    m_desk->change(id, std::move(change), [this, said, id, undo = std::move(undo)] {
        m_undoOf = id;
        m_undo = undo;
        m_message->say(common::MessageBar::Kind::Info, said, undo ? tr("Undo") : QString());
    });
}

void IncidentPage::setSeverity(int severity)
{
    const Incident* subject = shown();
    if (subject == nullptr)
        return;
    change(
        tr("%1 has severity %2; it was %3.")
            .arg(idOf(*subject))
            .arg(severity)
            .arg(subject->severity),
        [severity](const Incident& now, telemetry::Timestamp time) {
            return severityEntry(now, severity, {}, time);
        },
        [before = subject->severity](const Incident& now, telemetry::Timestamp time) {
            return severityEntry(now, before, "undone", time);
        });
}

void IncidentPage::setStatus(Status status)
{
    const Incident* subject = shown();
    if (subject == nullptr)
        return;
    change(
        tr("%1: %2; it was: %3.")
            .arg(idOf(*subject), items::statusText(status), items::statusText(subject->status)),
        [status](const Incident& now, telemetry::Timestamp time) {
            return statusEntry(now, status, {}, time);
        },
        [before = subject->status](const Incident& now, telemetry::Timestamp time) {
            return statusEntry(now, before, "undone", time);
        });
}

void IncidentPage::takeCommand()
{
    const Incident* subject = shown();
    if (subject == nullptr || m_desk == nullptr)
        return;
    change(
        tr("You are in command of %1.").arg(idOf(*subject)),
        [who = m_desk->actor()](const Incident& now, telemetry::Timestamp time) {
            return commanderEntry(now, who, time);
        },
        [before = subject->commander](const Incident& now, telemetry::Timestamp time) {
            return commanderEntry(now, before, time);
        });
}

void IncidentPage::askTitle()
{
    const Incident* subject = shown();
    if (subject == nullptr || !canWrite())
        return;
    const QString before = common::safeLine(subject->title); // what would be invisible is shown
    m_form->ask(
        tr("What %1 is called").arg(idOf(*subject)),
        {{.name = tr("Title"), .text = before, .hint = {}, .isNeeded = true}}, tr("Rename"),
        [this, before](const QStringList& answers) {
            change(
                tr("It has another title."),
                [title = answers[0].toStdString()](const Incident& now, telemetry::Timestamp time) {
                    return titleEntry(now, title, time);
                },
                [before](const Incident& now, telemetry::Timestamp time) {
                    return titleEntry(now, before.toStdString(), time);
                });
        });
}

void IncidentPage::askServices()
{
    const Incident* subject = shown();
    if (subject == nullptr || !canWrite())
        return;
    m_form->ask(
        tr("Which services %1 affects").arg(idOf(*subject)),
        {{.name = tr("Services"),
          .text = joined(subject->services),
          .hint = tr("Names, with commas; empty: not known")}},
        tr("Set"), [this, before = subject->services](const QStringList& answers) {
            change(
                tr("The services affected were set."),
                [names = namesIn(answers[0])](const Incident& now, telemetry::Timestamp time) {
                    return servicesEntry(now, names, time);
                },
                [before](const Incident& now, telemetry::Timestamp time) {
                    return servicesEntry(now, before, time);
                });
        });
}

void IncidentPage::askLink()
{
    const Incident* subject = shown();
    if (subject == nullptr || !canWrite())
        return;
    m_form->ask(tr("A link of %1, to be shown and never followed").arg(idOf(*subject)),
                {{.name = tr("Address"), .text = {}, .hint = {}, .isNeeded = true},
                 {.name = tr("Title"), .text = {}, .hint = tr("May be left out")}},
                tr("Add"), [this](const QStringList& answers) {
                    change(tr("The link stands in the timeline."),
                           [answers](const Incident& now, telemetry::Timestamp time) {
                               return linkEntry(now, answers[1].toStdString(),
                                                answers[0].toStdString(), time);
                           });
                });
}

void IncidentPage::askHandover()
{
    const Incident* subject = shown();
    if (subject == nullptr || !canWrite())
        return;
    m_form->ask(
        tr("Hand %1 over").arg(idOf(*subject)),
        {{.name = tr("To"),
          .text = {},
          .hint = tr("Who is in command from now on"),
          .isNeeded = true},
         {.name = tr("Summary"),
          .text = summaryOf(*subject, m_follower.record(), m_follower.reach(), m_clock.now()),
          .hint = tr("How it stands, what was tried, what is to be done next"),
          .isNeeded = false,
          .isLong = true}},
        tr("Hand Over"), [this](const QStringList& answers) {
            const std::string to = answers[0].toStdString();
            const std::string id = shownIncident();
            change(tr("Handed over to %1.").arg(answers[0]),
                   [to, summary = answers[1].toStdString()](const Incident& now,
                                                            telemetry::Timestamp time) {
                       return handoverEntry(now, to, summary, time);
                   });
            // Who it is handed to commands it; of a closed one nobody does.
            m_desk->ask([id, to](const std::vector<Incident>& standing,
                                 telemetry::Timestamp time) -> Entry {
                const Incident* now = incident::find(standing, id);
                if (now == nullptr || !now->isOpen() || now->commander == to)
                    return telemetry::failure(telemetry::ErrorKind::Usage, {});
                return commanderEntry(*now, to, time);
            });
        });
}

void IncidentPage::askClose()
{
    const Incident* subject = shown();
    if (subject == nullptr || !canWrite())
        return;
    m_form->ask(
        tr("Close %1").arg(idOf(*subject)),
        {{.name = tr("Why"),
          .text = {},
          .hint = tr("What shows that it is over; the report tells it"),
          .isNeeded = true}},
        tr("Close It"), [this](const QStringList& answers) {
            change(
                tr("Closed. What is found later can still be added."),
                [why = answers[0].toStdString()](const Incident& now, telemetry::Timestamp time) {
                    return closedEntry(now, why, time);
                },
                [](const Incident& now, telemetry::Timestamp time) {
                    return reopenedEntry(now, "undone", time);
                });
        });
}

void IncidentPage::askReopen()
{
    const Incident* subject = shown();
    if (subject == nullptr || !canWrite())
        return;
    m_form->ask(tr("Open %1 again").arg(idOf(*subject)),
                {{.name = tr("Why"), .text = {}, .hint = {}, .isNeeded = true}}, tr("Reopen"),
                [this](const QStringList& answers) {
                    change(tr("It is open again."),
                           [why = answers[0].toStdString()](const Incident& now,
                                                            telemetry::Timestamp time) {
                               return reopenedEntry(now, why, time);
                           });
                });
}

// Of what is chosen in the timeline, else of what is proposed.
void IncidentPage::askMoment(MomentKind kind)
{
    const Incident* subject = shown();
    if (subject == nullptr || !canWrite())
        return;
    QString when;
    QString number;
    QString why;
    const auto chosen = m_timeline->current();
    if (chosen && chosen->sequence > 0) {
        when = timeText(chosen->time);
        number = QString::number(chosen->sequence);
    } else if (const auto& read = m_follower.record(); read) {
        const auto known = std::ranges::find(read->moments, kind, &KeyMoment::kind);
        if (known != read->moments.end() && known->time) {
            when = timeText(*known->time);
            number = known->entry > 0 ? QString::number(known->entry) : QString();
            why = common::safeLine(known->why);
        }
    }
    if (when.isEmpty())
        when = timeText(m_clock.now());
    m_form->ask(tr("Fix the key moment of %1: %2").arg(idOf(*subject), items::momentText(kind)),
                {{.name = tr("When (UTC)"),
                  .text = when,
                  .hint = tr("02:41:07, or a date and time after RFC 3339"),
                  .isNeeded = true},
                 {.name = tr("Entry"),
                  .text = number,
                  .hint = tr("Number of the entry that shows it; may be left out")},
                 {.name = tr("Why"), .text = why, .hint = tr("What it rests on")}},
                tr("Fix"), [this, kind](const QStringList& answers) { fixMoment(kind, answers); });
}

void IncidentPage::fixMoment(MomentKind kind, const QStringList& answers)
{
    const Incident* subject = shown();
    const auto time = timeFrom(answers[0]);
    bool isNumber = answers[1].isEmpty();
    const qlonglong number = isNumber ? 0 : answers[1].toLongLong(&isNumber);
    if (!time || !isNumber || number < 0) {
        warn(!time ? tr("“%1” is no time: write 02:41:07, or 2026-11-24T02:41:07Z.").arg(answers[0])
                   : tr("“%1” is no number of an entry.").arg(answers[1]));
        return;
    }
    if (subject == nullptr)
        return;
    IncidentDesk::Change undo;
    if (const FixedMoment* before = subject->moment(kind))
        undo = [was = *before](const Incident& now, telemetry::Timestamp at) {
            return momentEntry(now, was.kind, was.time, was.entry, was.why, at);
        };
    change(
        tr("%1 is fixed at %2.").arg(items::momentText(kind), items::utcDateTimeText(*time)),
        [kind, time = *time, number, why = answers[2].toStdString()](const Incident& now,
                                                                     telemetry::Timestamp at) {
            return momentEntry(now, kind, time, number, why, at);
        },
        std::move(undo));
}

// A time of day is the first such one that is not long before the incident began.
std::optional<telemetry::Timestamp> IncidentPage::timeFrom(const QString& text) const
{
    using namespace std::chrono_literals;
    static const QRegularExpression kTimeOfDay(u"^\\d\\d:\\d\\d(:\\d\\d(\\.\\d{1,9})?)?$"_s);
    QString whole = text;
    const Incident* subject = shown();
    const bool isTimeOfDay = kTimeOfDay.match(text).hasMatch() && subject != nullptr;
    if (isTimeOfDay)
        whole = timeText(subject->start).left(11) + text + (text.size() == 5 ? u":00Z"_s : u"Z"_s);
    const auto time = telemetry::timestampFromText(whole.toStdString());
    if (!time)
        return std::nullopt;
    return isTimeOfDay && *time < subject->start - 6h ? *time + 24h : *time;
}

void IncidentPage::askMark(const telemetry::TimelineEntry& entry, bool isMarked)
{
    const Incident* subject = shown();
    if (subject == nullptr || !canWrite())
        return;
    const std::int64_t number = entry.sequence;
    const QString text = common::safeLine(entry.text, 120);
    m_form->ask(isMarked ? tr("Take the mark off entry %1: %2").arg(number).arg(text)
                         : tr("Mark entry %1: %2").arg(number).arg(text),
                {{.name = tr("Why"),
                  .text = {},
                  .hint = isMarked ? tr("May be left out")
                                   : tr("What it shows, for the report; may be left out")}},
                isMarked ? tr("Take Off") : tr("Mark"),
                [this, number, isMarked](const QStringList& answers) {
                    const auto write = [number](const std::string& why, bool on) {
                        return [number, why, on](const Incident& now, telemetry::Timestamp time) {
                            return on ? markEntry(now, number, why, time)
                                      : unmarkEntry(now, number, why, time);
                        };
                    };
                    change(isMarked ? tr("Entry %1 is not marked any more.").arg(number)
                                    : tr("Entry %1 is marked.").arg(number),
                           write(answers[0].toStdString(), !isMarked), write("undone", isMarked));
                });
}

void IncidentPage::openByHand()
{
    if (!canWrite())
        return;
    m_form->ask(
        tr("Open an incident"),
        {{.name = tr("Title"), .text = {}, .hint = tr("What is wrong, for whom"), .isNeeded = true},
         {.name = tr("Severity"), .text = u"2"_s, .hint = tr("1 (worst) to 4")},
         {.name = tr("Services"), .text = {}, .hint = tr("Names, with commas; may be left out")},
         {.name = tr("Since"), .text = {}, .hint = tr("2026-11-24T02:41:07Z; empty: now")}},
        tr("Open"), [this](const QStringList& answers) {
            Opening opening;
            opening.title = answers[0].toStdString();
            opening.severity = answers[1].isEmpty() ? opening.severity : answers[1].toInt();
            opening.services = namesIn(answers[2]);
            if (!answers[3].isEmpty()) {
                const auto since = timeFrom(answers[3]);
                if (!since)
                    return warn(tr("“%1” is no time: write 2026-11-24T02:41:07Z.").arg(answers[3]));
                opening.start = *since;
            }
            m_desk->open(opening, true);
        });
}

} // namespace incident
