// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/widgets/incidentfixture.h"
#include "widgets/incident/timelinepage.h"

#include <QLabel>
#include <QLineEdit>
#include <QMenu>
#include <QPlainTextEdit>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using namespace pagetest;
using incident::Incident;

namespace {

const QString kHostileText =
    u"<b>bold</b> \u202Egnp.exe\u200B %1 %n &File \u001B[31m"_s + QString(500, u'W');

} // namespace

class TestIncidentPage : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_f = std::make_unique<IncidentFixture>(); }
    void cleanup() { m_f.reset(); }

    void withoutAnIncidentAllIsShown();
    void whatTheRoomHasOpenIsSaid();
    void oneIsOpenedByHand();
    void entriesAreMarkedByKeyAndUnmarked();
    void onlyItsOwnTimelineIsShown();
    void viewsAreShownWhenAskedFor();
    void aChangeIsUndoneByAFurtherEntry();
    void closingNeedsAReason();
    void aMomentIsFixedAtTheChosenEntry();
    void proposedMomentsLookOtherThanFixedOnes();
    void onlyWhatWasWorkedOutIsCalledRoughly();
    void aHandOverGivesTheCommand();
    void thePastHasNoControls();
    void aRecordingHasNoControls();
    void whatIsDoneElsewhereHasNoDeadButton();
    void aFailureIsSaidWhereItHappened();
    void hostileTextStaysPlain();
    void focusableWidgetsHaveNames();
    void whatIsRefusedCanBeMended();
    void anAnswerGoesToWhatItWasAskedOf();

private:
    std::unique_ptr<IncidentFixture> m_f;
};

void TestIncidentPage::withoutAnIncidentAllIsShown()
{
    QCOMPARE(m_f->list()->model()->rowCount(), 6);
    QVERIFY(m_f->texts().contains(u"No incident was opened"_s));
    QVERIFY(m_f->button(u"Open Incident…"_s) != nullptr);
    QVERIFY(m_f->button(u"Close…"_s) == nullptr);
    QVERIFY(!m_f->page->findChild<incident::MomentStrip*>()->isVisible());
}

void TestIncidentPage::whatTheRoomHasOpenIsSaid()
{
    const QString said = u"In the room: INC-0001 of Zelda (root), SEV1"_s;
    m_f->page->setRoomIncidents({u"INC-0001 of Zelda (root), SEV1"_s});
    QVERIFY2(m_f->texts().contains(said), qPrintable(m_f->texts()));
    m_f->openOne(); // of this console: told is its own
    QTRY_VERIFY(!m_f->texts().contains(said));
}

void TestIncidentPage::oneIsOpenedByHand()
{
    m_f->button(u"Open Incident…"_s)->click();
    // Without a title it cannot be answered.
    for (auto* each : m_f->form()->findChildren<QPushButton*>())
        QCOMPARE(each->isEnabled(), each->text() == u"Cancel"_s);
    m_f->fill({u"Wrong prices"_s, u"1"_s, u"shop, support"_s, {}});
    QTRY_VERIFY(m_f->isShown("INC-0001"));
    QTRY_COMPARE(m_f->read().front().commander, std::string("ada"));
    const Incident opened = m_f->read().front();
    QCOMPARE(opened.title, std::string("Wrong prices"));
    QCOMPARE(opened.severity, 1);
    QCOMPARE(opened.services, (std::vector<std::string>{"shop", "support"}));
    QTRY_VERIFY2(m_f->texts().contains(u"SEV1 · Investigating · commanded by ada"_s),
                 qPrintable(m_f->texts()));
    QVERIFY(m_f->button(u"Take Command"_s) == nullptr); // who has it needs none
    // A severity that is none is refused, in words, and nothing is written.
    m_f->page->openByHand();
    m_f->fill({u"Another"_s, u"high"_s, {}, {}});
    QTRY_VERIFY2(m_f->texts().contains(u"A severity is 1 (worst) to 4"_s),
                 qPrintable(m_f->texts()));
    QCOMPARE(m_f->read().size(), std::size_t{1});
}

