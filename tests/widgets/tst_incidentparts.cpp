// SPDX-License-Identifier: GPL-3.0-or-later

#include "models/items/timelinemodel.h"
#include "models/store/writer.h"
#include "models/telemetry/timetext.h"
#include "tests/widgets/incidentfixture.h"
#include "widgets/incident/incidenthead.h"
#include "widgets/incident/timelinepage.h"

#include <QApplication>
#include <QCheckBox>
#include <QMenu>
#include <QTest>
#include <QTimer>

#include <memory>

using namespace Qt::StringLiterals;
using namespace pagetest;
using incident::Incident;
using incident::MomentKind;

// Which alarms are part of an incident, which of its key moments people fixed, and its end.
class TestIncidentParts : public QObject
{
    Q_OBJECT

private slots:
    void init() { m_f = std::make_unique<IncidentFixture>(); }
    void cleanup() { m_f.reset(); }

    void anAlarmIsTakenOutAndPutBack();
    void anAlertIsPutIntoAnotherIncident();
    void whatWasTakenOutDoesNotJoinByItself();
    void theWayToTheIncidentOfAnAlarm();
    void aFixedMomentIsLetGo();
    void aFormCutsNothing();
    void afterAFormNoButtonStaysMarked();
    void timesOfDayAreFoundAcrossMidnight_data();
    void timesOfDayAreFoundAcrossMidnight();
    void byHandItStartsWhenItIsSaid();
    void nothingIsKnownOfOneByHand();
    void whatIsToBeShownIsNotHidden();
    void kindsAreSaidAndSetAgain();
    void closingWhatAnotherCommandsNeedsATick();
    void whatCameAboutMeanwhileIsToldBeforeItCloses();

private:
    void addAlarm() const; // A-0001, raised at 8 s
    void addAlert() const;
    std::unique_ptr<IncidentFixture> m_f;
};

void TestIncidentParts::addAlarm() const
{
    const auto writer = store::Writer::open(m_f->recording.path());
    QVERIFY2(writer, writer ? "" : writer.error().message.c_str());
    telemetry::AlarmTransition raised = incidentAlarm("A-0001", "I-0001");
    raised.check = "fabrication";
    raised.actor = "detector";
    raised.recorded = at(9);
    store::HealthResults results;
    results.alarms = {raised};
    QVERIFY((*writer)->append(results) && (*writer)->commit());
    m_f->conductor->setSpan(std::chrono::minutes(2));
}

void TestIncidentParts::addAlert() const
{
    telemetry::TimelineEntry alert;
    alert.time = at(30);
    alert.recorded = at(31);
    alert.kind = "alert";
    alert.actor = "alertmanager";
    alert.subject = "deadbeef01234567";
    alert.text = "WrongAnswers is firing";
    alert.payload = R"({"state":"firing","name":"WrongAnswers","starts_at":"2026-11-24T02:51:20Z",)"
                    R"("labels":{"service":"shop","severity":"critical"}})";
    m_f->recording.append(alert);
    m_f->conductor->setSpan(std::chrono::minutes(2));
}

void TestIncidentParts::anAlarmIsTakenOutAndPutBack()
{
    addAlarm();
    m_f->openOne();
    m_f->choose(u"A-0001 raised"_s);
    QVERIFY(m_f->button(u"Open Incident"_s) == nullptr); // it is of this one
    QTRY_VERIFY(m_f->button(u"Take Out of INC-0001…"_s) != nullptr);
    m_f->button(u"Take Out of INC-0001…"_s)->click();
    m_f->fill({u"another index"_s, {}});
    QTRY_VERIFY2(m_f->read().front().alarms.empty(), qPrintable(m_f->texts()));
    const Incident now = m_f->read().front();
    QCOMPARE(now.takenOut.size(), std::size_t{1});
    QCOMPARE(now.takenOut.front().why, std::string("another index"));
    QCOMPARE(now.takenOut.front().who, std::string("ada"));
    QTRY_VERIFY2(m_f->texts().contains(u"taken out: A-0001"_s), qPrintable(m_f->texts()));
    // What is about it is another affair's now, and what was said of it stands.
    QTRY_COMPARE(m_f->rowOf(u"A-0001 raised"_s), -1);
    QTRY_VERIFY(m_f->rowOf(u"Taken out: A-0001"_s) >= 0);
    QTRY_VERIFY(m_f->button(u"Undo"_s) != nullptr);
    m_f->button(u"Undo"_s)->click();
    QTRY_COMPARE(m_f->read().front().alarms, std::vector<std::string>{"A-0001"});
    QVERIFY(m_f->read().front().takenOut.empty());
}

