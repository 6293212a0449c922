// SPDX-License-Identifier: GPL-3.0-or-later

#include "tests/widgets/tracepagefixture.h"
#include "widgets/common/keymap.h"
#include "widgets/trace/claimsview.h"
#include "widgets/trace/diffsteplist.h"
#include "widgets/trace/notesview.h"
#include "widgets/trace/playbackbar.h"
#include "widgets/trace/tracesearchbar.h"
#include "widgets/trace/traceselection.h"

#include <QAbstractItemView>
#include <QAbstractSpinBox>
#include <QComboBox>
#include <QHeaderView>
#include <QLineEdit>
#include <QListView>
#include <QPlainTextEdit>
#include <QTreeView>

using namespace Qt::StringLiterals;
using namespace pagetest;
using traceview::ClaimsView;
using traceview::TracePage;

// Which keys are the window's, which the page's, and which those of the view that has the focus.
class TestTraceKeys : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void theKeysOfThePageWorkWhereverTheFocusIs();
    void fieldsToTypeIntoKeepTheirLetters();
    void theKeysOfTheWindowWorkWhereverTheFocusIs();
    void escapeLeavesTheClaimsStepByStep();
    void escapeLeavesWhatIsTypedInto();
    void thePlaybackLeavesTheHistoryToTheWindow();
    void theGoodRunKeepsItsLetters();
    void deleteInTheNotesIsNobodyElses();
    void aChangedKeyWorksAndTheOldOneDoesNot();

private:
    QList<QWidget*> focusable() const;

    std::unique_ptr<Recording> m_recording;
    std::unique_ptr<TracePageFixture> m_fixture;
    TracePage* m_page = nullptr;
};

void TestTraceKeys::init()
{
    common::keymap().resetAll();
    m_recording = std::make_unique<Recording>();
    m_fixture = std::make_unique<TracePageFixture>(m_recording->path());
    m_page = m_fixture->page;
    QVERIFY(m_fixture->open(spanKey(1, 3)));
}

void TestTraceKeys::cleanup()
{
    m_fixture.reset();
    m_recording.reset();
}

// All that can be given the focus in some view, and is nothing to type into.
QList<QWidget*> TestTraceKeys::focusable() const
{
    QList<QWidget*> found;
    for (auto* widget : m_page->findChildren<QWidget*>()) {
        const bool isTyped = qobject_cast<QLineEdit*>(widget) != nullptr
            || qobject_cast<QAbstractSpinBox*>(widget) != nullptr;
        const bool isHere = widget->window() == m_page->window();
        if (isHere && !isTyped && widget->focusPolicy() != Qt::NoFocus && !widget->focusProxy()
            && qobject_cast<QHeaderView*>(widget) == nullptr)
            found << widget;
    }
    return found;
}

void TestTraceKeys::theKeysOfThePageWorkWhereverTheFocusIs()
{
    const QList<QWidget*> all = focusable();
    QVERIFY(all.size() > 20);
    int lists = 0;
    for (QWidget* widget : all) {
        lists += qobject_cast<QAbstractItemView*>(widget) != nullptr ? 1 : 0;
        m_page->showView(TracePage::View::Table);
        QTest::keyClick(widget, Qt::Key_W);
        QVERIFY2(m_page->view() == TracePage::View::Waterfall,
                 qPrintable(QLatin1String(widget->metaObject()->className()) + u' '
                            + widget->accessibleName()));
    }
    QVERIFY2(lists >= 8, qPrintable(QString::number(lists)));
}

void TestTraceKeys::fieldsToTypeIntoKeepTheirLetters()
{
    m_page->showView(TracePage::View::Table);
    int lines = 0;
    for (auto* line : m_page->findChildren<QLineEdit*>()) {
        line->clear();
        QTest::keyClicks(line, u"wfn1/"_s);
        QCOMPARE(line->text(), u"wfn1/"_s);
        line->clear();
        ++lines;
    }
    QVERIFY(lines >= 2); // the search and the note
    QVERIFY(m_page->view() == TracePage::View::Table);
    QCOMPARE(m_fixture->triggered, QStringList());
}

void TestTraceKeys::theKeysOfTheWindowWorkWhereverTheFocusIs()
{
    m_page->showView(TracePage::View::Waterfall);
    for (QWidget* widget : focusable()) {
        m_fixture->triggered.clear();
        QTest::keyClick(widget, Qt::Key_Escape); // nothing is to be left
        QTest::keyClick(widget, Qt::Key_Left, Qt::AltModifier);
        QTest::keyClick(widget, Qt::Key_Right, Qt::AltModifier);
        QTest::keyClick(widget, Qt::Key_A, Qt::AltModifier);
        QTest::keyClick(widget, Qt::Key_2);
        QTest::keyClick(widget, Qt::Key_N, Qt::ControlModifier);
        const QStringList expected{u"Esc"_s,   u"Alt+Left"_s, u"Alt+Right"_s,
                                   u"Alt+A"_s, u"2"_s,        u"Ctrl+N"_s};
        QVERIFY2(m_fixture->triggered == expected,
                 qPrintable(QLatin1String(widget->metaObject()->className()) + u' '
                            + widget->accessibleName() + u": "_s
                            + m_fixture->triggered.join(u' ')));
    }
    QVERIFY(!m_page->selection().moment());
}

