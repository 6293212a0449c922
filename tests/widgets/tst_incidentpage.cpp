// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/incident/incidentrecord.h"
#include "models/items/incidentfollower.h"
#include "models/items/recordingqueries.h"
#include "models/items/timeconductor.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/theme.h"
#include "widgets/incident/curationform.h"
#include "widgets/incident/incidentdesk.h"
#include "widgets/incident/incidenthead.h"
#include "widgets/incident/incidentpage.h"
#include "widgets/incident/momentstrip.h"
#include "widgets/incident/timelinepage.h"

#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QMenu>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QToolButton>
#include <QtTest>

#include <algorithm>
#include <memory>

using namespace Qt::StringLiterals;
using namespace pagetest;
using incident::Incident;

namespace {

// Writes into the recording, as the window's does, and answers later.
class WritingPort final : public incident::EntryPort
{
public:
    explicit WritingPort(const Recording& recording)
        : m_recording(recording)
    {
    }
    std::string actor() const override { return "ada"; }
    void append(const telemetry::TimelineEntry& entry) override
    {
        telemetry::TimelineEntry written = entry;
        written.actor = actor();
        written.recorded = at(59);
        entries.push_back(written);
        QTimer::singleShot(0, this, [this, written] {
            if (isFailing) {
                emit failed(u"The disk is full."_s);
                return;
            }
            m_recording.append(written);
            emit appended(written);
        });
    }
    std::vector<telemetry::TimelineEntry> entries;
    bool isFailing = false;

private:
    const Recording& m_recording;
};

telemetry::AlarmTransition alarmOf(const char* id, const char* group)
{
    telemetry::AlarmTransition alarm;
    alarm.alarm = id;
    alarm.service = "code-assistant";
    alarm.sentence = "code-assistant cites APIs that do not exist";
    alarm.severity = 1;
    alarm.onset = at(5);
    alarm.time = at(8);
    alarm.incident = group;
    return alarm;
}

const QString kHostile =
    u"<b>bold</b> \u202Egnp.exe\u200B %1 %n &File \u001B[31m"_s + QString(500, u'W');

} // namespace

class TestIncidentPage : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void withoutAnIncidentAllIsShown();
    void oneIsOpenedByHand();
    void twoGesturesGiveTwoNumbers();
    void whatIsPartOfAnOpenOneIsNotOpenedAgain();
    void anAlertIsOpenedByItsFingerprint();
    void alarmsOfItsGroupJoinOnce();
    void anAcknowledgementOpensOneOnly();
    void entriesAreMarkedByKeyAndUnmarked();
    void onlyItsOwnTimelineIsShown();
    void viewsAreShownWhenAskedFor();
    void aChangeIsUndoneByAFurtherEntry();
    void closingNeedsAReason();
    void aMomentIsFixedAtTheChosenEntry();
    void proposedMomentsLookOtherThanFixedOnes();
    void aHandOverGivesTheCommand();
    void thePastHasNoControls();
    void aRecordingHasNoControls();
    void whatIsDoneElsewhereHasNoDeadButton();
    void aFailureIsSaidWhereItHappened();
    void hostileTextStaysPlain();
    void focusableWidgetsHaveNames();

private:
    void makePage(bool hasDesk);
    void openOne(const char* title = "APIs that do not exist"); // since at(5)
    std::vector<Incident> read() const;
    QPushButton* button(const QString& text) const;
    QListView* list() const { return m_page->findChild<QListView*>(); }
    incident::CurationForm* form() const { return m_page->findChild<incident::CurationForm*>(); }
    void fill(const QStringList& answers) const; // and confirms
    QString texts() const;
    incident::MomentCell* cell(incident::MomentKind kind) const;
    int rowOf(const QString& text) const;
    bool isShown(const char* id) const { return m_page->shownIncident() == id; }

    std::unique_ptr<Recording> m_recording;
    std::unique_ptr<ManualClock> m_clock;
    std::unique_ptr<items::RecordingQueries> m_queries;
    std::unique_ptr<items::TimeConductor> m_conductor;
    std::unique_ptr<common::Theme> m_theme;
    std::unique_ptr<WritingPort> m_port;
    std::unique_ptr<items::IncidentsFollower> m_incidents;
    std::unique_ptr<incident::IncidentDesk> m_desk;
    std::unique_ptr<incident::IncidentPage> m_page;
};

