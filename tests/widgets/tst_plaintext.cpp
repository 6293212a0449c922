// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/emptystate.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/plaintext.h"
#include "widgets/common/plaintooltips.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QHelpEvent>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QStandardItemModel>
#include <QTableView>
#include <QTest>
#include <QToolButton>
#include <QToolTip>
#include <QVBoxLayout>

#include <chrono>

using namespace Qt::StringLiterals;
using common::safeText;

class TestPlainText : public QObject
{
    Q_OBJECT

private slots:
    void whatIsInvisibleShows_data();
    void whatIsInvisibleShows();
    void badBytesShow();
    void positionsFollowTheOriginal();
    void longTextsAreCut();
    void linesStayLines();
    void markupIsText();
    void toolTipsOfItemsArePlain();
    void theViewShowsAllOnRequest();
    void messagesLast();
    void whatFloatsMovesNothingAndGoes();
    void whatOnlyOffersUndoGoes();
    void whatFloatsHidesNothingElseThatFloats();
    void whatFloatsStaysOffWhatIsWorkedWith();
    void emptyStatesOfferTheNextStep();
};

void TestPlainText::whatIsInvisibleShows_data()
{
    QTest::addColumn<QString>("original");
    QTest::addColumn<QString>("shown");

    QTest::newRow("plain") << u"ein schöner Tag ☀"_s << u"ein schöner Tag ☀"_s;
    QTest::newRow("lines and tabs stay") << u"a\n\tb"_s << u"a\n\tb"_s;
    QTest::newRow("escape") << u"\u001b[31mred"_s << u"␛[31mred"_s;
    QTest::newRow("null and delete") << QString(QChar(0)) + QChar(0x7f) << u"␀␡"_s;
    QTest::newRow("C1") << QString(QChar(0x9b)) << u"⟦U+009B⟧"_s;
    QTest::newRow("right-to-left override") << u"abc\u202ecba"_s << u"abc⟦U+202E⟧cba"_s;
    QTest::newRow("isolate") << u"\u2066x\u2069"_s << u"⟦U+2066⟧x⟦U+2069⟧"_s;
    QTest::newRow("zero width space") << u"pass\u200bword"_s << u"pass⟦U+200B⟧word"_s;
    QTest::newRow("joiner hides in ASCII") << u"a\u200db"_s << u"a⟦U+200D⟧b"_s;
    QTest::newRow("joiner of a script stays") << u"می\u200cخواهم"_s << u"می\u200cخواهم"_s;
    QTest::newRow("tag characters") << QString::fromUcs4(U"\U000E0041", 1) << u"⟦U+E0041⟧"_s;
    QTest::newRow("line separator") << u"a\u2028b"_s << u"a⟦U+2028⟧b"_s;
    QTest::newRow("CRLF hides nothing") << u"a\r\nb"_s << u"a\nb"_s;
    QTest::newRow("lone CR") << u"a\rb"_s << u"a␍b"_s;
}

void TestPlainText::whatIsInvisibleShows()
{
    QFETCH(QString, original);
    QFETCH(QString, shown);
    QCOMPARE(safeText(original.toStdString()).text, shown);
}

void TestPlainText::badBytesShow()
{
    QCOMPARE(safeText("a\xff\xc3z").text, u"a\uFFFD\uFFFDz"_s);
}

void TestPlainText::positionsFollowTheOriginal()
{
    // Code points: a, RLO, 𝒙 (two UTF-16 units), CR, LF, b.
    const auto safe = safeText("a\u202e\U0001D499\r\nb");
    QCOMPARE(safe.codePoints, 6);
    QCOMPARE(safe.text.mid(safe.positionOf(2), 2), QString::fromUcs4(U"\U0001D499", 1));
    QCOMPARE(safe.text.mid(safe.positionOf(5), 1), u"b"_s);
    QCOMPARE(safe.positionOf(6), int(safe.text.size()));
    QCOMPARE(safe.positionOf(-3), 0);
    QCOMPARE(safe.positionOf(1000), int(safe.text.size()));
}

