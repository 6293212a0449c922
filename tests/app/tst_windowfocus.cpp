// SPDX-License-Identifier: GPL-3.0-or-later

// Where the keys go can be seen, everywhere and in all themes; and Tab goes on as one reads.

#include "tests/app/accessiblefixture.h"
#include "tests/widgets/pagefixture.h"

#include <QApplication>
#include <QImage>
#include <QTabWidget>
#include <QTest>

#include <algorithm>
#include <memory>
#include <utility>
#include <vector>

using namespace Qt::StringLiterals;
using namespace accesstest;

namespace {

constexpr int kMostStops = 250;
constexpr int kAround = 4; // pixels: a ring may lie outside

QString nameOf(const QWidget& widget)
{
    return u"%1 '%2' at %3,%4 (%5x%6)"_s
        .arg(QLatin1String(widget.metaObject()->className()), widget.accessibleName().left(60))
        .arg(widget.mapTo(widget.window(), QPoint()).x())
        .arg(widget.mapTo(widget.window(), QPoint()).y())
        .arg(widget.width())
        .arg(widget.height());
}

// What is seen of it, with a little around it.
QImage pictureOf(QWidget& widget)
{
    QWidget* window = widget.window();
    const QRect area(widget.mapTo(window, QPoint()), widget.size());
    return window->grab(area.adjusted(-kAround, -kAround, kAround, kAround)).toImage();
}

// Without the focus, and with it as Tab gives it.
bool showsItsFocus(QWidget& widget)
{
    const QImage with = pictureOf(widget);
    widget.clearFocus();
    const QImage without = pictureOf(widget);
    widget.setFocus(Qt::TabFocusReason);
    return with != without;
}

// Goes on; what is shown for it, and what makes room, is there afterwards.
void press(Qt::Key key)
{
    QTest::keyClick(QApplication::focusWidget(), key,
                    key == Qt::Key_Backtab ? Qt::ShiftModifier : Qt::NoModifier);
    QCoreApplication::processEvents();
}

// The page that a widget is on, if any.
bool isOn(const QWidget& page, const QWidget* widget)
{
    return &page == widget || page.isAncestorOf(widget);
}

} // namespace

class TestWindowFocus : public QObject
{
    Q_OBJECT

private slots:
    void init();

    void theFocusIsSeen_data();
    void theFocusIsSeen();
    void tabGoesRoundAndBack_data();
    void tabGoesRoundAndBack();
    void tabStaysOnAPageUntilItIsThrough_data() { tabGoesRoundAndBack_data(); }
    void tabStaysOnAPageUntilItIsThrough();

private:
    std::unique_ptr<Shown> onPage(int page, common::Theme& theme) const;

    const pagetest::Recording m_recording;
};

void TestWindowFocus::init()
{
    QApplication::setCursorFlashTime(0); // a caret that blinks is no focus that is seen
}

std::unique_ptr<Shown> TestWindowFocus::onPage(int page, common::Theme& theme) const
{
    theme.apply(*qApp);
    auto shown = std::make_unique<Shown>(m_recording.path(), theme);
    shown->window->openTrace(pagetest::spanKey(1, 3).trace, pagetest::spanKey(1, 3).span);
    shown->window->show();
    shown->window->activateWindow();
    if (!QTest::qWaitForWindowActive(shown->window.get()))
        qFatal("the window does not become active");
    shown->window->findChild<QTabWidget*>(u"pages"_s)->setCurrentIndex(page);
    QTest::qWait(600); // what is read in the background
    return shown;
}

void TestWindowFocus::theFocusIsSeen_data()
{
    QTest::addColumn<QString>("theme");
    QTest::addColumn<int>("page");
    for (const QString& theme : {u"dark"_s, u"light"_s}) {
        for (int page = 0; page < 7; ++page)
            QTest::newRow(qPrintable(u"%1, page %2"_s.arg(theme).arg(page + 1))) << theme << page;
    }
    // Their focus is painted thicker and in colours of their own. One page each, for the time it
    // takes: of charts and lists, and of a tree beside what is painted.
    for (const auto& [theme, page] :
         {std::pair(u"high-contrast-dark"_s, 0), std::pair(u"high-contrast-light"_s, 2)})
        QTest::newRow(qPrintable(u"%1, page %2"_s.arg(theme).arg(page + 1))) << theme << page;
}