void TestIncidentPage::init()
{
    m_recording = std::make_unique<Recording>();
    m_clock = std::make_unique<ManualClock>();
    m_clock->time = at(60);
    m_queries = std::make_unique<items::RecordingQueries>(m_recording->path());
    m_conductor = std::make_unique<items::TimeConductor>(*m_clock, true);
    m_conductor->setBounds({.start = at(0), .end = at(60)});
    m_theme = std::make_unique<common::Theme>(u"dark"_s);
    m_port = std::make_unique<WritingPort>(*m_recording);
    m_incidents = std::make_unique<items::IncidentsFollower>(*m_queries, *m_conductor);
    m_desk = std::make_unique<incident::IncidentDesk>(*m_port, *m_queries, *m_clock);
    makePage(true);
}

void TestIncidentPage::makePage(bool hasDesk)
{
    m_page = std::make_unique<incident::IncidentPage>(
        hasDesk ? m_port.get() : nullptr, hasDesk ? m_desk.get() : nullptr, *m_incidents,
        *m_queries, *m_conductor, *m_clock, *m_theme);
    m_page->resize(900, 760);
    m_page->show();
    QTRY_VERIFY(list()->model()->rowCount() > 0);
}

void TestIncidentPage::cleanup()
{
    m_page.reset();
    m_desk.reset();
    m_incidents.reset();
    m_conductor.reset();
    m_queries.reset();
}

std::vector<Incident> TestIncidentPage::read() const
{
    const auto reader = store::Reader::open(m_recording->path());
    auto incidents = incident::readIncidents(**reader);
    return incidents ? *incidents : std::vector<Incident>{};
}

void TestIncidentPage::openOne(const char* title)
{
    incident::Opening opening;
    opening.title = title;
    opening.start = at(5);
    opening.services = {"code-assistant"};
    opening.alarms = {"A-0001"};
    opening.groups = {"I-0001"};
    m_desk->open(opening, false);
    QTRY_VERIFY(isShown("INC-0001"));
    QTRY_VERIFY(m_page->record());
}

QPushButton* TestIncidentPage::button(const QString& text) const
{
    for (auto* each : m_page->findChildren<QPushButton*>()) {
        if (each->text() == text && each->isVisible())
            return each;
    }
    return nullptr;
}

void TestIncidentPage::fill(const QStringList& answers) const
{
    QTRY_VERIFY(form()->isVisible());
    std::vector<QWidget*> edits;
    for (auto* each : form()->findChildren<QWidget*>()) {
        if (each->isVisible()
            && (qobject_cast<QLineEdit*>(each) || qobject_cast<QPlainTextEdit*>(each)))
            edits.push_back(each);
    }
    QCOMPARE(static_cast<qsizetype>(edits.size()), answers.size());
    for (qsizetype i = 0; i < answers.size(); ++i) {
        if (auto* line = qobject_cast<QLineEdit*>(edits[static_cast<std::size_t>(i)]))
            line->setText(answers[i]);
        else
            qobject_cast<QPlainTextEdit*>(edits[static_cast<std::size_t>(i)])
                ->setPlainText(answers[i]);
    }
    for (auto* each : form()->findChildren<QPushButton*>()) {
        if (each->text() != u"Cancel"_s)
            each->click();
    }
}

QString TestIncidentPage::texts() const
{
    QStringList all;
    for (const auto* label : m_page->findChildren<QLabel*>()) {
        if (label->isVisible())
            all << label->text();
    }
    return all.join(u'\n');
}

incident::MomentCell* TestIncidentPage::cell(incident::MomentKind kind) const
{
    for (auto* each : m_page->findChildren<incident::MomentCell*>()) {
        if (each->moment().kind == kind)
            return each;
    }
    return nullptr;
}

int TestIncidentPage::rowOf(const QString& text) const
{
    const auto* model = list()->model();
    for (int row = 0; row < model->rowCount(); ++row) {
        if (model->index(row, items::TimelineModel::TextColumn).data().toString().contains(text))
            return row;
    }
    return -1;
}

void TestIncidentPage::withoutAnIncidentAllIsShown()
{
    QCOMPARE(list()->model()->rowCount(), 6);
    QVERIFY(texts().contains(u"No incident was opened"_s));
    QVERIFY(button(u"Open Incident…"_s) != nullptr);
    QVERIFY(button(u"Close…"_s) == nullptr);
    QVERIFY(!m_page->findChild<incident::MomentStrip*>()->isVisible());
}

