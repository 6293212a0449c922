// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/keymap.h"
#include "widgets/common/theme.h"
#include "widgets/trace/findingsbar.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QMenu>
#include <QMouseEvent>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

#include <memory>

using namespace Qt::StringLiterals;
using items::FindingWeight;
using items::TraceFinding;
using items::TraceFindings;
using traceview::FindingLine;
using traceview::FindingsBar;

namespace {

TraceFinding finding(std::uint64_t span, const QString& text,
                     FindingWeight weight = FindingWeight::Fault)
{
    TraceFinding one;
    one.span = static_cast<telemetry::SpanId>(span);
    one.weight = weight;
    one.text = text;
    return one;
}

} // namespace

class TestFindingsBar : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void theWorstStandsFirst();
    void aClickChooses();
    void keysReachEveryLine();
    void theMenuHasTheRest();
    void theMenuLeadsToWhatItSays();
    void theMenuStaysInsideOfTheWindow();
    void nothingFoundIsSaid();
    void aLongHeadlineTakesASecondLine();
    void hostileTextIsPlain();
    void nothingIsKeptOfATraceThatWasLeft();
    void aRecordingThatCannotBeReadIsNoGoodNews();
    void whatIsDraggedIsNoClick();
    void theTimelineIsAskedForByKeyAndMenu();

private:
    QList<FindingLine*> lines() const
    {
        QList<FindingLine*> shown;
        for (FindingLine* line : m_bar->findChildren<FindingLine*>()) {
            if (line->isVisible())
                shown << line;
        }
        return shown;
    }
    void show(TraceFindings findings)
    {
        m_bar->setFindings(std::move(findings));
        m_bar->show();
        QVERIFY(QTest::qWaitForWindowExposed(m_bar.get()));
    }

    std::unique_ptr<common::Theme> m_theme;
    std::unique_ptr<items::RecordingQueries> m_queries;
    std::unique_ptr<FindingsBar> m_bar;
    std::vector<telemetry::SpanId> m_chosen;
};

void TestFindingsBar::init()
{
    m_theme = std::make_unique<common::Theme>(u"light"_s);
    m_queries = std::make_unique<items::RecordingQueries>("/nonexistent/none.plumb");
    m_bar = std::make_unique<FindingsBar>(*m_queries, *m_theme);
    m_bar->resize(520, 80);
    m_chosen.clear();
    connect(m_bar.get(), &FindingsBar::findingChosen, this,
            [this](const TraceFinding& found) { m_chosen.push_back(found.span); });
}

void TestFindingsBar::theWorstStandsFirst()
{
    show({.findings = {finding(1, u"first"_s), finding(2, u"second"_s, FindingWeight::Doubt),
                       finding(3, u"third"_s), finding(4, u"fourth"_s)},
          .nothing = {},
          .notJudged = {}});
    QCOMPARE(lines().size(), 3);
    QCOMPARE(lines().front()->words(), u"first"_s);
    // Not by colour alone: also to those who hear it.
    QCOMPARE(lines().at(0)->accessibleName(), u"Fault: first"_s);
    QCOMPARE(lines().at(1)->accessibleName(), u"Doubt: second"_s);
    m_bar->setLines(2);
    QCOMPARE(lines().size(), 2);
    QCOMPARE(m_bar->findChild<QToolButton*>()->text(), u"and 2 more"_s);
}

void TestFindingsBar::aClickChooses()
{
    show({.findings = {finding(1, u"first"_s), finding(2, u"second"_s)},
          .nothing = {},
          .notJudged = {}});
    QTest::mouseClick(lines().at(1), Qt::LeftButton);
    QCOMPARE(m_chosen, std::vector{static_cast<telemetry::SpanId>(2)});
}

void TestFindingsBar::keysReachEveryLine()
{
    show({.findings = {finding(1, u"first"_s), finding(2, u"second"_s)},
          .nothing = {},
          .notJudged = {}});
    m_bar->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_bar.get()));
    lines().front()->setFocus();
    QTest::keyClick(lines().front(), Qt::Key_Return);
    QTest::keyClick(lines().front(), Qt::Key_Down);
    QVERIFY(lines().at(1)->hasFocus());
    QTest::keyClick(lines().at(1), Qt::Key_Space);
    QTest::keyClick(lines().at(1), Qt::Key_Up);
    QVERIFY(lines().front()->hasFocus());
    QCOMPARE(m_chosen,
             (std::vector{static_cast<telemetry::SpanId>(1), static_cast<telemetry::SpanId>(2)}));
}