void TestPlainText::longTextsAreCut()
{
    const std::string text(300'000, 'x');
    const auto safe = safeText(text);
    QVERIFY(safe.isCut);
    QCOMPARE(safe.text.size(), common::kShownCodePoints);
    QCOMPARE(safe.codePoints, 300'000);
    QVERIFY(!safeText(text, 300'000).isCut);
}

void TestPlainText::linesStayLines()
{
    QCOMPARE(common::safeLine("a\nb\tc  d"), u"a b c d"_s);
    QCOMPARE(common::safeLine("abcdef", 3), u"abc…"_s);
}

void TestPlainText::markupIsText()
{
    const QString tip = common::plainToolTip(u"<b>x</b>\n<img src=http://evil>"_s);
    QVERIFY(tip.contains(u"&lt;b&gt;"_s));
    QVERIFY(tip.contains(u"<br>"_s));
    QVERIFY(!tip.contains(u"<img"_s));
    QVERIFY(common::plainToolTip({}).isEmpty());
}

void TestPlainText::toolTipsOfItemsArePlain()
{
    common::keepToolTipsPlain(*qApp);
    QStandardItemModel model;
    const QStringList tips{u"plain"_s, u"<b>evil</b>"_s, u"<span><img src='file:///x'></span>"_s,
                           common::plainToolTip(u"a < b\n<b>evil</b>"_s)};
    for (const QString& tip : tips) {
        auto* item = new QStandardItem(u"x"_s);
        item->setToolTip(tip);
        model.appendRow(item);
    }
    model.setHorizontalHeaderItem(0, new QStandardItem(u"x"_s));
    model.horizontalHeaderItem(0)->setToolTip(u"<b>evil</b>"_s);
    QTableView view;
    view.setModel(&model);
    view.resize(300, 300);
    view.show();
    const auto shown = [](QWidget* viewport, const QPoint& at) {
        QToolTip::hideText();
        QHelpEvent help(QEvent::ToolTip, at, viewport->mapToGlobal(at));
        QApplication::sendEvent(viewport, &help);
        return QToolTip::text();
    };
    const auto ofRow = [&](int row) {
        return shown(view.viewport(), view.visualRect(model.index(row, 0)).center());
    };
    QCOMPARE(ofRow(0), tips[0]);
    QCOMPARE(ofRow(1), common::plainToolTip(tips[1]));
    QCOMPARE(ofRow(2), common::plainToolTip(tips[2]));
    QCOMPARE(ofRow(3), tips[3]);
    QWidget* header = view.horizontalHeader()->viewport();
    QCOMPARE(shown(header, QPoint(5, 5)), common::plainToolTip(tips[1]));
}

void TestPlainText::theViewShowsAllOnRequest()
{
    const common::Theme theme(u"dark"_s);
    common::PlainTextView view(theme);
    view.resize(400, 300);
    view.show();
    view.setContent("<h1>short</h1>");
    QCOMPARE(view.editor()->toPlainText(), u"<h1>short</h1>"_s);
    auto* all = view.findChild<QPushButton*>();
    QVERIFY(!all->isVisible());

    view.setContent(std::string(50'000, 'y'));
    QVERIFY(all->isVisible());
    QCOMPARE(view.editor()->toPlainText().size(), common::kShownCodePoints);
    QSignalSpy changed(&view, &common::PlainTextView::shownChanged);
    QTest::mouseClick(all, Qt::LeftButton);
    QCOMPARE(view.editor()->toPlainText().size(), 50'000);
    QCOMPARE(changed.count(), 1);
    QVERIFY(!all->isVisible());
    QVERIFY(view.editor()->isReadOnly());
}

void TestPlainText::whatFloatsMovesNothingAndGoes()
{
    using Kind = common::MessageBar::Kind;
    const common::Theme theme(u"dark"_s);
    QWidget window;
    auto* column = new QVBoxLayout(&window);
    auto* head = new QLabel(u"head"_s, &window);
    auto* area = new QWidget(&window);
    auto* line = new QLineEdit(&window); // who works here has the focus elsewhere
    column->addWidget(head);
    column->addWidget(line);
    column->addWidget(area, 1);
    common::MessageBar bar(theme, &window);
    bar.floatOver(*area, std::chrono::milliseconds(1));
    window.resize(500, 400);
    window.show();
    line->setFocus();
    const QRect before = area->geometry();
    bar.say(Kind::Warning, u"Something is not right with what is shown here. "_s.repeated(4));
    QTest::qWait(50);
    QCOMPARE(area->geometry(), before);
    QVERIFY(before.contains(bar.geometry()));
    QVERIFY(bar.height() > bar.fontMetrics().height() * 2); // all of it is seen
    window.resize(400, 300);
    QVERIFY(area->geometry().contains(bar.geometry()));
    QTest::qWait(50);
    QVERIFY(!bar.isHidden()); // a warning stays
    bar.say(Kind::Info, u"To be stopped"_s, u"Cancel"_s);
    QTest::qWait(1'000);
    QVERIFY(!bar.isHidden()); // and what can be answered
    bar.say(Kind::Info, u"Done"_s);
    QVERIFY(!bar.isHidden());
    QTRY_VERIFY(bar.isHidden());
    QVERIFY(bar.text().isEmpty());
}

// What was done and can be undone, unlike what can be cancelled; not while it is about to be.
void TestPlainText::whatOnlyOffersUndoGoes()
{
    using Kind = common::MessageBar::Kind;
    const common::Theme theme(u"dark"_s);
    QWidget window;
    auto* area = new QLineEdit(&window);
    area->setGeometry(0, 0, 500, 400);
    common::MessageBar bar(theme, &window);
    bar.floatOver(*area, std::chrono::milliseconds(1));
    window.resize(500, 400);
    window.show();
    area->setFocus();
    bar.sayDone(u"Entry 12 is marked."_s);
    auto* undo = bar.findChild<QPushButton*>();
    QVERIFY(undo->isVisible());
    QCOMPARE(undo->text(), u"Undo"_s);
    QTRY_VERIFY(bar.isHidden());
    bar.sayDone(u"Done"_s);
    window.activateWindow();
    undo->setFocus();
    QTRY_COMPARE(QApplication::focusWidget(), undo);
    QTest::qWait(600);
    QVERIFY(!bar.isHidden());
    QSignalSpy action(&bar, &common::MessageBar::actionTriggered);
    undo->click();
    QCOMPARE(action.count(), 1);
    area->setFocus();
    QTRY_VERIFY(bar.isHidden());
    bar.say(Kind::Info, u"Made"_s, u"Cancel"_s); // after one that went
    QTest::qWait(600);
    QVERIFY(!bar.isHidden());
}

void TestPlainText::whatFloatsHidesNothingElseThatFloats()
{
    using Kind = common::MessageBar::Kind;
    const common::Theme theme(u"dark"_s);
    QWidget window;
    window.resize(500, 400);
    common::MessageBar lowest(theme, &window);
    common::MessageBar middle(theme, &window);
    common::MessageBar highest(theme, &window);
    for (common::MessageBar* each : {&lowest, &middle, &highest})
        each->floatOver(window);
    middle.floatAbove({&lowest});
    highest.floatAbove({&lowest, &middle});
    window.show();
    highest.say(Kind::Info, u"The report is being made"_s, u"Cancel"_s);
    const QRect alone = highest.geometry();
    middle.say(Kind::Info, u"The bundle is being made"_s, u"Cancel"_s);
    lowest.say(Kind::Warning, u"Something is not right with what is shown here. "_s.repeated(4));
    QVERIFY(lowest.y() > middle.geometry().bottom());
    QVERIFY(middle.y() > highest.geometry().bottom());
    QVERIFY(window.rect().contains(highest.geometry()));
    middle.clear();
    QVERIFY(lowest.y() > highest.geometry().bottom());
    lowest.clear();
    QCOMPARE(highest.geometry(), alone);
    QCOMPARE(highest.text(), u"The report is being made"_s);
}

// What is worked with below, however deep it stands in the window, stays in sight while it is
// there.
void TestPlainText::whatFloatsStaysOffWhatIsWorkedWith()
{
    const common::Theme theme(u"dark"_s);
    QWidget window;
    window.resize(500, 400);
    QWidget page(&window);
    page.setGeometry(20, 20, 460, 360);
    QLineEdit note(&page);
    note.setGeometry(0, 320, 460, 40);
    common::MessageBar bar(theme, &window);
    bar.floatOver(page);
    bar.floatAbove({&note});
    window.show();
    bar.say(common::MessageBar::Kind::Info, u"The report is being made"_s, u"Cancel"_s);
    QVERIFY(bar.geometry().bottom() < 340);
    note.setGeometry(0, 260, 460, 100);
    QVERIFY(bar.geometry().bottom() < 280);
    page.hide();
    QVERIFY(bar.geometry().bottom() > 340);
    page.show();
    QVERIFY(bar.geometry().bottom() < 280);
}

void TestPlainText::messagesLast()
{
    const common::Theme theme(u"dark"_s);
    common::MessageBar bar(theme);
    QVERIFY(bar.isHidden());
    bar.say(common::MessageBar::Kind::Error, u"<b>The file</b> is gone."_s, u"Retry"_s);
    QVERIFY(!bar.isHidden());
    bar.resize(600, bar.sizeHint().height());
    QCOMPARE(bar.text(), u"<b>The file</b> is gone."_s);
    for (const auto* label : bar.findChildren<QLabel*>()) {
        if (!label->text().isEmpty())
            QCOMPARE(label->textFormat(), Qt::PlainText);
    }
    QSignalSpy action(&bar, &common::MessageBar::actionTriggered);
    QTest::mouseClick(bar.findChild<QPushButton*>(), Qt::LeftButton);
    QCOMPARE(action.count(), 1);
    QSignalSpy dismissed(&bar, &common::MessageBar::dismissed);
    bar.show();
    QTest::keyClick(bar.findChild<QToolButton*>(), Qt::Key_Space);
    QCOMPARE(dismissed.count(), 1);
    QVERIFY(bar.isHidden());
}

void TestPlainText::emptyStatesOfferTheNextStep()
{
    const common::Theme theme(u"dark"_s);
    common::EmptyState state(theme);
    state.setContent(u"health"_s, u"Nothing yet"_s, u"What would be here."_s, u"Do It"_s);
    state.resize(760, 600); // wider than the text may be
    state.show();
    const auto middle = [&state](const QWidget* part) {
        return part->mapTo(&state, part->rect().center()).x();
    };
    for (const auto* label : state.findChildren<QLabel*>())
        QVERIFY(std::abs(middle(label) - state.rect().center().x()) <= 1);
    QSignalSpy action(&state, &common::EmptyState::actionTriggered);
    QTest::mouseClick(state.findChild<QPushButton*>(), Qt::LeftButton);
    QCOMPARE(action.count(), 1);
    state.setContent(u"health"_s, u"Nothing yet"_s, u"What would be here."_s);
    QVERIFY(!state.findChild<QPushButton*>()->isVisible());
}

QTEST_MAIN(TestPlainText)
#include "tst_plaintext.moc"
