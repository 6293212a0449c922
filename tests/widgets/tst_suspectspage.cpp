// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/widgets/suspectsfixture.h"
#include "widgets/common/keymap.h"
#include "widgets/common/plaintext.h"
#include "widgets/trace/evaluationlist.h"

#include <QAction>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QListView>
#include <QPainter>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QStyledItemDelegate>
#include <QTest>
#include <QTextBlock>
#include <QTextLayout>

#include <algorithm>
#include <memory>
#include <set>
#include <utility>

using namespace Qt::StringLiterals;
using namespace pagetest;

class TestSuspectsPage : public SuspectsTest
{
    Q_OBJECT

private slots:
    void init() { setUp(); }
    void cleanup()
    {
        tearDown();
        common::keymap().resetAll();
    }

    void worstComesFirstAndIsRead();
    void keysMoveFilterAndOpen();
    void aChangedKeyWorksAndTheOldOneDoesNot();
    void fromATraceOneGoesOnInTheList();
    void theListIsReadToGoOnInIt();
    void theListTakesTheFocus();
    void someAnswersAreListedAndLetGo();
    void escapeEmptiesTheFilterThenLeavesIt();
    void theCountIsOfWhatIsListed();
    void findingsAreUnderlinedWhereTheyAre();
    void newcomersAreCountedNotPushedIn();
    void whatIsReadFollowsItsRow_data();
    void whatIsReadFollowsItsRow();
    void withItsRowGoneTheWorstIsRead();
    void theCountIsOfTheCursorAlsoWhileHidden();
    void theServiceIsSaidAndLetGo();
    void emptyStatesSayWhy();
    void aPartOfTimeIsListedWithoutMovingTheCursor();
    void modelsThatDifferLookDifferent();
    void hostileOutputIsPlainText();
    void aHugeLineIsCutAndSaysSo();
    void focusableWidgetsHaveNames();
};

void TestSuspectsPage::worstComesFirstAndIsRead()
{
    QCOMPARE(list()->currentIndex().row(), 0);
    QCOMPARE(output()->toPlainText(), QString::fromStdString(Recording::output()));
    const auto* evaluations = m_page->findChild<traceview::EvaluationList*>();
    QCOMPARE(evaluations->count(), 3);
    QVERIFY(evaluations->model()->index(0, 0).data().toString().contains(u"Groundedness"_s));
}

void TestSuspectsPage::keysMoveFilterAndOpen()
{
    QSignalSpy opened(m_page.get(), &triage::SuspectsPage::traceRequested);
    QTest::keyClick(list(), Qt::Key_J);
    QTest::keyClick(list(), Qt::Key_J);
    QCOMPARE(list()->currentIndex().row(), 2);
    QTest::keyClick(list(), Qt::Key_K);
    QTest::keyClick(list(), Qt::Key_K);
    QTest::keyClick(list(), Qt::Key_K); // stays at the first
    QCOMPARE(list()->currentIndex().row(), 0);
    QTest::keyClick(list(), Qt::Key_Return);
    QCOMPARE(opened.count(), 1);
    QCOMPARE(opened[0][0].value<telemetry::SpanKey>(), spanKey(1, 3));

    const int all = m_page->shownCount();
    QTest::keyClicks(m_page->findChild<QLineEdit*>(), u"SUPPORT-bot"_s);
    QTRY_VERIFY(m_page->shownCount() > 0 && m_page->shownCount() < all);
}

void TestSuspectsPage::aChangedKeyWorksAndTheOldOneDoesNot()
{
    using common::KeyCommand;
    QCOMPARE(common::keymap().setKey(KeyCommand::NextSuspect, Qt::CTRL | Qt::Key_J), QString());
    QCOMPARE(common::keymap().setKey(KeyCommand::JudgeWrong, Qt::Key_F), QString());
    QTest::keyClick(list(), Qt::Key_J, Qt::ControlModifier);
    QCOMPARE(list()->currentIndex().row(), 1);
    QTest::keyClick(m_page.get(), Qt::Key_J);
    QCOMPARE(list()->currentIndex().row(), 1);
    waitForReading();
    QTest::keyClick(list(), Qt::Key_F);
    QVERIFY(says(u"F again records the verdict “wrong”"_s));
    bool isTaught = false;
    for (const auto* button : m_page->findChildren<QPushButton*>())
        isTaught = isTaught || button->toolTip() == u"F, twice; Shift+Y with a note"_s;
    QVERIFY(isTaught);
}