void TestIncidentPage::entriesAreMarkedByKeyAndUnmarked()
{
    m_f->openOne();
    QTRY_VERIFY(m_f->rowOf(u"Looks like"_s) >= 0);
    const auto note = [this] {
        return m_f->list()->model()->index(m_f->rowOf(u"Looks like"_s),
                                           items::TimelineModel::TextColumn);
    };
    m_f->list()->setCurrentIndex(note());
    m_f->list()->setFocus();
    QTest::keyClick(m_f->list(), Qt::Key_M);
    m_f->fill({u"named the cause first"_s});
    QTRY_COMPARE(m_f->read().front().marks.size(), std::size_t{1});
    QTRY_COMPARE(note().data(items::EntryFilter::MarkRole).toString(), u"named the cause first"_s);
    QTRY_VERIFY2(m_f->texts().contains(u"Marked: named the cause first"_s),
                 qPrintable(m_f->texts()));
    m_f->button(u"Marked"_s)->click();
    QCOMPARE(m_f->list()->model()->rowCount(), 1);
    m_f->list()->setCurrentIndex(note());
    m_f->list()->setFocus();
    QTest::keyClick(m_f->list(), Qt::Key_M);
    m_f->fill({QString()});
    QTRY_VERIFY(m_f->read().front().marks.empty());
    QTRY_VERIFY(m_f->button(u"Marked"_s) == nullptr); // and all is listed again
    QTRY_VERIFY(m_f->list()->model()->rowCount() > 1);
    // Nothing was taken out of the timeline.
    QTRY_VERIFY(m_f->rowOf(u"Marked entry"_s) >= 0);
    QTRY_VERIFY(m_f->rowOf(u"Took the mark off"_s) >= 0);
}

void TestIncidentPage::onlyItsOwnTimelineIsShown()
{
    m_f->openOne();
    QTRY_VERIFY(m_f->rowOf(u"Opened INC-0001"_s) >= 0);
    QCOMPARE(m_f->rowOf(u"Recording continued"_s), -1); // before it began
    QVERIFY(m_f->rowOf(u"cites APIs"_s) >= 0);
    incident::Opening other;
    other.title = "other";
    m_f->desk->open(other, false);
    QTRY_VERIFY(m_f->isShown("INC-0002"));
    QTRY_VERIFY(m_f->rowOf(u"Opened INC-0002"_s) >= 0);
    QCOMPARE(m_f->rowOf(u"cites APIs"_s), -1);
    m_f->page->showIncident(u"INC-0001"_s);
    QTRY_VERIFY(m_f->rowOf(u"cites APIs"_s) >= 0);
    QCOMPARE(m_f->rowOf(u"Opened INC-0002"_s), -1);
    m_f->page->showIncident({});
    QTRY_VERIFY(m_f->rowOf(u"Recording continued"_s) >= 0);
    QVERIFY(m_f->rowOf(u"Opened INC-0002"_s) >= 0);
}

void TestIncidentPage::viewsAreShownWhenAskedFor()
{
    QVERIFY(m_f->button(u"Views"_s) == nullptr); // there are none
    telemetry::TimelineEntry viewed;
    viewed.time = at(40);
    viewed.recorded = at(40);
    viewed.kind = "view";
    viewed.actor = "ada";
    viewed.text = "Opened Suspects";
    m_f->recording.append(viewed);
    m_f->conductor->setSpan(std::chrono::minutes(2));
    QTRY_VERIFY(m_f->button(u"Views"_s) != nullptr);
    QCOMPARE(m_f->rowOf(u"Opened Suspects"_s), -1);
    m_f->button(u"Notes"_s)->click();
    QCOMPARE(m_f->rowOf(u"Opened Suspects"_s), -1);
    m_f->button(u"Views"_s)->click();
    QVERIFY(m_f->rowOf(u"Opened Suspects"_s) >= 0);
    m_f->button(u"Views"_s)->click();
    QCOMPARE(m_f->rowOf(u"Opened Suspects"_s), -1);
}

void TestIncidentPage::aChangeIsUndoneByAFurtherEntry()
{
    m_f->openOne();
    auto* severity = m_f->button(u"SEV2"_s);
    QVERIFY(severity != nullptr);
    severity->menu()->actions().front()->trigger();
    QTRY_COMPARE(m_f->read().front().severity, 1);
    QTRY_VERIFY(m_f->button(u"SEV1"_s) != nullptr);
    QTRY_VERIFY(m_f->button(u"Undo"_s) != nullptr);
    m_f->button(u"Undo"_s)->click();
    QTRY_COMPARE(m_f->read().front().severity, 2);
    QCOMPARE(m_f->port.entries.size(), std::size_t{3}); // opened, 1, 2 again: all of it stays
    auto* status = m_f->button(u"Investigating"_s);
    QVERIFY(status != nullptr);
    status->menu()->actions()[1]->trigger();
    QTRY_VERIFY(m_f->read().front().status == incident::Status::Identified);
    QTRY_VERIFY(m_f->button(u"Identified"_s) != nullptr);
}