void TestIncidentParts::anAlertIsPutIntoAnotherIncident()
{
    m_f->openOne();
    addAlert();
    QTRY_VERIFY(m_f->rowOf(u"WrongAnswers"_s) >= 0);
    m_f->choose(u"WrongAnswers"_s);
    QTRY_VERIFY(m_f->button(u"Put into INC-0001…"_s) != nullptr);
    QVERIFY(m_f->button(u"Open Incident"_s) != nullptr);
    m_f->button(u"Put into INC-0001…"_s)->click();
    m_f->fill({u"the same prices"_s});
    QTRY_COMPARE(m_f->read().front().fingerprints, std::vector<std::string>{"deadbeef01234567"});
    QCOMPARE(m_f->read().front().services, (std::vector<std::string>{"code-assistant", "shop"}));
    incident::Opening other;
    other.title = "prices";
    m_f->desk->open(other, false);
    QTRY_VERIFY(m_f->isShown("INC-0002"));
    m_f->page->showIncident(u"INC-0001"_s);
    QTRY_VERIFY(m_f->rowOf(u"WrongAnswers"_s) >= 0);
    m_f->choose(u"WrongAnswers"_s);
    QTRY_VERIFY(m_f->button(u"Take Out of INC-0001…"_s) != nullptr);
    m_f->button(u"Take Out of INC-0001…"_s)->click();
    m_f->fill({u"other prices"_s, u"INC-0009"_s}); // which there is not
    QTRY_VERIFY2(m_f->texts().contains(u"There is no incident"_s), qPrintable(m_f->texts()));
    m_f->fill({u"other prices"_s, u"inc-0002"_s});
    QTRY_COMPARE(m_f->read().back().fingerprints, std::vector<std::string>{"deadbeef01234567"});
    QVERIFY(m_f->read().front().fingerprints.empty());
    QCOMPARE(m_f->read().front().takenOut.front().into, std::string("INC-0002"));
}

void TestIncidentParts::whatWasTakenOutDoesNotJoinByItself()
{
    m_f->openOne();
    const auto out = incidentAlarm("A-0001", "I-0001");
    m_f->desk->change("INC-0001", [out](const Incident& now, telemetry::Timestamp time) {
        return takenOutEntry(now, {.alarms = {out.alarm}}, {}, "no", time);
    });
    QTRY_VERIFY(!m_f->desk->isBusy());
    // Also where what stands is not known yet to who asks.
    m_f->desk->joinAlarms({out}, m_f->incidents->incidents());
    QTRY_VERIFY(!m_f->desk->isBusy());
    QVERIFY(m_f->read().front().alarms.empty());
    QTRY_VERIFY(!m_f->incidents->incidents().empty()
                && m_f->incidents->incidents().front().alarms.empty());
    m_f->desk->joinAlarms({out, incidentAlarm("A-0002", "I-0001")}, m_f->incidents->incidents());
    QTRY_COMPARE(m_f->read().front().alarms, std::vector<std::string>{"A-0002"});
}