void TestSuspectsPage::fromATraceOneGoesOnInTheList()
{
    QSignalSpy opened(m_page.get(), &triage::SuspectsPage::traceRequested);
    QSignalSpy ends(m_page.get(), &triage::SuspectsPage::endReached);
    m_page->hide(); // the trace is looked at
    const auto keyAt = [&](int i) { return opened[i][0].value<telemetry::SpanKey>(); };
    const int all = m_page->shownCount();
    QVERIFY(all >= 3);
    m_page->goOn(1, {}); // nothing of the list is open: its current one
    QCOMPARE(opened.count(), 1);
    QVERIFY(keyAt(0) == spanKey(1, 3));
    for (int i = 1; i < all; ++i)
        m_page->goOn(1, keyAt(i - 1));
    QCOMPARE(opened.count(), all);
    std::set<std::pair<telemetry::TraceId, telemetry::SpanId>> seen;
    for (int i = 0; i < all; ++i)
        seen.insert({keyAt(i).trace, keyAt(i).span});
    QCOMPARE(static_cast<int>(seen.size()), all); // each once
    QCOMPARE(ends.count(), 0);
    m_page->goOn(1, keyAt(all - 1));
    QCOMPARE(opened.count(), all);
    QCOMPARE(ends.count(), 1);
    QVERIFY(ends[0][0].toString().contains(u"last suspect"_s));
    m_page->goOn(-1, keyAt(all - 1));
    QVERIFY(keyAt(all) == keyAt(all - 2));
    m_page->goOn(-1, keyAt(0)); // of another row than the current one
    QVERIFY(ends[1][0].toString().contains(u"first suspect"_s));
}

void TestSuspectsPage::theListIsReadToGoOnInIt()
{
    QSignalSpy opened(m_page.get(), &triage::SuspectsPage::traceRequested);
    QSignalSpy ends(m_page.get(), &triage::SuspectsPage::endReached);
    m_page->hide();
    m_page->setService(u"nobody"_s);
    m_page->goOn(1, spanKey(1, 3));
    QTRY_COMPARE(ends.count(), 1);
    QCOMPARE(ends[0][0].toString(), u"No suspect is listed."_s);
    m_page->setService({});
    m_page->goOn(1, spanKey(1, 3));
    QTRY_COMPARE(opened.count(), 1);
    QVERIFY(opened[0][0].value<telemetry::SpanKey>().trace != spanKey(1, 3).trace);
    // Who comes back to the list while it is read is not taken away from it.
    m_page->setService(u"nobody"_s);
    m_page->goOn(1, spanKey(1, 3));
    m_page->show();
    QTest::qWait(100);
    QCOMPARE(ends.count(), 1);
}

void TestSuspectsPage::theListTakesTheFocus()
{
    m_page->activateWindow();
    m_page->focusSearch();
    m_page->focusList();
    QVERIFY(list()->hasFocus());
    // Nothing to list, then something again: the focus waits on the page.
    m_page->setService(u"nobody"_s);
    QTRY_COMPARE(m_page->shownCount(), 0);
    QTRY_VERIFY(!list()->isVisible());
    QVERIFY(m_page->hasFocus());
    m_page->setService({});
    QTRY_VERIFY(m_page->shownCount() > 0);
    QTRY_VERIFY(list()->hasFocus());
}

void TestSuspectsPage::someAnswersAreListedAndLetGo()
{
    const int all = m_page->shownCount();
    m_page->setNarrowing(
        {.label = "glyph · 4.2.0", .model = "glyph-large-2026-11-a", .version = "4.2.0"});
    QTRY_VERIFY(m_page->shownCount() > 0 && m_page->shownCount() < all);
    QPushButton* chip = buttonLike(u"Only glyph · 4.2.0"_s);
    QVERIFY(chip != nullptr);
    // The same model in another version answered nothing.
    m_page->setNarrowing(
        {.label = "glyph · 9.9", .model = "glyph-large-2026-11-a", .version = "9.9"});
    QTRY_COMPARE(m_page->shownCount(), 0);
    QTest::mouseClick(buttonLike(u"Only glyph · 9.9"_s), Qt::LeftButton);
    QTRY_COMPARE(m_page->shownCount(), all);
    QVERIFY(buttonLike(u"Only glyph"_s) == nullptr);
}

