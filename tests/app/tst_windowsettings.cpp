// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/settings.h"
#include "app/windowlayout.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QMainWindow>
#include <QSplitter>
#include <QTabWidget>
#include <QTest>
#include <QTreeWidget>
#include <QVariantMap>

#include <memory>

using namespace Qt::StringLiterals;

namespace {

// As far as a layout is concerned, the console's window.
std::unique_ptr<QMainWindow> makeWindow()
{
    auto window = std::make_unique<QMainWindow>();
    auto* pages = new QTabWidget(window.get());
    pages->setObjectName(u"pages"_s);
    auto* splitter = new QSplitter(pages);
    splitter->setObjectName(u"trace"_s);
    auto* steps = new QTreeWidget(splitter);
    steps->setColumnCount(3);
    steps->header()->setObjectName(u"steps"_s);
    splitter->addWidget(steps);
    splitter->addWidget(new QWidget(splitter));
    splitter->setSizes({300, 300});
    pages->addTab(new QWidget(pages), u"Health"_s);
    pages->addTab(splitter, u"Trace"_s);
    window->setCentralWidget(pages);
    window->resize(620, 400);
    return window;
}

} // namespace

class TestWindowSettings : public QObject
{
    Q_OBJECT

private slots:
    void theWholeLayoutComesBack();
    void aWindowOfALargerScreenIsMadeToFit();
    void anOlderLayoutLeavesTheRest();
    void systemIsWhatWasFoundAtTheStart();
};

void TestWindowSettings::theWholeLayoutComesBack()
{
    const auto settings = Settings::inMemory();
    QVERIFY(settings->windowLayout().isEmpty());
    {
        const auto window = makeWindow();
        window->show();
        window->findChild<QTabWidget*>()->setCurrentIndex(1);
        window->findChild<QSplitter*>(u"trace"_s)->setSizes({450, 150});
        window->findChild<QHeaderView*>(u"steps"_s)->resizeSection(0, 177);
        settings->setWindowLayout(layoutOf(*window));
    }
    const auto window = makeWindow();
    restoreLayout(*window, settings->windowLayout());
    window->show();
    QCOMPARE(window->findChild<QTabWidget*>()->currentIndex(), 1);
    const auto sizes = window->findChild<QSplitter*>(u"trace"_s)->sizes();
    QVERIFY(sizes[0] > 2 * sizes[1]);
    QCOMPARE(window->findChild<QHeaderView*>(u"steps"_s)->sectionSize(0), 177);
}

void TestWindowSettings::aWindowOfALargerScreenIsMadeToFit()
{
    QVariantMap layout;
    {
        const auto window = makeWindow();
        window->show();
        window->resize(5000, 3000);
        layout = layoutOf(*window);
    }
    const auto window = makeWindow();
    restoreLayout(*window, layout);
    const QSize room = window->screen()->availableGeometry().size();
    QVERIFY(window->width() <= room.width() && window->height() <= room.height());
    QVERIFY(window->width() > 620); // and no smaller than it has to be
}

void TestWindowSettings::anOlderLayoutLeavesTheRest()
{
    const auto window = makeWindow();
    window->show();
    auto* pages = window->findChild<QTabWidget*>();
    pages->setCurrentIndex(1); // laid out when it is first seen
    const auto before = window->findChild<QSplitter*>(u"trace"_s)->sizes();
    pages->setCurrentIndex(0);
    restoreLayout(*window, {{u"page/pages"_s, 1}, {u"splitter/gone"_s, QByteArray("x")}});
    QCOMPARE(pages->currentIndex(), 1);
    QCOMPARE(window->findChild<QSplitter*>(u"trace"_s)->sizes(), before);
}

void TestWindowSettings::systemIsWhatWasFoundAtTheStart()
{
    QPalette bright;
    bright.setColor(QPalette::Window, QColor(240, 240, 240));
    QApplication::setPalette(bright);
    const auto settings = Settings::inMemory();
    QCOMPARE(settings->themeName(), u"light"_s);
    settings->setTheme(Settings::ThemeChoice::Dark);
    common::Theme theme(settings->themeName());
    theme.apply(*qApp);
    QVERIFY(QApplication::palette().color(QPalette::Window).lightness() < 128);
    // Back to the system's: not to what the theme made of the palette.
    settings->setTheme(Settings::ThemeChoice::System);
    QCOMPARE(settings->themeName(), u"light"_s);
}

QTEST_MAIN(TestWindowSettings)
#include "tst_windowsettings.moc"