void TestIncidentParts::theWayToTheIncidentOfAnAlarm()
{
    addAlarm();
    m_f->openOne();
    m_f->page->showIncident({});
    m_f->choose(u"A-0001 raised"_s);
    QTRY_VERIFY(m_f->button(u"Go to INC-0001"_s) != nullptr);
    QVERIFY(m_f->button(u"Open Incident"_s) == nullptr);
    m_f->conductor->fix(); // also where nothing can be done
    QVERIFY(m_f->button(u"Go to INC-0001"_s) != nullptr);
    m_f->button(u"Go to INC-0001"_s)->click();
    QTRY_VERIFY(m_f->isShown("INC-0001"));
    m_f->conductor->goLive();
    // Of a closed one both: it may be another affair.
    m_f->desk->change("INC-0001", [](const Incident& now, telemetry::Timestamp time) {
        return closedEntry(now, "over", time);
    });
    QTRY_VERIFY(!m_f->incidents->incidents().front().isOpen());
    m_f->page->showIncident({});
    m_f->choose(u"A-0001 raised"_s);
    QTRY_VERIFY(m_f->button(u"Go to INC-0001"_s) != nullptr);
    QVERIFY(m_f->button(u"Open Incident"_s) != nullptr);
}

void TestIncidentParts::aFixedMomentIsLetGo()
{
    m_f->openOne();
    const auto unfix = [this]() -> QAction* {
        for (QAction* each : m_f->button(u"Key Moment"_s)->menu()->actions()) {
            if (each->isVisible() && each->text().startsWith(u"Let It Be Proposed: Start"_s))
                return each;
        }
        return nullptr;
    };
    QVERIFY(unfix() == nullptr); // nobody fixed it
    m_f->button(u"Key Moment"_s)->menu()->actions()[0]->trigger();
    m_f->fill({u"02:51:20"_s, {}, u"seen"_s});
    QTRY_COMPARE(m_f->read().front().moments.size(), std::size_t{1});
    auto* start = m_f->cell(MomentKind::Start);
    QTRY_VERIFY(!start->moment().isProposed());
    QTRY_VERIFY(unfix() != nullptr);
    unfix()->trigger();
    m_f->fill({u"a typing error"_s});
    QTRY_VERIFY(m_f->read().front().moments.empty());
    QTRY_VERIFY(start->moment().isProposed());
    QTRY_VERIFY(m_f->button(u"Undo"_s) != nullptr);
    m_f->button(u"Undo"_s)->click();
    QTRY_COMPARE(m_f->read().front().moments.size(), std::size_t{1});
    QCOMPARE(m_f->read().front().moments.front().why, std::string("seen"));
}

void TestIncidentParts::timesOfDayAreFoundAcrossMidnight_data()
{
    QTest::addColumn<QString>("after");
    QTest::addColumn<QString>("text");
    QTest::addColumn<QString>("found");
    const auto row = [](const char* name, const char* after, const char* text, const char* found) {
        QTest::newRow(name) << QString::fromLatin1(after) << QString::fromLatin1(text)
                            << QString::fromLatin1(found);
    };
    row("the same day", "2026-11-23T18:10:00Z", "20:41", "2026-11-23T20:41:00Z");
    row("shortly before midnight", "2026-11-23T18:10:00Z", "23:50:10", "2026-11-23T23:50:10Z");
    row("after midnight", "2026-11-23T18:10:00Z", "00:20", "2026-11-24T00:20:00Z");
    row("before the time of day", "2026-11-23T18:10:00Z", "18:09", "2026-11-24T18:09:00Z");
    row("a date", "2026-11-23T18:10:00Z", "2026-11-01T00:00:00Z", "2026-11-01T00:00:00Z");
    row("as people write it", "2026-11-23T18:10:00Z", "2026-11-01 02:41:07",
        "2026-11-01T02:41:07Z");
    row("no time", "2026-11-23T18:10:00Z", "25:00", "");
    row("words", "2026-11-23T18:10:00Z", "soon", "");
}

void TestIncidentParts::timesOfDayAreFoundAcrossMidnight()
{
    QFETCH(QString, after);
    QFETCH(QString, text);
    QFETCH(QString, found);
    const auto time = incident::timeFrom(text, *telemetry::timestampFromText(after.toStdString()));
    QCOMPARE(time.has_value(), !found.isEmpty());
    if (time)
        QVERIFY2(*time == *telemetry::timestampFromText(found.toStdString()),
                 telemetry::toRfc3339(*time).c_str());
}