void TestIncidentPage::oneIsOpenedByHand()
{
    button(u"Open Incident…"_s)->click();
    // Without a title it cannot be answered.
    for (auto* each : form()->findChildren<QPushButton*>())
        QCOMPARE(each->isEnabled(), each->text() == u"Cancel"_s);
    fill({u"Wrong prices"_s, u"1"_s, u"shop, support"_s, {}});
    QTRY_VERIFY(isShown("INC-0001"));
    QTRY_COMPARE(read().front().commander, std::string("ada"));
    const Incident opened = read().front();
    QCOMPARE(opened.title, std::string("Wrong prices"));
    QCOMPARE(opened.severity, 1);
    QCOMPARE(opened.services, (std::vector<std::string>{"shop", "support"}));
    QTRY_VERIFY2(texts().contains(u"SEV1 · Investigating · commanded by ada"_s),
                 qPrintable(texts()));
    QVERIFY(button(u"Take Command"_s) == nullptr); // who has it needs none
    // A severity that is none is refused, in words, and nothing is written.
    m_page->openByHand();
    fill({u"Another"_s, u"high"_s, {}, {}});
    QTRY_VERIFY2(texts().contains(u"A severity is 1 (worst) to 4"_s), qPrintable(texts()));
    QCOMPARE(read().size(), std::size_t{1});
}

void TestIncidentPage::twoGesturesGiveTwoNumbers()
{
    incident::Opening one;
    one.title = "one";
    incident::Opening two;
    two.title = "two";
    m_desk->open(one, false);
    m_desk->open(two, false);
    QTRY_COMPARE(read().size(), std::size_t{2});
    QCOMPARE(read()[0].id, std::string("INC-0001"));
    QCOMPARE(read()[1].id, std::string("INC-0002"));
    QTRY_VERIFY(isShown("INC-0002"));
    m_page->showIncident(u"INC-0001"_s);
    QTRY_VERIFY(texts().contains(u"one"_s));
}

void TestIncidentPage::whatIsPartOfAnOpenOneIsNotOpenedAgain()
{
    openOne();
    m_page->showIncident({});
    m_desk->open(incident::openingOf(alarmOf("A-0002", "I-0001")), true);
    QTRY_VERIFY(isShown("INC-0001"));
    QTRY_VERIFY2(texts().contains(u"part of INC-0001 already"_s), qPrintable(texts()));
    QCOMPARE(read().size(), std::size_t{1});
    QVERIFY(read().front().commander.empty());
}

void TestIncidentPage::anAlertIsOpenedByItsFingerprint()
{
    m_recording->append(
        {.time = at(30),
         .recorded = at(31),
         .kind = "alert",
         .actor = "alertmanager",
         .subject = "deadbeef01234567",
         .text = "WrongAnswers fires",
         .payload =
             R"({"state":"firing","starts_at":"2026-11-24T02:51:20Z","labels":{"service":"shop"}})"});
    m_conductor->setSpan(std::chrono::minutes(2));
    QTRY_VERIFY(rowOf(u"WrongAnswers"_s) >= 0);
    list()->setCurrentIndex(
        list()->model()->index(rowOf(u"WrongAnswers"_s), items::TimelineModel::TextColumn));
    QVERIFY(button(u"Open Incident"_s) != nullptr);
    button(u"Open Incident"_s)->click();
    QTRY_VERIFY(isShown("INC-0001"));
    const Incident opened = read().front();
    QCOMPARE(opened.fingerprints, std::vector<std::string>{"deadbeef01234567"});
    QCOMPARE(opened.services, std::vector<std::string>{"shop"});
    QCOMPARE(opened.start, at(20));
    // A note is nothing to open an incident from.
    m_page->showIncident({});
    QTRY_VERIFY(rowOf(u"Looks like"_s) >= 0);
    list()->setCurrentIndex(
        list()->model()->index(rowOf(u"Looks like"_s), items::TimelineModel::TextColumn));
    QVERIFY(button(u"Open Incident"_s) == nullptr);
}

