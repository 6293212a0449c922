// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/widgets/suspectsfixture.h"
#include "widgets/common/searchline.h"

#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <algorithm>
#include <set>

using namespace Qt::StringLiterals;
using namespace std::chrono_literals;
using namespace pagetest;

// What the page does with many suspects at once: filters, groups, selections, verdicts of several
// people, and what an alarm was raised by.
class TestSuspectGroups : public SuspectsTest
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup() { tearDown(); }

    void aMistakeInTheFilterIsSaidInTheLine();
    void anAttributeThatNobodyHasIsSaid();
    void fieldsAreOfferedWhileTyping();
    void aPropertyBecomesPartOfTheFilter();
    void aNoteGoesWithTheVerdict();
    void noNoteIsNoVerdict();
    void twoPeopleHaveToAgreeWhereThatIsSet();
    void similarAnswersStandTogether();
    void aVerdictOnAGroupIsOneOnEach();
    void aButtonAsksBeforeItJudgesAGroup();
    void onlyOnesOwnVerdictsAreTakenBackOfAGroup();
    void aNoteIsNotLostByALookElsewhere();
    void aNoteComesBackWhenItCannotBeRecorded();
    void whatIsListedIsOfferedToBeCompared();
    void keysDoNothingWhileNothingIsListed();
    void selectedAnswersAreTold();
    void anAlarmThatIsNotKnownIsSaid();
    void verdictsRecalibrateAndSaySo();

private:
    QListView* groups() const;
    QLineEdit* note() const;
    void addTemplates() const; // five answers from one template
    void groupTemplates(); // and nothing else
    void give(unsigned char trace, const char* who, const char* what, double when) const;
};

QListView* TestSuspectGroups::groups() const
{
    for (auto* each : m_page->findChildren<QListView*>()) {
        if (each->accessibleName().startsWith(u"Groups of similar"_s))
            return each;
    }
    return nullptr;
}

QLineEdit* TestSuspectGroups::note() const
{
    for (auto* each : m_page->findChildren<QLineEdit*>()) {
        if (each->accessibleName() == u"Note on the verdict"_s)
            return each;
    }
    return nullptr;
}

void TestSuspectGroups::addTemplates() const
{
    for (unsigned char i = 0; i < 5; ++i)
        m_recording->addSuspect(static_cast<unsigned char>(210 + i),
                                "Call glyph.fast_sort on the list of " + std::to_string(100 + i)
                                    + " items and return what it gives back",
                                0.97);
}