void TestIncidentPage::closingNeedsAReason()
{
    m_f->openOne();
    m_f->button(u"Close…"_s)->click();
    QTest::keyClick(m_f->form()->findChild<QLineEdit*>(), Qt::Key_Return);
    QVERIFY(m_f->form()->isVisible()); // not without one
    m_f->fill({u"Rolled back, rates as before"_s});
    QTRY_VERIFY(!m_f->read().front().isOpen());
    QTRY_VERIFY2(m_f->texts().contains(u"Closed because: Rolled back, rates as before"_s),
                 qPrintable(m_f->texts()));
    QTRY_VERIFY(m_f->button(u"Reopen…"_s) != nullptr);
    QVERIFY(m_f->button(u"Close…"_s) == nullptr);
    QVERIFY(m_f->button(u"SEV2"_s) == nullptr);
    QVERIFY(m_f->button(u"Key Moment"_s) != nullptr); // a postmortem adds what it finds
    m_f->button(u"Reopen…"_s)->click();
    m_f->fill({u"It came back"_s});
    QTRY_VERIFY(m_f->read().front().isOpen());
}

void TestIncidentPage::aMomentIsFixedAtTheChosenEntry()
{
    m_f->openOne();
    QTRY_VERIFY(m_f->rowOf(u"Looks like"_s) >= 0);
    m_f->list()->setCurrentIndex(
        m_f->list()->model()->index(m_f->rowOf(u"Looks like"_s), items::TimelineModel::TextColumn));
    const auto number = m_f->page->timeline()->current()->sequence;
    m_f->button(u"Key Moment"_s)->menu()->actions()[3]->trigger(); // diagnosis
    QTRY_VERIFY(m_f->form()->isVisible());
    // Enter in the last line answers.
    QLineEdit* last = nullptr;
    for (auto* each : m_f->form()->findChildren<QLineEdit*>()) {
        if (each->isVisible())
            last = each;
    }
    last->setText(u"Eva named the rollout"_s);
    QTest::keyClick(last, Qt::Key_Return);
    QTRY_COMPARE(m_f->read().front().moments.size(), std::size_t{1});
    const incident::FixedMoment fixed = m_f->read().front().moments.front();
    QVERIFY(fixed.kind == incident::MomentKind::Diagnosis);
    QCOMPARE(fixed.time, at(14));
    QCOMPARE(fixed.entry, number);
    QCOMPARE(fixed.why, std::string("Eva named the rollout"));
    // A time of day is one of the incident's.
    m_f->button(u"Key Moment"_s)->menu()->actions()[5]->trigger();
    m_f->fill({u"02:51:40"_s, {}, {}});
    QTRY_COMPARE(m_f->read().front().moments.size(), std::size_t{2});
    QCOMPARE(m_f->read().front().moments.back().time, at(40));
    // What is no time, and what has not happened, is refused in words.
    m_f->button(u"Key Moment"_s)->menu()->actions()[5]->trigger();
    m_f->fill({u"soon"_s, {}, {}});
    QVERIFY2(m_f->texts().contains(u"is no time"_s), qPrintable(m_f->texts()));
    m_f->button(u"Key Moment"_s)->menu()->actions()[5]->trigger();
    m_f->fill({u"2027-01-01T00:00:00Z"_s, {}, {}});
    QTRY_VERIFY2(m_f->texts().contains(u"still to come"_s), qPrintable(m_f->texts()));
}

void TestIncidentPage::proposedMomentsLookOtherThanFixedOnes()
{
    m_f->openOne();
    auto* start = m_f->cell(incident::MomentKind::Start);
    QTRY_VERIFY(start->moment().time.has_value());
    QVERIFY(start->moment().isProposed());
    QVERIFY(start->accessibleDescription().startsWith(u"Proposed"_s));
    const QImage before = start->grab().toImage();
    QSignalSpy gone(m_f->page.get(), &incident::IncidentPage::momentChosen);
    start->click();
    QCOMPARE(gone.count(), 1);
    m_f->desk->change("INC-0001", [](const Incident& now, telemetry::Timestamp time) {
        return incident::momentEntry(now, incident::MomentKind::Start, at(5), 0, "seen", time);
    });
    QTRY_VERIFY(!start->moment().isProposed());
    QVERIFY2(start->accessibleDescription().contains(u"Fixed by ada: seen"_s),
             qPrintable(start->accessibleDescription()));
    QVERIFY(start->grab().toImage() != before);
    QVERIFY(m_f->cell(incident::MomentKind::Recovery)->accessibleName().contains(u"not known"_s));
}