void TestFindingsBar::theMenuHasTheRest()
{
    show({.findings = {finding(1, u"a"_s), finding(2, u"b"_s), finding(3, u"c"_s),
                       finding(4, u"R&D & more"_s)},
          .nothing = {},
          .notJudged = u"Not judged: this"_s});
    auto* more = m_bar->findChild<QToolButton*>();
    QCOMPARE(more->text(), u"and 1 more"_s);
    auto* menu = m_bar->findChild<QMenu*>();
    QVERIFY(menu->actions().isEmpty()); // filled when it is opened
    QTest::mouseClick(more, Qt::LeftButton);
    QTRY_VERIFY(menu->isVisible());
    const auto actions = menu->actions();
    QCOMPARE(actions.front()->text(), u"R&&D && more"_s); // shown with single ones
    actions.front()->trigger();
    QCOMPARE(m_chosen, std::vector{static_cast<telemetry::SpanId>(4)});
    QVERIFY(actions.back()->text().contains(u"Not judged"_s) && !actions.back()->isEnabled());
}

// Whatever is found while it is open.
void TestFindingsBar::theMenuLeadsToWhatItSays()
{
    show({.findings = {finding(1, u"a"_s), finding(2, u"b"_s), finding(3, u"c"_s),
                       finding(4, u"d"_s)},
          .nothing = {},
          .notJudged = {}});
    QTest::mouseClick(m_bar->findChild<QToolButton*>(), Qt::LeftButton);
    auto* menu = m_bar->findChild<QMenu*>();
    QTRY_VERIFY(menu->isVisible());
    QAction* last = menu->actions().back();
    QCOMPARE(last->text(), u"d"_s);
    show({.findings = {finding(9, u"new"_s), finding(1, u"a"_s), finding(2, u"b"_s),
                       finding(3, u"c"_s), finding(4, u"d"_s)},
          .nothing = {},
          .notJudged = {}});
    last->trigger();
    QCOMPARE(m_chosen, std::vector{static_cast<telemetry::SpanId>(4)});
}

void TestFindingsBar::theMenuStaysInsideOfTheWindow()
{
    const QString words = u"Answer contradicts kb-501, which says otherwise "_s.repeated(6);
    show({.findings = {finding(1, u"a"_s), finding(2, u"b"_s), finding(3, u"c"_s),
                       finding(4, words), finding(5, u"short"_s)},
          .nothing = {},
          .notJudged = words});
    const QWidget* window = m_bar->window();
    const QRect inside(window->mapToGlobal(QPoint(0, 0)), window->size());
    QTest::mouseClick(m_bar->findChild<QToolButton*>(), Qt::LeftButton);
    auto* menu = m_bar->findChild<QMenu*>();
    QTRY_VERIFY(menu->isVisible());
    QVERIFY2(menu->geometry().left() >= inside.left() && menu->geometry().right() <= inside.right(),
             qPrintable(u"%1 to %2"_s.arg(menu->geometry().left()).arg(menu->geometry().right())));
    const auto actions = menu->actions();
    QVERIFY(menu->toolTipsVisible());
    QVERIFY(actions[0]->text().endsWith(u'…'));
    QVERIFY(actions[0]->toolTip().contains(words.trimmed()));
    QCOMPARE(actions[1]->text(), u"short"_s);
    QVERIFY(actions.back()->toolTip().contains(words.trimmed()));
    menu->close();
}

void TestFindingsBar::nothingFoundIsSaid()
{
    show({.findings = {}, .nothing = u"No fault found"_s, .notJudged = u"Not judged: truth"_s});
    QVERIFY(lines().isEmpty());
    const auto* label = m_bar->findChild<QLabel*>();
    QVERIFY(label->isVisible());
    QCOMPARE(label->text(), u"No fault found. Not judged: truth"_s);
    QVERIFY(!m_bar->findChild<QToolButton*>()->isVisible());
    show({.findings = {finding(1, u"x"_s)}, .nothing = {}, .notJudged = {}});
    QVERIFY(!label->isVisible());
}

void TestFindingsBar::aLongHeadlineTakesASecondLine()
{
    const QString words = u"Answer contradicts kb-117: says what stands nowhere "_s.repeated(4);
    show({.findings = {finding(1, words), finding(2, words)}, .nothing = {}, .notJudged = {}});
    QTRY_COMPARE(lines().front()->lines(), 2);
    QCOMPARE(lines().back()->lines(), 1);
    QTRY_VERIFY(lines().front()->height() > lines().back()->height());
    QVERIFY(lines().front()->toolTip().contains(words.left(100)));
    QVERIFY(lines().front()->accessibleName().endsWith(words));
    // Where there is room it needs one.
    m_bar->resize(4000, 80);
    QTRY_COMPARE(lines().front()->lines(), 1);
}