// The newest such time that was, whatever incident is shown.
void TestIncidentParts::byHandItStartsWhenItIsSaid()
{
    m_f->page->openByHand();
    m_f->fill({u"Wrong prices"_s, u"3"_s, {}, u"02:51:07"_s});
    QTRY_VERIFY2(!m_f->read().empty(), qPrintable(m_f->texts()));
    QCOMPARE(m_f->read().front().start, at(7));
    m_f->page->openByHand();
    m_f->fill({u"Yesterday"_s, u"3"_s, {}, u"03:30"_s}); // later today is still to come
    QTRY_COMPARE(m_f->read().size(), std::size_t{2});
    QVERIFY(m_f->read().back().start < at(-3600));
    QVERIFY(m_f->read().back().start > at(-24 * 3600));
}

void TestIncidentParts::nothingIsKnownOfOneByHand()
{
    m_f->page->openByHand();
    m_f->fill({u"Something is wrong"_s, {}, {}, {}});
    QTRY_VERIFY(m_f->isShown("INC-0001"));
    QTRY_VERIFY2(m_f->texts().contains(u"services not known"_s), qPrintable(m_f->texts()));
    QVERIFY2(m_f->texts().contains(u"No alarm is part of it"_s), qPrintable(m_f->texts()));
    QTRY_VERIFY(m_f->page->record());
    for (const MomentKind kind :
         {MomentKind::Diagnosis, MomentKind::Mitigation, MomentKind::Recovery})
        QVERIFY(m_f->cell(kind)->accessibleName().contains(u"not known"_s));
    QVERIFY(m_f->cell(MomentKind::Detection)->accessibleDescription().contains(u"opened by ada"_s));
}

// An entry of another incident, of a kind that is left out, among marked ones only.
void TestIncidentParts::whatIsToBeShownIsNotHidden()
{
    m_f->openOne();
    incident::Opening other;
    other.title = "other";
    m_f->desk->open(other, false);
    QTRY_VERIFY(m_f->isShown("INC-0002"));
    std::int64_t wanted = 0;
    const auto reader = store::Reader::open(m_f->recording.path());
    const auto entries = (*reader)->timelineAfter(0, telemetry::Timestamp::max());
    for (const telemetry::TimelineEntry& entry : *entries) {
        if (entry.subject == "INC-0001")
            wanted = entry.sequence;
    }
    QVERIFY(wanted > 0);
    auto* timeline = m_f->page->timeline();
    timeline->setKinds(u"notes"_s);
    timeline->setSearchText(u"nothing like it"_s);
    timeline->showEntryOf(wanted);
    QTRY_COMPARE(timeline->shownEntry(), wanted);
    QVERIFY(m_f->page->shownIncident().empty()); // the whole recording
}

void TestIncidentParts::kindsAreSaidAndSetAgain()
{
    auto* timeline = m_f->page->timeline();
    QCOMPARE(timeline->kinds(), QString());
    const int all = m_f->list()->model()->rowCount();
    timeline->setKinds(u"notes,nonsense"_s);
    QCOMPARE(timeline->kinds(), u"notes"_s);
    QVERIFY(m_f->list()->model()->rowCount() < all);
    timeline->setKinds({});
    QCOMPARE(m_f->list()->model()->rowCount(), all);
}

void TestIncidentParts::closingWhatAnotherCommandsNeedsATick()
{
    m_f->openOne();
    m_f->button(u"Close…"_s)->click();
    QVERIFY(m_f->form()->findChild<QCheckBox*>() == nullptr); // nobody commands it
    m_f->desk->change("INC-0001", [](const Incident& now, telemetry::Timestamp time) {
        return commanderEntry(now, "bob", time);
    });
    QTRY_VERIFY2(m_f->texts().contains(u"commanded by bob"_s), qPrintable(m_f->texts()));
    m_f->button(u"Close…"_s)->click();
    QVERIFY2(m_f->texts().contains(u"Commanded by bob."_s), qPrintable(m_f->texts()));
    auto* tick = m_f->form()->findChild<QCheckBox*>();
    QVERIFY(tick != nullptr && !tick->isChecked());
    m_f->fill({u"Rolled back"_s}); // answers nothing without it
    QVERIFY(m_f->form()->isVisible());
    QVERIFY(m_f->read().front().isOpen());
    tick->click();
    m_f->fill({u"Rolled back"_s});
    QTRY_VERIFY(!m_f->read().front().isOpen());
    QCOMPARE(m_f->read().front().closedWhy, std::string("Rolled back"));
}