void TestIncidentPage::onlyWhatWasWorkedOutIsCalledRoughly()
{
    incident::MomentCell cell(m_f->theme, nullptr);
    incident::KeyMoment moment;
    moment.kind = incident::MomentKind::Start;
    moment.time = at(1);
    moment.isEstimated = true; // an onset
    cell.setMoment(moment, std::nullopt, true);
    QCOMPARE(cell.accessibleName().count(u'≈'), 1);
    // The raise of an alarm was recorded; how long after an onset it was is as rough as that is.
    moment.kind = incident::MomentKind::Detection;
    moment.isEstimated = false;
    cell.setMoment(moment, std::chrono::milliseconds(917), true);
    QVERIFY2(cell.accessibleName().endsWith(u"UTC ≈ +917 ms"_s), qPrintable(cell.accessibleName()));
    QCOMPARE(cell.accessibleName().count(u'≈'), 1);
    cell.setMoment(moment, std::chrono::milliseconds(917), false);
    QVERIFY(!cell.accessibleName().contains(u'≈'));
}

void TestIncidentPage::aHandOverGivesTheCommand()
{
    m_f->openOne();
    // Who does not command finds it among the rest.
    QVERIFY(m_f->button(u"Hand Over…"_s) == nullptr);
    const QAction* handover = m_f->button(u"More"_s)->menu()->actions()[3];
    QCOMPARE(handover->text(), u"&Hand Over…"_s);
    QVERIFY(handover->isVisible());
    m_f->button(u"Take Command"_s)->click();
    QTRY_VERIFY(m_f->button(u"Hand Over…"_s) != nullptr);
    QVERIFY(!handover->isVisible()); // once is enough
    m_f->button(u"Hand Over…"_s)->click();
    QTRY_VERIFY(m_f->form()->isVisible());
    QVERIFY(m_f->form()->findChild<QPlainTextEdit*>()->toPlainText().contains(u"SEV2"_s));
    m_f->fill({u"bob"_s, u"Pinned, waiting for the rate"_s});
    QTRY_COMPARE(m_f->read().front().commander, std::string("bob"));
    QCOMPARE(m_f->read().front().handovers.size(), std::size_t{1});
    QTRY_VERIFY2(m_f->texts().contains(u"Pinned, waiting for the rate"_s),
                 qPrintable(m_f->texts()));
    QTRY_VERIFY(m_f->button(u"Take Command"_s) != nullptr);
}

void TestIncidentPage::thePastHasNoControls()
{
    m_f->openOne();
    m_f->button(u"Close…"_s)->click();
    QVERIFY(m_f->form()->isVisible());
    m_f->conductor->fix();
    QVERIFY(!m_f->form()->isVisible());
    for (const auto& text : {u"Close…"_s, u"SEV2"_s, u"Key Moment"_s, u"Hand Over…"_s, u"More"_s,
                             u"Take Command"_s, u"Open Incident…"_s})
        QVERIFY2(m_f->button(text) == nullptr, qPrintable(text));
    const std::size_t written = m_f->port.entries.size();
    m_f->list()->setCurrentIndex(m_f->list()->model()->index(0, items::TimelineModel::TextColumn));
    QTest::keyClick(m_f->list(), Qt::Key_M);
    QVERIFY(!m_f->form()->isVisible());
    m_f->page->openByHand();
    QVERIFY(!m_f->form()->isVisible());
    QCOMPARE(m_f->port.entries.size(), written);
    QTRY_VERIFY(m_f->texts().contains(u"SEV2"_s)); // but is told all the same
    // Before it was opened nobody knew of it.
    m_f->conductor->seek(at(30));
    QTRY_VERIFY2(m_f->texts().contains(u"No incident was opened"_s), qPrintable(m_f->texts()));
    QVERIFY(!m_f->page->findChild<incident::MomentStrip*>()->isVisible());
    m_f->conductor->goLive();
    QTRY_VERIFY(m_f->button(u"Close…"_s) != nullptr);
}