void TestSuspectsPage::escapeEmptiesTheFilterThenLeavesIt()
{
    QAction live; // "Back to Live" of the window
    live.setShortcut(Qt::Key_Escape);
    m_page->addAction(&live);
    const QSignalSpy went(&live, &QAction::triggered);
    m_page->activateWindow();
    QTest::keyClick(list(), Qt::Key_Slash);
    auto* filter = m_page->findChild<QLineEdit*>();
    QTRY_VERIFY(filter->hasFocus());
    QTest::keyClicks(filter, u"52"_s);
    QTest::keyClick(filter, Qt::Key_Escape);
    QCOMPARE(filter->text(), QString());
    QVERIFY(filter->hasFocus());
    QTest::keyClick(filter, Qt::Key_Escape);
    QVERIFY(list()->hasFocus());
    QCOMPARE(went.count(), 0);
    QTest::keyClick(list(), Qt::Key_Escape);
    QCOMPARE(went.count(), 1);
}

// While newer ones are kept back the list, its count and the tab's are of one moment.
void TestSuspectsPage::theCountIsOfWhatIsListed()
{
    const QSignalSpy counted(m_page.get(), &triage::SuspectsPage::countChanged);
    const int listed = m_page->shownCount();
    list()->setFocus();
    QTRY_VERIFY(list()->hasFocus());
    m_recording->addSuspect(200, "A worse one.", 0.99);
    m_conductor->setSpan(std::chrono::seconds(53)); // the first second is out of the range
    m_clock->time = at(61);
    QTRY_VERIFY(buttonLike(u"Update the List: 1 new, "_s) != nullptr);
    QCOMPARE(m_page->shownCount(), listed);
    QVERIFY(says(u"%1 suspects, as of "_s.arg(listed)));
    QVERIFY(counted.isEmpty());
    QTest::mouseClick(buttonLike(u"Update the List"_s), Qt::LeftButton);
    QVERIFY(!says(u"as of"_s));
    QCOMPARE(m_page->shownCount(), 1);
    QVERIFY(says(u"1 suspect"_s));
    QCOMPARE(counted.last()[0].toInt(), m_page->shownCount());
}

void TestSuspectsPage::findingsAreUnderlinedWhereTheyAre()
{
    QStringList underlined;
    for (QTextBlock block = output()->document()->begin(); block.isValid(); block = block.next()) {
        for (const auto& range : block.layout()->formats()) {
            if (range.format.underlineStyle() != QTextCharFormat::NoUnderline)
                underlined << block.text().mid(range.start, range.length);
        }
    }
    QCOMPARE(underlined,
             (QStringList{u"handles paging for you"_s, u"fetch_all_pages"_s, u"500"_s,
                          u"retry_forever"_s}));
}

void TestSuspectsPage::newcomersAreCountedNotPushedIn()
{
    list()->setFocus();
    QTRY_VERIFY(list()->hasFocus());
    const int before = m_page->shownCount();
    const QString first = list()->model()->index(0, 0).data().toString();
    m_recording->addSuspect(200, "A worse one.", 0.99);
    m_clock->time = at(61);
    QPushButton* show = nullptr;
    const auto findShow = [&] {
        for (auto* each : m_page->findChildren<QPushButton*>()) {
            if (each->isVisible() && each->text().startsWith(u"Show 1 "_s))
                show = each;
        }
        return show != nullptr;
    };
    QTRY_VERIFY(findShow());
    QCOMPARE(m_page->shownCount(), before);
    QCOMPARE(list()->model()->index(0, 0).data().toString(), first);
    show->click();
    QCOMPARE(m_page->shownCount(), before + 1);
    QCOMPARE(list()->model()->index(0, 0).data().toString(), u"A worse one."_s);
    QCOMPARE(list()->currentIndex().row(), 1); // what was read is still what is read
}

void TestSuspectsPage::whatIsReadFollowsItsRow_data()
{
    QTest::addColumn<bool>("isHeld");
    QTest::newRow("while somebody reads") << true;
    QTest::newRow("while nobody does") << false;
}