void TestIncidentPage::alarmsOfItsGroupJoinOnce()
{
    openOne();
    const std::vector<telemetry::AlarmTransition> alarms{
        alarmOf("A-0001", "I-0001"), alarmOf("A-0002", "I-0001"), alarmOf("A-0003", "I-0002")};
    // Known again before the entry is on disk.
    m_desk->joinAlarms(alarms, m_incidents->incidents());
    m_desk->joinAlarms(alarms, m_incidents->incidents());
    QTRY_COMPARE(read().front().alarms, (std::vector<std::string>{"A-0001", "A-0002"}));
    QTRY_VERIFY(!m_desk->isBusy());
    QCOMPARE(std::ranges::count_if(m_port->entries,
                                   [](const auto& entry) {
                                       return entry.payload.find("\"what\":\"alarms\"")
                                           != std::string::npos;
                                   }),
             std::ptrdiff_t{1});
    // What has cleared joins nothing.
    auto over = alarmOf("A-0004", "I-0001");
    over.state = telemetry::AlarmState::Cleared;
    m_desk->joinAlarms({over}, m_incidents->incidents());
    QVERIFY(!m_desk->isBusy());
}

void TestIncidentPage::anAcknowledgementOpensOneOnly()
{
    m_desk->takeOn(alarmOf("A-0001", "I-0001"));
    m_desk->takeOn(alarmOf("A-0002", "I-0001"));
    m_desk->takeOn(alarmOf("A-0001", "I-0001"));
    QTRY_VERIFY(!read().empty() && !read().front().commander.empty());
    QTRY_VERIFY(!m_desk->isBusy());
    QCOMPARE(read().size(), std::size_t{1});
    const Incident opened = read().front();
    QCOMPARE(opened.commander, std::string("ada"));
    QCOMPARE(opened.severity, 1);
    QCOMPARE(opened.start, at(5)); // of its onset, not of the press
    QCOMPARE(opened.groups, std::vector<std::string>{"I-0001"});
    QVERIFY(!texts().contains(u"already"_s)); // nobody asked for more
}

void TestIncidentPage::entriesAreMarkedByKeyAndUnmarked()
{
    openOne();
    QTRY_VERIFY(rowOf(u"Looks like"_s) >= 0);
    const auto note = [this] {
        return list()->model()->index(rowOf(u"Looks like"_s), items::TimelineModel::TextColumn);
    };
    list()->setCurrentIndex(note());
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_M);
    fill({u"named the cause first"_s});
    QTRY_COMPARE(read().front().marks.size(), std::size_t{1});
    QTRY_COMPARE(note().data(items::EntryFilter::MarkRole).toString(), u"named the cause first"_s);
    QTRY_VERIFY2(texts().contains(u"Marked: named the cause first"_s), qPrintable(texts()));
    button(u"Marked"_s)->click();
    QCOMPARE(list()->model()->rowCount(), 1);
    list()->setCurrentIndex(note());
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_M);
    fill({QString()});
    QTRY_VERIFY(read().front().marks.empty());
    QTRY_VERIFY(button(u"Marked"_s) == nullptr); // and all is listed again
    QTRY_VERIFY(list()->model()->rowCount() > 1);
    // Nothing was taken out of the timeline.
    QVERIFY(rowOf(u"Marked entry"_s) >= 0);
    QVERIFY(rowOf(u"Took the mark off"_s) >= 0);
}

void TestIncidentPage::onlyItsOwnTimelineIsShown()
{
    openOne();
    QTRY_VERIFY(rowOf(u"Opened INC-0001"_s) >= 0);
    QCOMPARE(rowOf(u"Recording continued"_s), -1); // before it began
    QVERIFY(rowOf(u"cites APIs"_s) >= 0);
    incident::Opening other;
    other.title = "other";
    m_desk->open(other, false);
    QTRY_VERIFY(isShown("INC-0002"));
    QTRY_VERIFY(rowOf(u"Opened INC-0002"_s) >= 0);
    QCOMPARE(rowOf(u"cites APIs"_s), -1);
    m_page->showIncident(u"INC-0001"_s);
    QTRY_VERIFY(rowOf(u"cites APIs"_s) >= 0);
    QCOMPARE(rowOf(u"Opened INC-0002"_s), -1);
    m_page->showIncident({});
    QTRY_VERIFY(rowOf(u"Recording continued"_s) >= 0);
    QVERIFY(rowOf(u"Opened INC-0002"_s) >= 0);
}