void TestIncidentPage::aRecordingHasNoControls()
{
    m_f->openOne();
    m_f->makePage(false);
    QTRY_VERIFY2(m_f->texts().contains(u"SEV2"_s), qPrintable(m_f->texts()));
    for (const auto& text : {u"Close…"_s, u"SEV2"_s, u"Key Moment"_s, u"Open Incident…"_s})
        QVERIFY2(m_f->button(text) == nullptr, qPrintable(text));
    QTRY_VERIFY(m_f->page->findChild<incident::MomentStrip*>()->isVisible());
}

void TestIncidentPage::whatIsDoneElsewhereHasNoDeadButton()
{
    m_f->openOne();
    QVERIFY(m_f->button(u"Report…"_s) == nullptr);
    QVERIFY(m_f->button(u"What If…"_s) == nullptr);
    QVERIFY(m_f->button(u"Bundle…"_s) == nullptr);
    m_f->page->setCanReport(true);
    m_f->page->setCanTryWhatIf(true);
    m_f->page->setCanBundle(true);
    QSignalSpy reports(m_f->page.get(), &incident::IncidentPage::reportRequested);
    m_f->button(u"Report…"_s)->click();
    QCOMPARE(reports.count(), 1);
    QCOMPARE(reports[0][0].toString(), u"INC-0001"_s);
    // While much can be done, these are in the menu of the rest.
    QVERIFY(m_f->button(u"What If…"_s) == nullptr);
    QSignalSpy tries(m_f->page.get(), &incident::IncidentPage::whatIfRequested);
    QSignalSpy bundles(m_f->page.get(), &incident::IncidentPage::bundleRequested);
    for (QAction* action : m_f->button(u"More"_s)->menu()->actions()) {
        if (action->isVisible()
            && (action->text() == u"&What If…"_s || action->text() == u"&Bundle…"_s))
            action->trigger();
    }
    QCOMPARE(tries.count(), 1);
    QCOMPARE(tries[0][0].toString(), u"INC-0001"_s);
    QCOMPARE(bundles.count(), 1);
    m_f->conductor->fix(); // also of the past
    QVERIFY(m_f->button(u"What If…"_s) != nullptr);
    QVERIFY(m_f->button(u"Bundle…"_s) != nullptr);
}

void TestIncidentPage::aFailureIsSaidWhereItHappened()
{
    m_f->openOne();
    m_f->port.isFailing = true;
    m_f->button(u"SEV2"_s)->menu()->actions().front()->trigger();
    QTRY_VERIFY2(m_f->texts().contains(u"The disk is full"_s), qPrintable(m_f->texts()));
    QVERIFY(m_f->button(u"Undo"_s) == nullptr);
    m_f->port.isFailing = false;
    m_f->button(u"SEV2"_s)->menu()->actions().front()->trigger();
    QTRY_COMPARE(m_f->read().front().severity, 1);
}