void TestWindowFocus::theFocusIsSeen()
{
    QFETCH(QString, theme);
    QFETCH(int, page);
    common::Theme colors(theme);
    const auto shown = onPage(page, colors);
    QStringList unseen;
    std::vector<const QWidget*> stops;
    for (int i = 0; i < kMostStops; ++i) {
        QWidget* focused = QApplication::focusWidget();
        QVERIFY(focused != nullptr);
        if (i > 0 && std::ranges::find(stops, focused) != stops.end())
            break;
        if (i > 0) { // the first did not get it by Tab
            stops.push_back(focused);
            if (!showsItsFocus(*focused))
                unseen << nameOf(*focused);
            QCOMPARE(QApplication::focusWidget(), focused);
        }
        press(Qt::Key_Tab);
    }
    QVERIFY2(stops.size() > 15, qPrintable(QString::number(stops.size())));
    QVERIFY2(unseen.isEmpty(), qPrintable(u"no focus is seen on\n"_s + unseen.join(u'\n')));
}

void TestWindowFocus::tabGoesRoundAndBack_data()
{
    QTest::addColumn<int>("page");
    for (int page = 0; page < 7; ++page)
        QTest::newRow(qPrintable(u"page %1"_s.arg(page + 1))) << page;
}

void TestWindowFocus::tabGoesRoundAndBack()
{
    QFETCH(int, page);
    common::Theme colors(u"dark"_s);
    const auto shown = onPage(page, colors);
    const auto round = [](Qt::Key key) {
        std::vector<const QWidget*> stops;
        for (int i = 0; i < kMostStops; ++i) {
            QWidget* focused = QApplication::focusWidget();
            if (focused == nullptr || std::ranges::find(stops, focused) != stops.end())
                break;
            stops.push_back(focused);
            press(key);
        }
        return stops;
    };
    press(Qt::Key_Tab); // what has it first may be a page as a whole, which Tab leaves for good
    const auto forward = round(Qt::Key_Tab);
    QVERIFY(QApplication::focusWidget() != nullptr);
    QVERIFY2(QApplication::focusWidget() == forward.front(),
             qPrintable(u"it does not come round: "_s + nameOf(*QApplication::focusWidget())));
    const auto back = round(Qt::Key_Backtab);
    QStringList missed;
    for (const QWidget* stop : forward) {
        if (std::ranges::find(back, stop) == back.end())
            missed << nameOf(*stop);
    }
    QVERIFY2(missed.isEmpty(), qPrintable(u"not reached backwards\n"_s + missed.join(u'\n')));
}

// Reading order: what is on the page is one stretch of the way round, not here a stop and there.
void TestWindowFocus::tabStaysOnAPageUntilItIsThrough()
{
    QFETCH(int, page);
    common::Theme colors(u"dark"_s);
    const auto shown = onPage(page, colors);
    const auto* pages = shown->window->findChild<QTabWidget*>(u"pages"_s);
    const QWidget& current = *pages->currentWidget();
    std::vector<const QWidget*> stops;
    for (int i = 0; i < kMostStops; ++i) {
        QWidget* focused = QApplication::focusWidget();
        QVERIFY(focused != nullptr);
        if (std::ranges::find(stops, focused) != stops.end())
            break;
        stops.push_back(focused);
        press(Qt::Key_Tab);
    }
    int entered = 0;
    QStringList way;
    for (std::size_t i = 0; i < stops.size(); ++i) {
        const QWidget* before = stops[i == 0 ? stops.size() - 1 : i - 1];
        entered += isOn(current, stops[i]) && !isOn(current, before) ? 1 : 0;
        way << nameOf(*stops[i]);
    }
    QVERIFY2(entered <= 1, qPrintable(way.join(u'\n')));
}

QTEST_MAIN(TestWindowFocus)
#include "tst_windowfocus.moc"
