// SPDX-License-Identifier: GPL-3.0-or-later

// The part of the page by which people curate an incident.

#include "models/incident/closing.h"
#include "models/items/formats.h"
#include "models/items/ownwords.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/incident/incidentpage.h"
#include "widgets/incident/timelinepage.h"

#include <memory>
#include <utility>

using namespace Qt::StringLiterals;

namespace incident {

namespace {

QString idOf(const Incident& subject)
{
    return common::safeLine(subject.id, 40);
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
    const bool isRead = read && read->incident.id == subject.id;
    QStringList lines{items::standingText(subject, now, isRead ? &read->moments : nullptr)};
    if (isRead) {
        QStringList moments;
        for (const KeyMoment& moment : read->moments) {
            if (moment.time)
                moments << items::momentText(moment.kind) + (moment.isEstimated ? u" ≈ "_s : u" "_s)
                        + items::utcTimeText(*moment.time);
        }
        lines << moments.join(u", "_s);
    }
    if (reach && reach->incident == subject.id)
        lines << items::reachText(*reach).first();
    return lines.join(u'\n');
}

} // namespace

void IncidentPage::change(const std::string& id, const QString& said, IncidentDesk::Change change,
                          IncidentDesk::Change undo)
{
    if (!canWrite())
        return;
    m_message->clear();
    m_undo = {};
    m_desk->change(id, std::move(change), [this, said, id, undo = std::move(undo)] {
        m_form->settle();
        m_undoOf = id;
        m_undo = undo;
        if (undo)
            m_message->sayDone(said);
        else
            m_message->say(common::MessageBar::Kind::Info, said);
    });
}

const Incident* IncidentPage::writable() const
{
    return canWrite() ? shown() : nullptr;
}

void IncidentPage::setSeverity(int severity)
{
    const Incident* subject = writable();
    if (subject == nullptr)
        return;
    change(
        subject->id,
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
    const Incident* subject = writable();
    if (subject == nullptr)
        return;
    change(
        subject->id,
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
    const Incident* subject = writable();
    if (subject == nullptr)
        return;
    change(
        subject->id, tr("You are in command of %1.").arg(idOf(*subject)),
        [who = m_desk->actor()](const Incident& now, telemetry::Timestamp time) {
            return commanderEntry(now, who, time);
        },
        [before = subject->commander](const Incident& now, telemetry::Timestamp time) {
            return commanderEntry(now, before, time);
        });
}

void IncidentPage::askTitle()
{
    const Incident* subject = writable();
    if (subject == nullptr)
        return;
    m_form->ask(
        tr("What %1 is called").arg(idOf(*subject)),
        {{.name = tr("Title"),
          .text = common::safeLine(subject->title), // what would be invisible is shown
          .hint = tr("What is wrong, and where"),
          .isNeeded = true}},
        tr("Rename"),
        [this, id = subject->id, before = subject->title](const QStringList& answers) {
            change(
                id, tr("It has another title."),
                [title = answers[0].toStdString()](const Incident& now, telemetry::Timestamp time) {
                    return titleEntry(now, title, time);
                },
                [before](const Incident& now, telemetry::Timestamp time) {
                    return titleEntry(now, before, time);
                });
            return QString();
        });
}

void IncidentPage::askServices()
{
    const Incident* subject = writable();
    if (subject == nullptr)
        return;
    m_form->ask(
        tr("Which services %1 affects").arg(idOf(*subject)),
        {{.name = tr("Services"),
          .text = joined(subject->services),
          .hint = tr("Names, with commas; empty: not known")}},
        tr("Set"),
        [this, id = subject->id, before = subject->services](const QStringList& answers) {
            change(
                id, tr("The services affected were set."),
                [names = namesIn(answers[0])](const Incident& now, telemetry::Timestamp time) {
                    return servicesEntry(now, names, time);
                },
                [before](const Incident& now, telemetry::Timestamp time) {
                    return servicesEntry(now, before, time);
                });
            return QString();
        });
}

void IncidentPage::askLink()
{
    const Incident* subject = writable();
    if (subject == nullptr)
        return;
    m_form->ask(tr("A link of %1, to be shown and never followed").arg(idOf(*subject)),
                {{.name = tr("Address"), .text = {}, .hint = {}, .isNeeded = true},
                 {.name = tr("Title"), .text = {}, .hint = tr("May be left out")}},
                tr("Add"), [this, id = subject->id](const QStringList& answers) {
                    change(id, tr("The link stands in the timeline."),
                           [answers](const Incident& now, telemetry::Timestamp time) {
                               return linkEntry(now, answers[1].toStdString(),
                                                answers[0].toStdString(), time);
                           });
                    return QString();
                });
}

void IncidentPage::askHandover()
{
    const Incident* subject = writable();
    if (subject == nullptr)
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
        tr("Hand Over"), [this, id = subject->id](const QStringList& answers) {
            change(id, tr("Handed over to %1.").arg(answers[0]),
                   [to = answers[0].toStdString(), summary = answers[1].toStdString()](
                       const Incident& now, telemetry::Timestamp time) {
                       return handoverEntry(now, to, summary, time);
                   });
            return QString();
        });
}

// What asks for a second thought before it is closed.
QStringList IncidentPage::againstClosing(const Incident& subject) const
{
    const auto& read = m_follower.record();
    const bool isRead = read && read->incident.id == subject.id;
    QStringList sentences;
    for (const std::string& sentence : incident::againstClosing(
             subject, isRead ? read->timeline : std::vector<telemetry::TimelineEntry>(),
             m_desk->actor()))
        sentences << common::safeLine(items::ownWords(sentence), 400);
    if (!isRead)
        sentences << tr("Whether a runbook is unfinished is not known yet.");
    return sentences;
}

void IncidentPage::askClose()
{
    const Incident* subject = writable();
    if (subject == nullptr)
        return;
    // Of all copies of what answers: what was told once counts as known.
    const auto told = std::make_shared<QStringList>(againstClosing(*subject));
    std::vector<CurationForm::Field> fields{
        {.name = tr("Why"),
         .text = {},
         .hint = tr("What shows that it is over; the report tells it"),
         .isNeeded = true}};
    if (!told->isEmpty())
        fields.push_back({.name = tr("Confirm"),
                          .text = {},
                          .hint = tr("Close it all the same"),
                          .isNeeded = true,
                          .isTick = true});
    m_form->ask(
        (QStringList(tr("Close %1").arg(idOf(*subject))) + *told).join(u'\n'), fields,
        tr("Close It"),
        [this, id = subject->id, before = subject->status, told](const QStringList& answers) {
            // What came about while it was written is told before it counts as known.
            if (const Incident* now = writable(); now != nullptr && now->id == id) {
                QStringList unheard = againstClosing(*now);
                unheard.removeIf([&told](const QString& each) { return told->contains(each); });
                *told += unheard;
                if (!unheard.isEmpty())
                    return tr("%1 Press again to close it all the same.").arg(unheard.join(u' '));
            }
            change(
                id, tr("Closed. What is found later can still be added."),
                [why = answers[0].toStdString()](const Incident& now, telemetry::Timestamp time) {
                    return closedEntry(now, why, time);
                },
                [this, id, before](const Incident& now, telemetry::Timestamp time) {
                    restoreStatus(id, before);
                    return reopenedEntry(now, "undone", time);
                });
            return QString();
        });
}

// What is opened again is investigated at first: an undo gives back what it was.
void IncidentPage::restoreStatus(const std::string& id, Status status)
{
    if (status == Status::Investigating)
        return;
    m_desk->ask(
        [id, status](const std::vector<Incident>& standing, telemetry::Timestamp time) -> Entry {
            const Incident* now = incident::find(standing, id);
            if (now == nullptr || !now->isOpen())
                return telemetry::failure(telemetry::ErrorKind::Usage, {});
            return statusEntry(*now, status, "undone", time);
        });
}

void IncidentPage::askReopen()
{
    const Incident* subject = writable();
    if (subject == nullptr)
        return;
    m_form->ask(tr("Open %1 again").arg(idOf(*subject)),
                {{.name = tr("Why"), .text = {}, .hint = {}, .isNeeded = true}}, tr("Reopen"),
                [this, id = subject->id](const QStringList& answers) {
                    change(id, tr("It is open again."),
                           [why = answers[0].toStdString()](const Incident& now,
                                                            telemetry::Timestamp time) {
                               return reopenedEntry(now, why, time);
                           });
                    return QString();
                });
}

void IncidentPage::askMark(const telemetry::TimelineEntry& entry, bool isMarked)
{
    const Incident* subject = writable();
    if (subject == nullptr)
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
                [this, id = subject->id, number, isMarked](const QStringList& answers) {
                    const auto write = [number](const std::string& why, bool on) {
                        return [number, why, on](const Incident& now, telemetry::Timestamp time) {
                            return on ? markEntry(now, number, why, time)
                                      : unmarkEntry(now, number, why, time);
                        };
                    };
                    change(id,
                           isMarked ? tr("Entry %1 is not marked any more.").arg(number)
                                    : tr("Entry %1 is marked.").arg(number),
                           write(answers[0].toStdString(), !isMarked), write("undone", isMarked));
                    return QString();
                });
}

} // namespace incident