void TestFindingsBar::hostileTextIsPlain()
{
    const QString hostile = u"<b>&x</b> "_s + QString(100'000, u'W');
    show({.findings = {finding(1, hostile)}, .nothing = u"<i>&n</i>"_s, .notJudged = {}});
    const auto* label = m_bar->findChild<QLabel*>();
    QVERIFY(label->textFormat() == Qt::PlainText);
    show({.findings = {finding(1, hostile)}, .nothing = {}, .notJudged = {}});
    QVERIFY(m_bar->minimumSizeHint().width() < 400); // the page does not grow with it
    QVERIFY(lines().front()->shortcut().isEmpty());
    QVERIFY(!lines().front()->toolTip().contains(u"<b>"_s));
    m_bar->grab();
}

void TestFindingsBar::nothingIsKeptOfATraceThatWasLeft()
{
    show({.findings = {finding(1, u"first"_s)}, .nothing = {}, .notJudged = {}});
    m_bar->read(nullptr);
    QVERIFY(!m_bar->isVisible());
}

void TestFindingsBar::aRecordingThatCannotBeReadIsNoGoodNews()
{
    m_bar->read(std::make_shared<trace::TraceContents>());
    QTRY_VERIFY(m_bar->isVisible());
    const auto* label = m_bar->findChild<QLabel*>();
    QVERIFY2(label->text().contains(u"could not be found out"_s), qUtf8Printable(label->text()));
}

void TestFindingsBar::whatIsDraggedIsNoClick()
{
    show({.findings = {finding(1, u"first"_s)}, .nothing = {}, .notJudged = {}});
    FindingLine* line = lines().front();
    QSignalSpy dragged(line, &FindingLine::dragged);
    const QPoint from(20, line->height() / 2);
    const QPoint to = from + QPoint(2 * QApplication::startDragDistance(), 0);
    const auto pull = [line](QPoint place) {
        QMouseEvent move(QEvent::MouseMove, place, line->mapToGlobal(place), Qt::NoButton,
                         Qt::LeftButton, Qt::NoModifier);
        QCoreApplication::sendEvent(line, &move);
    };
    // Nothing can be written: it is a button like any other.
    QTest::mousePress(line, Qt::LeftButton, {}, from);
    pull(to);
    QTest::mouseRelease(line, Qt::LeftButton, {}, to);
    QCOMPARE(dragged.size(), 0);
    QCOMPARE(m_chosen.size(), std::size_t{1});

    m_bar->setCanPut(true);
    QTest::mousePress(line, Qt::LeftButton, {}, from);
    pull(from + QPoint(1, 0)); // a hand that trembles
    QCOMPARE(dragged.size(), 0);
    pull(to);
    pull(to + QPoint(1, 0));
    QTest::mouseRelease(line, Qt::LeftButton, {}, to);
    QCOMPARE(dragged.size(), 1);
    QCOMPARE(m_chosen.size(), std::size_t{1});
    QTest::mouseClick(line, Qt::LeftButton, {}, from); // and the next one is a click again
    QCOMPARE(m_chosen.size(), std::size_t{2});
}

void TestFindingsBar::theTimelineIsAskedForByKeyAndMenu()
{
    common::keymap().resetAll();
    show({.findings = {finding(1, u"first"_s), finding(2, u"second"_s)},
          .nothing = {},
          .notJudged = {}});
    QVERIFY(lines().front()->contextMenuPolicy() == Qt::NoContextMenu);
    m_bar->setCanPut(true);
    QSignalSpy asked(m_bar.get(), &FindingsBar::timelineAsked);
    const auto askedFor = [&asked] {
        return asked.isEmpty() ? telemetry::SpanId::None
                               : asked.back().front().value<TraceFinding>().span;
    };
    QVERIFY(lines().front()->contextMenuPolicy() == Qt::ActionsContextMenu);
    lines().at(1)->actions().front()->trigger();
    QVERIFY(askedFor() == static_cast<telemetry::SpanId>(2));
    // The key: of the line that has the focus, else of the step that is chosen.
    m_bar->activateWindow();
    QVERIFY(QTest::qWaitForWindowActive(m_bar.get()));
    lines().front()->setFocus();
    QVERIFY(m_bar->put(static_cast<telemetry::SpanId>(2)));
    QVERIFY(askedFor() == static_cast<telemetry::SpanId>(1));
    lines().front()->clearFocus();
    QVERIFY(m_bar->put(static_cast<telemetry::SpanId>(2)));
    QVERIFY(askedFor() == static_cast<telemetry::SpanId>(2));
    QVERIFY(!m_bar->put(static_cast<telemetry::SpanId>(77)));
    QVERIFY(!m_bar->put(telemetry::SpanId::None));
    QCOMPARE(asked.size(), 3);
    // It is taught, with the key of now.
    QVERIFY(lines().front()->toolTip().contains(u"(Shift+N)"_s));
    QVERIFY(lines().front()->accessibleDescription().contains(u"(Shift+N)"_s));
    QCOMPARE(common::keymap().setKey(common::KeyCommand::FindingToTimeline, Qt::Key_H), QString());
    QVERIFY(lines().front()->toolTip().contains(u"(H)"_s));
    common::keymap().resetAll();
}

QTEST_MAIN(TestFindingsBar)
#include "tst_findingsbar.moc"