void TestIncidentPage::viewsAreShownWhenAskedFor()
{
    QVERIFY(button(u"Views"_s) == nullptr); // there are none
    m_recording->append({.time = at(40),
                         .recorded = at(40),
                         .kind = "view",
                         .actor = "ada",
                         .text = "Opened Suspects",
                         .payload = "{}"});
    m_conductor->setSpan(std::chrono::minutes(2));
    QTRY_VERIFY(button(u"Views"_s) != nullptr);
    QCOMPARE(rowOf(u"Opened Suspects"_s), -1);
    button(u"Notes"_s)->click();
    QCOMPARE(rowOf(u"Opened Suspects"_s), -1);
    button(u"Views"_s)->click();
    QVERIFY(rowOf(u"Opened Suspects"_s) >= 0);
    button(u"Views"_s)->click();
    QCOMPARE(rowOf(u"Opened Suspects"_s), -1);
}

void TestIncidentPage::aChangeIsUndoneByAFurtherEntry()
{
    openOne();
    auto* severity = button(u"SEV2"_s);
    QVERIFY(severity != nullptr);
    severity->menu()->actions().front()->trigger();
    QTRY_COMPARE(read().front().severity, 1);
    QTRY_VERIFY(button(u"SEV1"_s) != nullptr);
    QTRY_VERIFY(button(u"Undo"_s) != nullptr);
    button(u"Undo"_s)->click();
    QTRY_COMPARE(read().front().severity, 2);
    QCOMPARE(m_port->entries.size(), std::size_t{3}); // opened, 1, 2 again: all of it stays
    auto* status = button(u"Investigating"_s);
    QVERIFY(status != nullptr);
    status->menu()->actions()[1]->trigger();
    QTRY_VERIFY(read().front().status == incident::Status::Identified);
    QTRY_VERIFY(button(u"Identified"_s) != nullptr);
}

void TestIncidentPage::closingNeedsAReason()
{
    openOne();
    button(u"Close…"_s)->click();
    QTest::keyClick(form()->findChild<QLineEdit*>(), Qt::Key_Return);
    QVERIFY(form()->isVisible()); // not without one
    fill({u"Rolled back, rates as before"_s});
    QTRY_VERIFY(!read().front().isOpen());
    QTRY_VERIFY2(texts().contains(u"Closed because: Rolled back, rates as before"_s),
                 qPrintable(texts()));
    QTRY_VERIFY(button(u"Reopen…"_s) != nullptr);
    QVERIFY(button(u"Close…"_s) == nullptr);
    QVERIFY(button(u"SEV2"_s) == nullptr);
    QVERIFY(button(u"Key Moment"_s) != nullptr); // a postmortem adds what it finds
    button(u"Reopen…"_s)->click();
    fill({u"It came back"_s});
    QTRY_VERIFY(read().front().isOpen());
}

void TestIncidentPage::aMomentIsFixedAtTheChosenEntry()
{
    openOne();
    QTRY_VERIFY(rowOf(u"Looks like"_s) >= 0);
    list()->setCurrentIndex(
        list()->model()->index(rowOf(u"Looks like"_s), items::TimelineModel::TextColumn));
    const auto number = m_page->timeline()->current()->sequence;
    button(u"Key Moment"_s)->menu()->actions()[3]->trigger(); // diagnosis
    QTRY_VERIFY(form()->isVisible());
    // Enter in the last line answers.
    QLineEdit* last = nullptr;
    for (auto* each : form()->findChildren<QLineEdit*>()) {
        if (each->isVisible())
            last = each;
    }
    last->setText(u"Eva named the rollout"_s);
    QTest::keyClick(last, Qt::Key_Return);
    QTRY_COMPARE(read().front().moments.size(), std::size_t{1});
    const incident::FixedMoment fixed = read().front().moments.front();
    QVERIFY(fixed.kind == incident::MomentKind::Diagnosis);
    QCOMPARE(fixed.time, at(14));
    QCOMPARE(fixed.entry, number);
    QCOMPARE(fixed.why, std::string("Eva named the rollout"));
    // A time of day is one of the incident's.
    button(u"Key Moment"_s)->menu()->actions()[5]->trigger();
    fill({u"02:51:40"_s, {}, {}});
    QTRY_COMPARE(read().front().moments.size(), std::size_t{2});
    QCOMPARE(read().front().moments.back().time, at(40));
    // What is no time, and what has not happened, is refused in words.
    button(u"Key Moment"_s)->menu()->actions()[5]->trigger();
    fill({u"soon"_s, {}, {}});
    QVERIFY2(texts().contains(u"is no time"_s), qPrintable(texts()));
    button(u"Key Moment"_s)->menu()->actions()[5]->trigger();
    fill({u"2027-01-01T00:00:00Z"_s, {}, {}});
    QTRY_VERIFY2(texts().contains(u"still to come"_s), qPrintable(texts()));
}