void TestIncidentParts::whatCameAboutMeanwhileIsToldBeforeItCloses()
{
    m_f->openOne();
    m_f->button(u"Close…"_s)->click();
    m_f->desk->change("INC-0001", [](const Incident& now, telemetry::Timestamp time) {
        return commanderEntry(now, "bob", time);
    });
    QTRY_VERIFY2(m_f->texts().contains(u"commanded by bob"_s), qPrintable(m_f->texts()));
    m_f->fill({u"Rolled back"_s});
    QVERIFY(m_f->form()->isVisible());
    QVERIFY2(m_f->texts().contains(u"Commanded by bob. Press again"_s), qPrintable(m_f->texts()));
    QVERIFY(m_f->read().front().isOpen());
    m_f->fill({u"Rolled back"_s}); // it is known now
    QTRY_VERIFY(!m_f->read().front().isOpen());
}

void TestIncidentParts::afterAFormNoButtonStaysMarked()
{
    m_f->openOne();
    m_f->page->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_f->page.get()));
    m_f->list()->setFocus();
    auto* button = m_f->button(u"Key Moment"_s);
    QTimer::singleShot(0, m_f->page.get(), [] {
        auto* menu = qobject_cast<QMenu*>(QApplication::activePopupWidget());
        QVERIFY(menu != nullptr);
        menu->actions()[3]->trigger();
        menu->close();
    });
    QTest::mouseClick(button, Qt::LeftButton); // returns when its menu is gone
    m_f->fill({u"02:51:40"_s, {}, {}});
    QTRY_COMPARE(m_f->read().front().moments.size(), std::size_t{1});
    QTRY_COMPARE(m_f->page->window()->focusWidget(),
                 static_cast<QWidget*>(m_f->list())); // its menu took the activation
    QVERIFY(!button->hasFocus() && !button->isDown() && !button->isChecked());
    // By key it is reached as before.
    button->setFocus(Qt::TabFocusReason);
    QVERIFY(m_f->page->window()->focusWidget() == button);
}

// What is shown while something is asked stands there whole, in little room too.
void TestIncidentParts::aFormCutsNothing()
{
    m_f->openOne();
    m_f->page->resize(690, 660); // beside both docks of a window of 1440 by 900
    auto* strip = m_f->page->findChild<incident::MomentStrip*>();
    QTRY_VERIFY(strip->isVisible());
    m_f->list()->setCurrentIndex(m_f->list()->model()->index(0, 0));
    auto* details = m_f->page->findChild<incident::EntryDetails*>();
    QTRY_VERIFY(details->isVisible());
    m_f->button(u"Key Moment"_s)->menu()->actions()[3]->trigger();
    QTRY_VERIFY(m_f->form()->isVisible());
    QVERIFY(!strip->isVisible());
    QVERIFY(!details->isVisible());
    auto* head = m_f->page->findChild<incident::IncidentHead*>();
    QTRY_VERIFY2(
        head->height() >= head->heightForWidth(head->width()),
        qPrintable(u"%1 of %2"_s.arg(head->height()).arg(head->heightForWidth(head->width()))));
    QVERIFY(m_f->form()->height() >= m_f->form()->minimumSizeHint().height());
    m_f->form()->leave();
    QTRY_VERIFY(strip->isVisible() && details->isVisible());
}

QTEST_MAIN(TestIncidentParts)
#include "tst_incidentparts.moc"