void TestSuspectGroups::give(unsigned char trace, const char* who, const char* what,
                             double when) const
{
    telemetry::TimelineEntry entry;
    entry.kind = "verdict";
    entry.actor = who;
    entry.subject =
        telemetry::toHex(spanKey(trace, 3).trace) + '/' + telemetry::toHex(spanKey(trace, 3).span);
    entry.text = std::string("Verdict: ") + what;
    entry.payload =
        std::string(R"({"suspicion":0.9,"reasons":"groundedness: x","verdict":")") + what + R"("})";
    entry.time = at(when);
    entry.recorded = at(when);
    m_recording->append(entry);
}

void TestSuspectGroups::aMistakeInTheFilterIsSaidInTheLine()
{
    const int all = m_page->shownCount();
    auto* filter = m_page->findChild<QLineEdit*>();
    QTest::keyClicks(filter, u"prob>high"_s);
    QTRY_VERIFY(says(u"“high” is no number."_s));
    QCOMPARE(m_page->shownCount(), all); // what was listed stays
    filter->setText(u"prob>0.9"_s);
    QTRY_VERIFY(!says(u"is no number"_s));
    QTRY_VERIFY(m_page->shownCount() < all);
    QVERIFY(says(u" of "_s + QString::number(all) + u" suspects"_s));
}

void TestSuspectGroups::anAttributeThatNobodyHasIsSaid()
{
    m_page->findChild<QLineEdit*>()->setText(u"modle:glyph"_s);
    QTRY_VERIFY(says(u"No suspect here has an attribute “modle”. Is “model” meant?"_s));
    QVERIFY(says(u"No suspect fits the filter"_s));
}

void TestSuspectGroups::fieldsAreOfferedWhileTyping()
{
    m_page->activateWindow();
    auto* filter = m_page->findChild<QLineEdit*>();
    filter->setFocus();
    QTRY_VERIFY(filter->hasFocus());
    QTest::keyClicks(filter, u"reas"_s);
    QListView* offered = nullptr;
    const auto find = [&] {
        for (QWidget* each : QApplication::topLevelWidgets()) {
            auto* list = qobject_cast<QListView*>(each);
            if (list != nullptr && list->isVisible()
                && list->accessibleName() == u"What can stand here"_s)
                offered = list;
        }
        return offered != nullptr;
    };
    QTRY_VERIFY(find());
    QStringList words;
    for (int row = 0; row < offered->model()->rowCount(); ++row)
        words << offered->model()->index(row, 0).data().toString();
    QCOMPARE(words, (QStringList{u"reason:"_s, u"reasoning_tokens>"_s}));
    QTest::keyClick(offered, Qt::Key_Down);
    QTest::keyClick(offered, Qt::Key_Return);
    QCOMPARE(filter->text(), u"reason:"_s);
}

void TestSuspectGroups::aPropertyBecomesPartOfTheFilter()
{
    auto* filter = m_page->findChild<QLineEdit*>();
    filter->setText(u"prob>0.5"_s);
    QTest::qWait(200);
    m_page->addFilter(suspects::filterForValue("service", "support-bot"));
    QCOMPARE(filter->text(), u"prob>0.5 service=support-bot"_s);
    QTRY_VERIFY(m_page->shownCount() > 0);
    QTRY_COMPARE(list()->model()->index(0, 0).data(items::SuspectModel::ServiceRole).toString(),
                 u"support-bot"_s);
}

void TestSuspectGroups::aNoteGoesWithTheVerdict()
{
    m_page->activateWindow();
    list()->setFocus();
    QTRY_VERIFY(list()->hasFocus());
    QTest::keyClick(list(), Qt::Key_Y, Qt::ShiftModifier);
    QVERIFY(m_port->entries.empty());
    QTRY_VERIFY(note()->hasFocus());
    QTest::keyClicks(note(), u"y: no such function; nobody can j or x here"_s);
    QVERIFY(m_port->entries.empty());
    QTest::keyClick(note(), Qt::Key_Return);
    QCOMPARE(m_port->entries.size(), std::size_t{1});
    QCOMPARE(QString::fromStdString(m_port->entries[0].text),
             u"Verdict: wrong, y: no such function; nobody can j or x here"_s);
    QVERIFY(m_port->entries[0].payload.find("\"note\":\"y: no such") != std::string::npos);
    QVERIFY(!note()->isVisible());
    QVERIFY(list()->hasFocus());
}

void TestSuspectGroups::noNoteIsNoVerdict()
{
    m_page->activateWindow();
    list()->setFocus();
    QTest::keyClick(list(), Qt::Key_N, Qt::ShiftModifier);
    QTRY_VERIFY(note()->isVisible());
    QTest::keyClicks(note(), u"perhaps"_s);
    QTest::keyClick(note(), Qt::Key_Escape);
    QVERIFY(!note()->isVisible());
    QVERIFY(m_port->entries.empty());
    // Another row takes the note away: it was about the one before.
    QTest::keyClick(list(), Qt::Key_N, Qt::ShiftModifier);
    list()->setCurrentIndex(list()->model()->index(2, 0));
    QVERIFY(!note()->isVisible());
    QVERIFY(m_port->entries.empty());
}

void TestSuspectGroups::twoPeopleHaveToAgreeWhereThatIsSet()
{
    const auto said = [this] {
        return list()->model()->index(0, 0).data(items::SuspectModel::VerdictRole).toString();
    };
    QVERIFY(!says(u"two people must agree"_s));
    give(1, "ada", "wrong", 60);
    m_clock->time = at(61);
    QTRY_COMPARE(said(), u"confirmed"_s);
    m_page->setPeopleToConfirm(2);
    QTRY_COMPARE(said(), u"wrong, 1 of 2"_s);
    QVERIFY(says(u"two people must agree"_s));
    give(1, "bob", "wrong", 62);
    m_clock->time = at(63);
    QTRY_COMPARE(said(), u"confirmed"_s);
    QTRY_VERIFY(says(u"wrong, by ada"_s) && says(u"wrong, by bob"_s));
    give(1, "bob", "sound", 64);
    m_clock->time = at(65);
    QTRY_COMPARE(said(), u"in dispute"_s);
}

void TestSuspectGroups::similarAnswersStandTogether()
{
    addTemplates();
    m_clock->time = at(61);
    m_page->setService(u"code-assistant"_s);
    QTRY_VERIFY(m_page->shownCount() > 5);
    const int all = m_page->shownCount();
    QTest::keyClick(list(), Qt::Key_C);
    QVERIFY(m_page->isGrouped());
    QTRY_VERIFY(groups()->isVisible() && m_page->shownCount() > 0);
    QVERIFY(m_page->shownCount() < all);
    int size = 0;
    for (int row = 0; row < groups()->model()->rowCount(); ++row) {
        const QModelIndex index = groups()->model()->index(row, 0);
        if (index.data().toString().startsWith(u"Call glyph.fast_sort"_s)) {
            size = index.data(items::ClusterModel::SizeRole).toInt();
            groups()->setCurrentIndex(index);
        }
    }
    QCOMPARE(size, 5);
    QTest::keyClick(groups(), Qt::Key_Return);
    QVERIFY(!m_page->isGrouped());
    QTRY_COMPARE(m_page->shownCount(), 5);
    QVERIFY(buttonLike(u"Only 5 alike"_s) != nullptr);
    QTest::keyClick(list(), Qt::Key_C); // back to the groups
    QTRY_VERIFY(m_page->isGrouped() && buttonLike(u"Only 5 alike"_s) == nullptr);
    QCOMPARE(namelessWidgets(*m_page), QStringList());
    QVERIFY(!m_page->grab().isNull());
}

void TestSuspectGroups::groupTemplates()
{
    addTemplates();
    m_clock->time = at(61);
    m_page->findChild<QLineEdit*>()->setText(u"\"glyph.fast_sort on\""_s);
    QTRY_COMPARE(m_page->shownCount(), 5);
    m_page->setGrouped(true);
    QTRY_COMPARE(m_page->shownCount(), 1);
    QTRY_VERIFY(groups()->currentIndex().isValid());
}

void TestSuspectGroups::aVerdictOnAGroupIsOneOnEach()
{
    groupTemplates();
    QTest::keyClick(groups(), Qt::Key_Y);
    QVERIFY(says(u"records the verdict “wrong” on all 5 answers"_s));
    QVERIFY(m_port->entries.empty());
    QTest::keyClick(groups(), Qt::Key_Y);
    QCOMPARE(m_port->entries.size(), std::size_t{5});
    std::set<std::string> subjects;
    for (const auto& entry : m_port->entries)
        subjects.insert(entry.subject);
    QCOMPARE(subjects.size(), std::size_t{5});
}

void TestSuspectGroups::selectedAnswersAreTold()
{
    const QSignalSpy told(m_page.get(), &triage::SuspectsPage::selectionChanged);
    QTest::keyClick(list(), Qt::Key_X);
    QTest::keyClick(list(), Qt::Key_J);
    QTest::keyClick(list(), Qt::Key_X);
    QCOMPARE(told.count(), 2);
    const auto keys = told.last()[0].value<std::vector<telemetry::SpanKey>>();
    QCOMPARE(keys.size(), 2U);
    QVERIFY(std::ranges::find(keys, spanKey(1, 3)) != keys.end());
    QVERIFY(list()->model()->index(0, 0).data(items::SuspectModel::MarkedRole).toBool());
    QTest::keyClick(list(), Qt::Key_X); // once more: no longer
    QCOMPARE(told.last()[0].value<std::vector<telemetry::SpanKey>>().size(), 1U);
    QTest::mouseClick(buttonLike(u"1 selected"_s), Qt::LeftButton);
    QVERIFY(told.last()[0].value<std::vector<telemetry::SpanKey>>().empty());
    QVERIFY(buttonLike(u"1 selected"_s) == nullptr);
}

void TestSuspectGroups::anAlarmThatIsNotKnownIsSaid()
{
    const int all = m_page->shownCount();
    m_page->showAlarm("A-0999");
    QCOMPARE(m_page->shownCount(), 0);
    QTRY_VERIFY(says(u"The alarm is not known at the cursor."_s));
    QTRY_COMPARE(m_page->shownCount(), all);
}

void TestSuspectGroups::verdictsRecalibrateAndSaySo()
{
    const double before =
        list()->model()->index(0, 0).data(items::SuspectModel::ProbabilityRole).toDouble();
    for (unsigned char i = 0; i < 12; ++i)
        give(static_cast<unsigned char>(100 + i), "ada", "sound", 60);
    m_clock->time = at(61);
    QTRY_VERIFY(says(u"Recalibrated from 12 verdicts."_s));
    double after = 0;
    for (int row = 0; row < list()->model()->rowCount(); ++row) {
        const QModelIndex index = list()->model()->index(row, 0);
        if (index.data(items::SuspectModel::TimeRole).toLongLong()
            == telemetry::toUnixNanos(at(0.33)))
            after = index.data(items::SuspectModel::ProbabilityRole).toDouble();
    }
    QVERIFY(after > 0 && after < before);
    QTRY_VERIFY(says(u"recalibrated from 12 verdicts"_s));
}

void TestSuspectGroups::aButtonAsksBeforeItJudgesAGroup()
{
    groupTemplates();
    QPushButton* wrong = buttonLike(u"Wrong"_s);
    QTRY_VERIFY2(wrong->accessibleDescription().contains(u"on all 5 answers"_s),
                 qPrintable(wrong->accessibleDescription()));
    QTest::mouseClick(wrong, Qt::LeftButton);
    QVERIFY(m_port->entries.empty());
    QVERIFY(says(u"on all 5 answers"_s));
    QTest::mouseClick(buttonLike(u"Sound"_s), Qt::LeftButton); // another one asks anew
    QVERIFY(m_port->entries.empty());
    QTest::mouseClick(wrong, Qt::LeftButton);
    QTest::mouseClick(wrong, Qt::LeftButton);
    QCOMPARE(m_port->entries.size(), std::size_t{5});
}

// One of the five was judged by whoever sits here, one by somebody else.
void TestSuspectGroups::onlyOnesOwnVerdictsAreTakenBackOfAGroup()
{
    m_port->name = "ada";
    groupTemplates();
    give(211, "ada", "wrong", 61);
    give(212, "bob", "wrong", 61);
    m_clock->time = at(63);
    QTRY_VERIFY(buttonLike(u"Take Back 1"_s) != nullptr);
    buttonLike(u"Take Back 1"_s)->click();
    QCOMPARE(m_port->entries.size(), std::size_t{1});
    QVERIFY(m_port->entries[0].subject.starts_with(telemetry::toHex(spanKey(211, 3).trace)));
}

void TestSuspectGroups::aNoteIsNotLostByALookElsewhere()
{
    QTest::keyClick(list(), Qt::Key_Y, Qt::ShiftModifier);
    QTRY_VERIFY(note()->isVisible());
    QTest::keyClicks(note(), u"no such function"_s);
    m_page->hide();
    m_page->show();
    waitForReading();
    QCOMPARE(note()->text(), u"no such function"_s);
    QVERIFY(note()->isVisible());
    QTest::keyClick(note(), Qt::Key_Return);
    QCOMPARE(m_port->entries.size(), std::size_t{1});
    QVERIFY(m_port->entries[0].payload.find("no such function") != std::string::npos);
    // The question of a key is given up.
    QTest::keyClick(list(), Qt::Key_Y);
    m_page->hide();
    m_page->show();
    QVERIFY(!says(u"Y again records"_s));
}

void TestSuspectGroups::aNoteComesBackWhenItCannotBeRecorded()
{
    QTest::keyClick(list(), Qt::Key_Y, Qt::ShiftModifier);
    QTest::keyClicks(note(), u"no such function"_s);
    m_port->isFailing = true;
    QTest::keyClick(note(), Qt::Key_Return);
    QVERIFY(says(u"The disk is full."_s));
    QCOMPARE(note()->text(), u"no such function"_s);
    m_port->isFailing = false;
    QTest::keyClick(note(), Qt::Key_Return);
    QCOMPARE(m_port->entries.size(), std::size_t{1});
    QVERIFY(!note()->isVisible());
}

void TestSuspectGroups::whatIsListedIsOfferedToBeCompared()
{
    const auto among = [this]() -> QComboBox* {
        for (auto* each : m_page->findChildren<QComboBox*>())
            if (each->accessibleName().startsWith(u"Which answers"_s))
                return each;
        return nullptr;
    };
    QCOMPARE(among()->count(), 1);
    m_page->setNarrowing(
        {.label = "glyph · 4.2.0", .model = "glyph-large-2026-11-a", .version = "4.2.0"});
    QTRY_VERIFY(among()->currentText().endsWith(u" listed"_s)); // exactly these were chosen
    QCOMPARE(among()->currentText(), QString::number(m_page->shownCount()) + u" listed"_s);
    m_page->setNarrowing({});
    QTRY_COMPARE(among()->count(), 1);
    m_page->findChild<QLineEdit*>()->setText(u"SUPPORT-bot"_s);
    QTRY_COMPARE(among()->count(), 2); // offered, not taken: all are still what was asked about
    QCOMPARE(among()->currentIndex(), 0);
}

void TestSuspectGroups::keysDoNothingWhileNothingIsListed()
{
    m_page->setService(u"nobody"_s); // empty at once, and in sight until the answer comes
    QCOMPARE(m_page->shownCount(), 0);
    QVERIFY(list()->isVisible());
    for (const Qt::Key key :
         {Qt::Key_J, Qt::Key_K, Qt::Key_Return, Qt::Key_X, Qt::Key_S, Qt::Key_Y})
        QTest::keyClick(list(), key);
    QVERIFY(m_port->entries.empty());
}

QTEST_MAIN(TestSuspectGroups)
#include "tst_suspectgroups.moc"