void TestIncidentPage::proposedMomentsLookOtherThanFixedOnes()
{
    openOne();
    auto* start = cell(incident::MomentKind::Start);
    QTRY_VERIFY(start->moment().time.has_value());
    QVERIFY(start->moment().isProposed());
    QVERIFY(start->accessibleDescription().startsWith(u"Proposed"_s));
    const QImage before = start->grab().toImage();
    QSignalSpy gone(m_page.get(), &incident::IncidentPage::momentChosen);
    start->click();
    QCOMPARE(gone.count(), 1);
    m_desk->change("INC-0001", [](const Incident& now, telemetry::Timestamp time) {
        return incident::momentEntry(now, incident::MomentKind::Start, at(5), 0, "seen", time);
    });
    QTRY_VERIFY(!start->moment().isProposed());
    QVERIFY2(start->accessibleDescription().contains(u"Fixed by ada: seen"_s),
             qPrintable(start->accessibleDescription()));
    QVERIFY(start->grab().toImage() != before);
    QVERIFY(cell(incident::MomentKind::Recovery)->accessibleName().contains(u"not known"_s));
}

void TestIncidentPage::aHandOverGivesTheCommand()
{
    openOne();
    button(u"Hand Over…"_s)->click();
    QTRY_VERIFY(form()->isVisible());
    QVERIFY(form()->findChild<QPlainTextEdit*>()->toPlainText().contains(u"SEV2"_s));
    fill({u"bob"_s, u"Pinned, waiting for the rate"_s});
    QTRY_COMPARE(read().front().commander, std::string("bob"));
    QCOMPARE(read().front().handovers.size(), std::size_t{1});
    QTRY_VERIFY2(texts().contains(u"Pinned, waiting for the rate"_s), qPrintable(texts()));
    QTRY_VERIFY(button(u"Take Command"_s) != nullptr);
}

void TestIncidentPage::thePastHasNoControls()
{
    openOne();
    button(u"Close…"_s)->click();
    QVERIFY(form()->isVisible());
    m_conductor->fix();
    QVERIFY(!form()->isVisible());
    for (const auto& text : {u"Close…"_s, u"SEV2"_s, u"Key Moment"_s, u"Hand Over…"_s, u"More"_s,
                             u"Take Command"_s, u"Open Incident…"_s})
        QVERIFY2(button(text) == nullptr, qPrintable(text));
    const std::size_t written = m_port->entries.size();
    list()->setCurrentIndex(list()->model()->index(0, items::TimelineModel::TextColumn));
    QTest::keyClick(list(), Qt::Key_M);
    QVERIFY(!form()->isVisible());
    m_page->openByHand();
    QVERIFY(!form()->isVisible());
    QCOMPARE(m_port->entries.size(), written);
    QTRY_VERIFY(texts().contains(u"SEV2"_s)); // but is told all the same
    // Before it was opened nobody knew of it.
    m_conductor->seek(at(30));
    QTRY_VERIFY2(texts().contains(u"No incident was opened"_s), qPrintable(texts()));
    QVERIFY(!m_page->findChild<incident::MomentStrip*>()->isVisible());
    m_conductor->goLive();
    QTRY_VERIFY(button(u"Close…"_s) != nullptr);
}

void TestIncidentPage::aRecordingHasNoControls()
{
    openOne();
    makePage(false);
    QTRY_VERIFY2(texts().contains(u"SEV2"_s), qPrintable(texts()));
    for (const auto& text : {u"Close…"_s, u"SEV2"_s, u"Key Moment"_s, u"Open Incident…"_s})
        QVERIFY2(button(text) == nullptr, qPrintable(text));
    QTRY_VERIFY(m_page->findChild<incident::MomentStrip*>()->isVisible());
}