void TestTraceKeys::escapeLeavesTheClaimsStepByStep()
{
    m_page->showView(TracePage::View::Claims);
    auto* claims = m_fixture->part<ClaimsView>();
    QTRY_VERIFY(m_page->selection().claim().has_value());
    QPlainTextEdit* answer = claims->answer();
    claims->setFilter(claims::Support::Unknown);
    claims::TextPlace place;
    place.span = m_page->selection().span();
    place.end = 3;
    m_page->selection().setPlace(place);
    QTest::keyClick(answer, Qt::Key_Y);
    QVERIFY(claims->isWhyShown());
    m_fixture->settle();
    QVERIFY(claims->isWhyShown());

    QTest::keyClick(answer, Qt::Key_Escape);
    QVERIFY(!claims->isWhyShown());
    QVERIFY(m_page->selection().place().has_value());
    QTest::keyClick(answer, Qt::Key_Escape);
    QVERIFY(!m_page->selection().place().has_value());
    QVERIFY(claims->filter().has_value());
    QTest::keyClick(answer, Qt::Key_Escape);
    QVERIFY(!claims->filter().has_value());
    QCOMPARE(m_fixture->triggered, QStringList());
    QTest::keyClick(answer, Qt::Key_Escape); // nothing is left to leave
    QCOMPARE(m_fixture->triggered, QStringList(u"Esc"_s));
}

// The letters that follow are for the page.
void TestTraceKeys::escapeLeavesWhatIsTypedInto()
{
    auto* search = m_fixture->part<traceview::TraceSearchBar>();
    auto* line = search->findChild<QLineEdit*>();
    QTest::keyClick(m_page, Qt::Key_Slash);
    QVERIFY(line->hasFocus());
    QTest::keyClicks(line, u"glyph"_s);
    QTest::keyClick(line, Qt::Key_Escape);
    QVERIFY(line->text().isEmpty());
    QVERIFY(!line->hasFocus());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_T);
    QVERIFY(line->text().isEmpty());
    QVERIFY(m_page->view() == TracePage::View::Table);

    m_page->focusNote();
    auto* note = m_fixture->part<traceview::NotesView>()->findChild<QLineEdit*>();
    QVERIFY(note->hasFocus());
    QTest::keyClicks(note, u"half a tho"_s);
    QTest::keyClick(note, Qt::Key_Escape);
    QVERIFY(!note->hasFocus());
    QCOMPARE(note->text(), u"half a tho"_s);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_W);
    QVERIFY(m_page->view() == TracePage::View::Waterfall);
    QCOMPARE(note->text(), u"half a tho"_s);
    QCOMPARE(m_fixture->triggered, QStringList());
}

void TestTraceKeys::thePlaybackLeavesTheHistoryToTheWindow()
{
    auto* slider = m_fixture->part<QSlider>();
    auto& selection = m_page->selection();
    QTest::keyClick(slider, Qt::Key_Right);
    const auto first = selection.moment();
    QVERIFY(first.has_value());
    QTest::keyClick(slider, Qt::Key_Right, Qt::AltModifier);
    QTest::keyClick(slider, Qt::Key_Left, Qt::AltModifier);
    QVERIFY(selection.moment() == first);
    QCOMPARE(m_fixture->triggered, (QStringList{u"Alt+Right"_s, u"Alt+Left"_s}));
    QTest::keyClick(slider, Qt::Key_Right);
    QVERIFY(selection.moment() > first);
    QTest::keyClick(slider, Qt::Key_Escape);
    QVERIFY(!selection.moment());
    QCOMPARE(m_fixture->triggered.size(), 2);
    QTest::keyClick(slider, Qt::Key_Escape);
    QCOMPARE(m_fixture->triggered.last(), u"Esc"_s);
}

void TestTraceKeys::theGoodRunKeepsItsLetters()
{
    m_page->showView(TracePage::View::Diff);
    auto* list = m_fixture->part<traceview::DiffStepList>();
    QTest::keyClick(list, Qt::Key_N);
    QCOMPARE(m_fixture->triggered, QStringList());
    QTest::keyClick(list, Qt::Key_P);
    QVERIFY(!m_fixture->part<traceview::PlaybackBar>()->isPlaying());
    QTest::keyClick(list, Qt::Key_N, Qt::ControlModifier);
    QCOMPARE(m_fixture->triggered, QStringList(u"Ctrl+N"_s));
}

void TestTraceKeys::deleteInTheNotesIsNobodyElses()
{
    for (auto* list : m_page->findChildren<QListView*>())
        QTest::keyClick(list, Qt::Key_Delete); // of none
    QVERIFY(m_fixture->port.entries.empty());
    QCOMPARE(m_fixture->triggered, QStringList());
}

// Of the page, and of a view on it, which has it before the page.
void TestTraceKeys::aChangedKeyWorksAndTheOldOneDoesNot()
{
    using common::KeyCommand;
    QCOMPARE(common::keymap().setKey(KeyCommand::ShowWaterfall, Qt::CTRL | Qt::Key_H), QString());
    m_page->showView(TracePage::View::Table);
    auto* list = m_page->findChild<QTreeView*>();
    QTest::keyClick(list, Qt::Key_W);
    QVERIFY(m_page->view() == TracePage::View::Table);
    QTest::keyClick(list, Qt::Key_H, Qt::ControlModifier);
    QVERIFY(m_page->view() == TracePage::View::Waterfall);

    QCOMPARE(common::keymap().setKey(KeyCommand::NextDifference, Qt::Key_H), QString());
    m_page->showView(TracePage::View::Diff);
    auto* steps = m_fixture->part<traceview::DiffStepList>();
    QTest::keyClick(steps, Qt::Key_H);
    QCOMPARE(m_fixture->triggered, QStringList());
    QTest::keyClick(steps, Qt::Key_N); // the window's again
    QCOMPARE(m_fixture->triggered, QStringList(u"N"_s));
}

QTEST_MAIN(TestTraceKeys)
#include "tst_tracekeys.moc"