void TestIncidentPage::hostileTextStaysPlain()
{
    const std::string hostile = kHostileText.toStdString();
    m_f->openOne(hostile.c_str());
    const auto add = [this](incident::IncidentDesk::Change change) {
        m_f->desk->change("INC-0001", std::move(change));
        QTRY_VERIFY(!m_f->desk->isBusy());
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
    QTRY_VERIFY(!m_f->read().front().isOpen());
    QTRY_VERIFY(m_f->texts().contains(u"Closed because"_s));
    QTRY_VERIFY(m_f->page->record() && !m_f->page->record()->incident.isOpen());
    for (const auto* label : m_f->page->findChildren<QLabel*>()) {
        QVERIFY2(!label->text().contains(u'\u202E'), qPrintable(label->text()));
        QVERIFY(!label->text().contains(u'\u001B'));
        if (label->text().contains(u"<b>"_s))
            QVERIFY(label->textFormat() == Qt::PlainText);
    }
    for (const auto* widget : m_f->page->findChildren<QWidget*>()) {
        QVERIFY(!widget->accessibleName().contains(u'\u202E'));
        QVERIFY(!widget->accessibleDescription().contains(u'\u202E'));
        QVERIFY(!widget->toolTip().contains(u'\u202E'));
        QVERIFY2(!Qt::mightBeRichText(widget->toolTip()) || widget->toolTip().contains(u"&lt;"_s)
                     || !widget->toolTip().contains(u"<b>"_s),
                 qPrintable(widget->toolTip()));
    }
    QVERIFY(m_f->page->minimumSizeHint().width() <= 430); // as wide as pages are at least
    // What is edited again shows what would be invisible.
    m_f->button(u"Reopen…"_s)->click();
    m_f->fill({u"again"_s});
    QTRY_VERIFY(m_f->read().front().isOpen());
    QTRY_VERIFY(m_f->button(u"More"_s)
                && m_f->button(u"More"_s)->menu()->actions().front()->isVisible());
    m_f->button(u"More"_s)->menu()->actions().front()->trigger();
    for (auto* each : m_f->form()->findChildren<QLineEdit*>()) {
        if (each->isVisible())
            QVERIFY(!each->text().contains(u'\u202E'));
    }
}

void TestIncidentPage::focusableWidgetsHaveNames()
{
    m_f->openOne();
    m_f->button(u"More"_s)->menu()->actions()[3]->trigger(); // to hand it over
    QTRY_VERIFY(m_f->form()->isVisible());
    QCOMPARE(namelessWidgets(*m_f->page), QStringList());
    // Esc leads out of the form, and not to anything else.
    QTest::keyClick(m_f->form()->findChild<QPlainTextEdit*>(), Qt::Key_Escape);
    QVERIFY(!m_f->form()->isVisible());
    QVERIFY(m_f->port.entries.size() == 1);
}

// What was typed is there after a refusal, and after a look at the past.
void TestIncidentPage::whatIsRefusedCanBeMended()
{
    m_f->openOne();
    m_f->button(u"More"_s)->menu()->actions()[3]->trigger(); // to hand it over
    m_f->port.isFailing = true;
    m_f->fill({u"bob"_s, u"ten minutes of writing"_s});
    QTRY_VERIFY2(m_f->texts().contains(u"The disk is full"_s), qPrintable(m_f->texts()));
    QVERIFY(m_f->form()->isVisible());
    auto* summary = m_f->form()->findChild<QPlainTextEdit*>();
    QCOMPARE(summary->toPlainText(), u"ten minutes of writing"_s);
    m_f->conductor->fix();
    QVERIFY(!m_f->form()->isVisible());
    m_f->conductor->goLive();
    QVERIFY(m_f->form()->isVisible());
    QCOMPARE(summary->toPlainText(), u"ten minutes of writing"_s);
    // What cannot be kept whole is not cut in silence.
    m_f->port.isFailing = false;
    const std::size_t before = m_f->port.entries.size();
    m_f->fill({u"bob"_s, QString(4001, u'x')});
    QVERIFY2(m_f->texts().contains(u"No more than 4000 characters"_s), qPrintable(m_f->texts()));
    QCOMPARE(m_f->port.entries.size(), before);
    m_f->fill({u"bob"_s, u"short"_s});
    QTRY_COMPARE(m_f->read().front().commander, std::string("bob"));
    QVERIFY(!m_f->form()->isVisible());
    // A refusal of something else does not bring it back.
    m_f->port.isFailing = true;
    m_f->button(u"SEV2"_s)->menu()->actions().front()->trigger();
    QTRY_VERIFY(m_f->texts().contains(u"The disk is full"_s));
    QVERIFY(!m_f->form()->isVisible());
}

void TestIncidentPage::anAnswerGoesToWhatItWasAskedOf()
{
    m_f->openOne();
    incident::Opening other;
    other.title = "other";
    m_f->desk->open(other, false);
    QTRY_VERIFY(m_f->isShown("INC-0002"));
    m_f->makePage(true); // shows the newest by itself
    QTRY_VERIFY(m_f->isShown("INC-0002"));
    m_f->button(u"More"_s)->menu()->actions()[0]->trigger(); // another title
    QTRY_VERIFY(m_f->form()->isVisible());
    m_f->desk->change("INC-0002", [](const Incident& now, telemetry::Timestamp time) {
        return closedEntry(now, "over", time);
    });
    QTRY_VERIFY(m_f->isShown("INC-0001"));
    m_f->fill({u"New name"_s});
    QTRY_VERIFY2(m_f->texts().contains(u"INC-0002 is closed"_s), qPrintable(m_f->texts()));
    QCOMPARE(m_f->read().front().title, std::string("APIs that do not exist"));
}

QTEST_MAIN(TestIncidentPage)
#include "tst_incidentpage.moc"