void TestIncidentPage::whatIsDoneElsewhereHasNoDeadButton()
{
    openOne();
    QVERIFY(button(u"Report…"_s) == nullptr);
    QVERIFY(button(u"What If…"_s) == nullptr);
    QVERIFY(button(u"Bundle…"_s) == nullptr);
    m_page->setCanReport(true);
    m_page->setCanTryWhatIf(true);
    m_page->setCanBundle(true);
    QSignalSpy reports(m_page.get(), &incident::IncidentPage::reportRequested);
    button(u"Report…"_s)->click();
    QCOMPARE(reports.count(), 1);
    QCOMPARE(reports[0][0].toString(), u"INC-0001"_s);
    m_conductor->fix(); // also of the past
    QVERIFY(button(u"What If…"_s) != nullptr);
    QVERIFY(button(u"Bundle…"_s) != nullptr);
}

void TestIncidentPage::aFailureIsSaidWhereItHappened()
{
    openOne();
    m_port->isFailing = true;
    button(u"SEV2"_s)->menu()->actions().front()->trigger();
    QTRY_VERIFY2(texts().contains(u"The disk is full"_s), qPrintable(texts()));
    QVERIFY(button(u"Undo"_s) == nullptr);
    m_port->isFailing = false;
    button(u"SEV2"_s)->menu()->actions().front()->trigger();
    QTRY_COMPARE(read().front().severity, 1);
}

void TestIncidentPage::hostileTextStaysPlain()
{
    const std::string hostile = kHostile.toStdString();
    openOne(hostile.c_str());
    const auto add = [this](incident::IncidentDesk::Change change) {
        m_desk->change("INC-0001", std::move(change));
        QTRY_VERIFY(!m_desk->isBusy());
    };
    add([&](const Incident& now, auto time) { return commanderEntry(now, hostile, time); });
    add([&](const Incident& now, auto time) { return servicesEntry(now, {hostile, "b"}, time); });
    add([&](const Incident& now, auto time) { return linkEntry(now, hostile, hostile, time); });
    add([&](const Incident& now, auto time) { return handoverEntry(now, hostile, hostile, time); });
    add([&](const Incident& now, auto time) { return markEntry(now, 3, hostile, time); });
    add([&](const Incident& now, auto time) {
        return momentEntry(now, incident::MomentKind::Diagnosis, at(14), 0, hostile, time);
    });
    add([&](const Incident& now, auto time) { return closedEntry(now, hostile, time); });
    QTRY_VERIFY(!read().front().isOpen());
    QTRY_VERIFY(texts().contains(u"Closed because"_s));
    QTRY_VERIFY(m_page->record() && !m_page->record()->incident.isOpen());
    for (const auto* label : m_page->findChildren<QLabel*>()) {
        QVERIFY2(!label->text().contains(u'\u202E'), qPrintable(label->text()));
        QVERIFY(!label->text().contains(u'\u001B'));
        if (label->text().contains(u"<b>"_s))
            QVERIFY(label->textFormat() == Qt::PlainText);
    }
    for (const auto* widget : m_page->findChildren<QWidget*>()) {
        QVERIFY(!widget->accessibleName().contains(u'\u202E'));
        QVERIFY(!widget->accessibleDescription().contains(u'\u202E'));
        QVERIFY(!widget->toolTip().contains(u'\u202E'));
        QVERIFY2(!Qt::mightBeRichText(widget->toolTip()) || widget->toolTip().contains(u"&lt;"_s)
                     || !widget->toolTip().contains(u"<b>"_s),
                 qPrintable(widget->toolTip()));
    }
    QVERIFY(m_page->minimumSizeHint().width() <= 430); // as wide as pages are at least
    // What is edited again shows what would be invisible.
    button(u"Reopen…"_s)->click();
    fill({u"again"_s});
    QTRY_VERIFY(read().front().isOpen());
    QTRY_VERIFY(button(u"More"_s) && button(u"More"_s)->menu()->actions().front()->isVisible());
    button(u"More"_s)->menu()->actions().front()->trigger();
    for (auto* each : form()->findChildren<QLineEdit*>()) {
        if (each->isVisible())
            QVERIFY(!each->text().contains(u'\u202E'));
    }
}

void TestIncidentPage::focusableWidgetsHaveNames()
{
    openOne();
    button(u"Hand Over…"_s)->click();
    QTRY_VERIFY(form()->isVisible());
    QCOMPARE(namelessWidgets(*m_page), QStringList());
    // Esc leads out of the form, and not to anything else.
    QTest::keyClick(form()->findChild<QPlainTextEdit*>(), Qt::Key_Escape);
    QVERIFY(!form()->isVisible());
    QVERIFY(m_port->entries.size() == 1);
}

QTEST_MAIN(TestIncidentPage)
#include "tst_incidentpage.moc"
