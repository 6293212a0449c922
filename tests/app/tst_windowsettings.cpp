// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/lookmenu.h"
#include "app/settings.h"
#include "app/systemlook.h"
#include "app/windowlayout.h"
#include "widgets/common/theme.h"

#include <QApplication>
#include <QHeaderView>
#include <QMainWindow>
#include <QMenu>
#include <QSplitter>
#include <QTabWidget>
#include <QTest>
#include <QTreeWidget>
#include <QVariantMap>

#include <algorithm>
#include <memory>
#include <utility>

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
    void aWindowOfAScreenThatIsGoneComesBack();
    void anOlderLayoutLeavesTheRest();
    void systemIsWhatWasFoundAtTheStart();
    void contrastAndMotionAreTheSystems();
    void theLookIsKept();
    void theMenuChangesTheLookAtOnce();
    void theMenusFollowTheSettings();
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

void TestWindowSettings::aWindowOfAScreenThatIsGoneComesBack()
{
    const QRect left(0, 0, 1920, 1040);
    const QRect right(1920, 0, 2560, 1400);
    const QRect onRight(2200, 100, 1400, 900);
    QCOMPARE(onScreens(onRight, {left, right}), onRight);
    const QRect moved = onScreens(onRight, {left});
    QCOMPARE(moved.size(), onRight.size());
    QVERIFY(left.contains(moved));
    // Across both is where somebody wants it.
    const QRect across(1500, 50, 1000, 600);
    QCOMPARE(onScreens(across, {left, right}), across);
    // Its title above the screen cannot be dragged.
    QVERIFY(left.contains(onScreens(QRect(100, -300, 800, 600), {left})));
    // Larger than what is left.
    QVERIFY(left.contains(onScreens(QRect(3000, 0, 2500, 1390), {left})));
    QCOMPARE(onScreens(onRight, {}), onRight);
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

void TestWindowSettings::contrastAndMotionAreTheSystems()
{
    QPalette dark;
    dark.setColor(QPalette::Window, QColor(20, 20, 20));
    QVERIFY(systemLook(dark, {}).isDark);
    QVERIFY(!systemLook(dark, {}).wantsContrast);
    QVERIFY(!systemLook(dark, {}).wantsStillness);
    SystemHints hints;
    hints.contrast = 1;
    QVERIFY(systemLook(dark, hints).wantsContrast);
    hints.contrast = 0;
    QVERIFY(!systemLook(dark, hints).wantsContrast);
    hints.iconTheme = u"HighContrast"_s;
    QVERIFY(systemLook(dark, hints).wantsContrast);
    hints.iconTheme = u"Adwaita"_s;
    hints.gtkTheme = u"HighContrastInverse"_s;
    QVERIFY(systemLook(dark, hints).wantsContrast);
    hints.hasAnimations = false;
    QVERIFY(systemLook(dark, hints).wantsStillness);
}

void TestWindowSettings::theLookIsKept()
{
    const auto settings = Settings::inMemory();
    QCOMPARE(settings->look().textPercent, 100);
    QCOMPARE(settings->look().density, common::Density::Comfortable);
    QVERIFY(!settings->look().isStill);
    for (const auto& [choice, name] :
         {std::pair{Settings::ThemeChoice::HighContrastDark, u"high-contrast-dark"_s},
          std::pair{Settings::ThemeChoice::HighContrastLight, u"high-contrast-light"_s},
          std::pair{Settings::ThemeChoice::Dark, u"dark"_s}}) {
        settings->setTheme(choice);
        QCOMPARE(settings->theme(), choice);
        QCOMPARE(settings->look().theme, name);
    }
    settings->setDensity(common::Density::Compact);
    settings->setTextPercent(700);
    settings->setStill(true);
    QCOMPARE(settings->look().density, common::Density::Compact);
    QCOMPARE(settings->look().textPercent, common::kLargestText);
    QVERIFY(settings->look().isStill);
}

void TestWindowSettings::theMenuChangesTheLookAtOnce()
{
    const auto settings = Settings::inMemory();
    settings->setTheme(Settings::ThemeChoice::Dark);
    common::Theme theme(u"dark"_s);
    applyLook(theme, *settings);
    QMenu view;
    addLookMenus(view, theme, *settings);
    const auto choose = [&view](const QString& menu, const QString& text) {
        for (QMenu* part : view.findChildren<QMenu*>()) {
            if (!part->title().remove(u'&').startsWith(menu))
                continue;
            for (QAction* action : part->actions()) {
                if (action->text().remove(u'&') == text) {
                    action->trigger();
                    return action->isChecked();
                }
            }
        }
        return false;
    };
    QVERIFY(choose(u"Theme"_s, u"High Contrast Light"_s));
    QCOMPARE(theme.name(), u"high-contrast-light"_s);
    QVERIFY(choose(u"Density"_s, u"Compact"_s));
    QCOMPARE(theme.density(), common::Density::Compact);
    QVERIFY(choose(u"Text Size"_s, u"150 %"_s));
    QCOMPARE(theme.textPercent(), 150);
    QCOMPARE(qApp->font().pixelSize(), 20);
    QCOMPARE(theme.name(), u"high-contrast-light"_s); // one choice leaves the others
    QVERIFY(choose(u"Text Size"_s, u"100 %"_s));
    QVERIFY(choose(u"Density"_s, u"Comfortable"_s));
    QCOMPARE(qApp->font().pixelSize(), 13);
}

void TestWindowSettings::theMenusFollowTheSettings()
{
    const auto settings = Settings::inMemory();
    common::Theme theme(u"dark"_s);
    QMenu view;
    addLookMenus(view, theme, *settings);
    QVERIFY(settings->setOwn(u"look/theme"_s, u"high-contrast-light"_s));
    QVERIFY(settings->setOwn(u"look/density"_s, u"compact"_s));
    QVERIFY(settings->setOwn(u"look/textPercent"_s, u"125"_s));
    QCOMPARE(theme.name(), u"high-contrast-light"_s);
    QCOMPARE(theme.density(), common::Density::Compact);
    QCOMPARE(theme.textPercent(), 125);
    QStringList checked;
    for (const QMenu* menu : view.findChildren<QMenu*>()) {
        for (const QAction* action : menu->actions()) {
            if (action->isChecked())
                checked << action->text().remove(u'&');
        }
    }
    checked.sort();
    // The language is the system's, as it was.
    QCOMPARE(checked,
             (QStringList{u"125 %"_s, u"Compact"_s, u"High Contrast Light"_s, u"System"_s}));
    // As the system has it stays so, although the menu shows what that is.
    const auto entries = view.actions();
    const auto motion = std::ranges::find(entries, u"&Less Motion"_s, &QAction::text);
    QVERIFY(motion != entries.end());
    QAction* still = *motion;
    QVERIFY(settings->setOwn(u"look/still"_s, u"on"_s));
    QVERIFY(still->isChecked() && theme.isStill());
    QVERIFY(settings->setOwn(u"look/still"_s, u"system"_s));
    QVERIFY(!still->isChecked() && !theme.isStill());
    QCOMPARE(settings->layers().held(u"look/still"_s).value, u"system"_s);
    common::Theme(u"dark"_s).apply(*qApp);
}

QTEST_MAIN(TestWindowSettings)
#include "tst_windowsettings.moc"