void TestSuspectsPage::whatIsReadFollowsItsRow()
{
    QFETCH(bool, isHeld);
    if (isHeld)
        list()->setFocus();
    else
        m_page->findChild<QLineEdit*>()->setFocus();
    QTRY_COMPARE(list()->hasFocus(), isHeld);
    QVERIFY(says(u"94 % suspicious"_s));
    m_recording->judgeFirst("Faithfulness", 0.99,
                            "groundedness: 2 identifiers that the context does not hold: a, b; "
                            "Faithfulness: judged");
    m_clock->time = at(61);
    const auto* evaluations = m_page->findChild<traceview::EvaluationList*>();
    QTRY_COMPARE(evaluations->count(), 4);
    QTRY_VERIFY(says(u"99 % suspicious"_s)); // the list is read by itself
    QVERIFY(says(u"Groundedness: 2 identifiers"_s) && says(u"Faithfulness: judged"_s));
    const QModelIndex row = list()->currentIndex();
    QCOMPARE(row.data(items::SuspectModel::ProbabilityRole).toDouble(), 0.99);
    QCOMPARE(row.data(items::SuspectModel::ChipsRole).toStringList(),
             (QStringList{u"2 identifiers"_s, u"Faithfulness"_s}));
    // What a judge calls it is not said twice.
    for (int i = 0; i < evaluations->count(); ++i)
        QVERIFY(!evaluations->model()->index(i, 0).data().toString().contains(u"failed · fail"_s));
}

void TestSuspectsPage::withItsRowGoneTheWorstIsRead()
{
    for (int i = 0; i < 10; ++i)
        QTest::keyClick(list(), Qt::Key_J);
    QCOMPARE(list()->currentIndex().row(), 10);
    // Somebody reads the list: only what is asked anew takes it away.
    list()->setFocus();
    QTRY_VERIFY(list()->hasFocus());
    m_page->findChild<QComboBox*>()->setCurrentIndex(3); // from 80 %
    QTRY_VERIFY(m_page->shownCount() < 10);
    QCOMPARE(list()->currentIndex().row(), 0);
    QVERIFY(says(u"94 % suspicious"_s));
    QVERIFY(list()->viewport()->rect().intersects(list()->visualRect(list()->currentIndex())));
}

void TestSuspectsPage::theCountIsOfTheCursorAlsoWhileHidden()
{
    QSignalSpy counted(m_page.get(), &triage::SuspectsPage::countChanged);
    const int before = m_page->shownCount();
    m_page->hide();
    m_recording->addSuspect(200, "A worse one.", 0.99);
    m_conductor->seek(at(59));
    QTRY_VERIFY(!counted.isEmpty() && counted.last()[0].toInt() == before + 1);
    QVERIFY(!counted.last()[1].toBool());
    m_conductor->seek(at(0.3)); // before any of them
    QTRY_VERIFY(counted.last()[0].toInt() <= 2);
}

void TestSuspectsPage::theServiceIsSaidAndLetGo()
{
    const int all = m_page->shownCount();
    QVERIFY(buttonLike(u"Only "_s) == nullptr);
    m_page->setService(u"R&D <b>bot</b>"_s);
    QTRY_COMPARE(m_page->shownCount(), 0);
    QTRY_VERIFY(says(u"No suspects of R&D <b>bot</b> in this range"_s));
    QVERIFY(buttonLike(u"Only R&&D <b>bot</b>"_s)
            != nullptr); // a button takes one & for a mnemonic
    const QSignalSpy letGo(m_page.get(), &triage::SuspectsPage::allServicesRequested);
    buttonLike(u"Only "_s)->click();
    QCOMPARE(letGo.count(), 1);
    QTRY_COMPARE(m_page->shownCount(), all);
    QVERIFY(buttonLike(u"Only "_s) == nullptr);
}

void TestSuspectsPage::emptyStatesSayWhy()
{
    QTest::keyClicks(m_page->findChild<QLineEdit*>(), u"no such thing"_s);
    QTRY_COMPARE(m_page->shownCount(), 0);
    QVERIFY(!list()->isVisible());
    bool isSaid = false;
    for (const auto* label : m_page->findChildren<QLabel*>())
        isSaid = isSaid || (label->isVisible() && label->text().contains(u"No suspect fits"_s));
    QVERIFY(isSaid);
}

void TestSuspectsPage::aPartOfTimeIsListedWithoutMovingTheCursor()
{
    const int all = m_page->shownCount();
    QVERIFY(all > 1);
    const auto time = telemetry::fromUnixNanos(
        list()->model()->index(0, 0).data(items::SuspectModel::TimeRole).toLongLong());
    const auto inRange = [&] {
        int count = 0;
        for (int row = 0; row < list()->model()->rowCount(); ++row)
            count += list()->model()->index(row, 0).data(items::SuspectModel::TimeRole).toLongLong()
                    == telemetry::toUnixNanos(time)
                ? 1
                : 0;
        return count;
    };
    const int there = inRange();
    QVERIFY(there < all);
    m_page->setRange({.start = time, .end = time + std::chrono::nanoseconds(1)});
    QTRY_COMPARE(m_page->shownCount(), there);
    QCOMPARE(inRange(), there); // all of them, although they were judged after that time
    QCOMPARE(m_conductor->mode(), items::TimeConductor::Mode::Live);
    for (auto* button : m_page->findChildren<QPushButton*>()) {
        if (button->isVisible() && button->text().startsWith(u"Only "_s))
            button->click();
    }
    QTRY_COMPARE(m_page->shownCount(), all);
}

void TestSuspectsPage::modelsThatDifferLookDifferent()
{
    // At 1440 pixels the page has some 800; versions of a model differ at their end.
    m_page->resize(800, 700);
    QTest::qWait(20);
    const auto paintedWith = [this](const QString& model) {
        QStandardItemModel rows;
        auto* item = new QStandardItem(u"excerpt"_s);
        item->setData(0.9, items::SuspectModel::ProbabilityRole);
        item->setData(u"code-assistant"_s, items::SuspectModel::ServiceRole);
        item->setData(model, items::SuspectModel::ModelRole);
        rows.appendRow(item);
        QImage image(list()->viewport()->width(), 92, QImage::Format_RGB32);
        image.fill(0);
        QPainter painter(&image);
        QStyleOptionViewItem option;
        option.rect = image.rect();
        list()->itemDelegate()->paint(&painter, option, rows.index(0, 0));
        return image;
    };
    QVERIFY(paintedWith(u"organisation/codegen-large-instruct-2026-11-a"_s)
            != paintedWith(u"organisation/codegen-large-instruct-2026-11-b"_s));
}

void TestSuspectsPage::hostileOutputIsPlainText()
{
    const std::string hostile =
        "<h1>big</h1><img src='file:///etc/passwd'>\x1b[31m\u202egnp.exe\u2066"
        "\n<a href='x'>click</a>";
    m_recording->addSuspect(201, hostile, 0.999);
    m_conductor->seek(at(59)); // fixed: the list follows at once
    QTRY_VERIFY(output()->toPlainText().startsWith(u"<h1>big</h1>"_s)
                || (list()->setCurrentIndex(list()->model()->index(0, 0)), false));
    QVERIFY(output()->toPlainText().contains(u"␛[31m⟦U+202E⟧gnp.exe⟦U+2066⟧"_s));
    QVERIFY(!m_page->grab().isNull());
}

void TestSuspectsPage::aHugeLineIsCutAndSaysSo()
{
    m_recording->addSuspect(202, std::string(10'000'000, 'x'), 0.999);
    m_conductor->seek(at(59));
    QTRY_VERIFY_WITH_TIMEOUT(output()->toPlainText().startsWith(u"xxxx"_s)
                                 || (list()->setCurrentIndex(list()->model()->index(0, 0)), false),
                             20000);
    QCOMPARE(output()->toPlainText().size(), qsizetype{common::kShownCodePoints});
    bool isSaid = false;
    for (const auto* label : m_page->findChildren<QLabel*>())
        isSaid = isSaid || label->text().contains(u"of 10,000,000 characters"_s);
    QVERIFY(isSaid);
    QVERIFY(!m_page->grab().isNull());
}

void TestSuspectsPage::focusableWidgetsHaveNames()
{
    QCOMPARE(namelessWidgets(*m_page), QStringList());
}

QTEST_MAIN(TestSuspectsPage)
#include "tst_suspectspage.moc"
