// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "app/layoutdialog.h"
#include "app/layoutmenu.h"
#include "app/settings.h"
#include "app/windowlayout.h"

#include <QAction>
#include <QDockWidget>
#include <QLabel>
#include <QLineEdit>
#include <QListWidget>
#include <QMainWindow>
#include <QPushButton>
#include <QSplitter>
#include <QTabWidget>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;

namespace {

std::unique_ptr<QMainWindow> arrangedWindow()
{
    auto window = std::make_unique<QMainWindow>();
    auto* pages = new QTabWidget(window.get());
    pages->setObjectName(u"pages"_s);
    auto* splitter = new QSplitter(pages);
    splitter->setObjectName(u"halves"_s);
    splitter->addWidget(new QWidget(splitter));
    splitter->addWidget(new QWidget(splitter));
    pages->addTab(splitter, u"Health"_s);
    pages->addTab(new QWidget(pages), u"Trace"_s);
    window->setCentralWidget(pages);
    auto* dock = new QDockWidget(u"Fleet"_s, window.get());
    dock->setObjectName(u"fleet"_s);
    dock->setWidget(new QWidget(dock));
    window->addDockWidget(Qt::LeftDockWidgetArea, dock);
    window->resize(800, 500);
    return window;
}

QAction* actionNamed(const QMenu& menu, const QString& text)
{
    for (QAction* action : menu.actions()) {
        if (action->text() == text)
            return action;
    }
    return nullptr;
}

QPushButton* pushButton(const QWidget& widget, const QString& text)
{
    for (QPushButton* button : widget.findChildren<QPushButton*>()) {
        if (button->text() == text)
            return button;
    }
    return nullptr;
}

} // namespace

class TestLayouts : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void aLayoutIsSavedAndRestoredByClicking();
    void renamedAndDeletedByClicking();
    void enterInTheListOnlyRestores();
    void enterAfterTheNameSaves();
    void resetShowsTheFirst();
    void thirtyAreTheMost();
    void namesStayPlain();
    void whatCannotBeReadChangesNothing();
    void theyAreTextInTheSettings();

private:
    LayoutDialog* open(LayoutMenu& menu);

    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<QMainWindow> m_window;
};

void TestLayouts::init()
{
    m_settings = Settings::inMemory();
    m_window = arrangedWindow();
}

LayoutDialog* TestLayouts::open(LayoutMenu& menu)
{
    actionNamed(menu, u"&Save and Manage…"_s)->trigger();
    return m_window->findChild<LayoutDialog*>();
}

void TestLayouts::aLayoutIsSavedAndRestoredByClicking()
{
    LayoutMenu menu(*m_window, *m_settings);
    m_window->show();
    auto* pages = m_window->findChild<QTabWidget*>();
    auto* dock = m_window->findChild<QDockWidget*>();
    auto* halves = m_window->findChild<QSplitter*>(u"halves"_s);
    halves->setSizes({400, 100});
    const QList<int> sizes = halves->sizes();
    pages->setCurrentIndex(1);
    dock->hide();
    LayoutDialog* dialog = open(menu);
    QVERIFY(dialog != nullptr && !dialog->isModal());
    QVERIFY(!pushButton(*dialog, u"&Save as Shown"_s)->isEnabled()); // without a name
    QTest::keyClicks(dialog->findChild<QLineEdit*>(), u"night & day"_s);
    QTest::mouseClick(pushButton(*dialog, u"&Save as Shown"_s), Qt::LeftButton);
    QCOMPARE(menu.names(), QStringList{u"night & day"_s});
    dialog->close();

    pages->setCurrentIndex(0);
    dock->show();
    halves->setSizes({100, 400});
    m_window->resize(700, 450);
    const QSize before = m_window->size();
    QVERIFY(actionNamed(menu, u"night && day"_s) != nullptr);
    actionNamed(menu, u"night && day"_s)->trigger();
    QCOMPARE(pages->currentIndex(), 1);
    QVERIFY(dock->isHidden());
    QVERIFY(halves->sizes()[0] > halves->sizes()[1]);
    QCOMPARE(m_window->size(), before); // where it stands is not part of it
    QVERIFY(sizes[0] > sizes[1]);
}

void TestLayouts::renamedAndDeletedByClicking()
{
    LayoutMenu menu(*m_window, *m_settings);
    m_window->show();
    QVERIFY(menu.save(u"one"_s).isEmpty());
    QVERIFY(menu.save(u"two"_s).isEmpty());
    LayoutDialog* dialog = open(menu);
    auto* list = dialog->findChild<QListWidget*>();
    auto* name = dialog->findChild<QLineEdit*>();
    QVERIFY(!pushButton(*dialog, u"&Delete"_s)->isEnabled());
    list->setCurrentRow(0);
    name->selectAll();
    QTest::keyClicks(name, u"two"_s);
    QTest::mouseClick(pushButton(*dialog, u"Re&name"_s), Qt::LeftButton);
    QCOMPARE(menu.names(), (QStringList{u"one"_s, u"two"_s})); // taken
    const auto* problem = dialog->findChild<QLabel*>(u"problem"_s);
    QVERIFY(problem->isVisible());
    QCOMPARE(list->currentItem()->text(), u"one"_s); // what is deleted is what was chosen
    name->selectAll();
    QTest::keyClicks(name, u"three"_s);
    QTest::mouseClick(pushButton(*dialog, u"Re&name"_s), Qt::LeftButton);
    QCOMPARE(menu.names(), (QStringList{u"three"_s, u"two"_s}));
    QVERIFY(!problem->isVisible());
    QCOMPARE(list->currentItem()->text(), u"three"_s);
    QTest::mouseClick(pushButton(*dialog, u"&Delete"_s), Qt::LeftButton);
    QCOMPARE(menu.names(), QStringList{u"two"_s});
    QVERIFY(actionNamed(menu, u"three"_s) == nullptr);
    dialog->close();
}

// What cannot be restored, say, is not saved over by the same key.
void TestLayouts::enterInTheListOnlyRestores()
{
    LayoutMenu menu(*m_window, *m_settings);
    m_window->show();
    const QVariantMap kept{{u"broken"_s, u"nothing"_s}};
    m_settings->setLayouts(kept);
    LayoutDialog* dialog = open(menu);
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    auto* list = dialog->findChild<QListWidget*>();
    list->setCurrentRow(0);
    list->setFocus();
    QTest::keyClick(list, Qt::Key_Return);
    QVERIFY(dialog->findChild<QLabel*>(u"problem"_s)->isVisible());
    QCOMPARE(m_settings->layouts(), kept);
    dialog->close();
}

void TestLayouts::enterAfterTheNameSaves()
{
    LayoutMenu menu(*m_window, *m_settings);
    m_window->show();
    LayoutDialog* dialog = open(menu);
    QVERIFY(QTest::qWaitForWindowActive(dialog));
    auto* name = dialog->findChild<QLineEdit*>();
    QTest::keyClick(name, Qt::Key_Return); // without a name: nothing
    QVERIFY(dialog->isVisible() && menu.names().isEmpty());
    QTest::keyClicks(name, u"night"_s);
    QTest::keyClick(name, Qt::Key_Return);
    QCOMPARE(menu.names(), QStringList{u"night"_s});
    QVERIFY(dialog->isVisible());
    dialog->close();
}

void TestLayouts::resetShowsTheFirst()
{
    LayoutMenu menu(*m_window, *m_settings);
    m_window->show();
    auto* dock = m_window->findChild<QDockWidget*>();
    dock->hide();
    m_window->findChild<QTabWidget*>()->setCurrentIndex(1);
    actionNamed(menu, u"Reset to &Default"_s)->trigger();
    QVERIFY(!dock->isHidden());
    QCOMPARE(m_window->findChild<QTabWidget*>()->currentIndex(), 0);
}

void TestLayouts::thirtyAreTheMost()
{
    LayoutMenu menu(*m_window, *m_settings);
    for (int i = 0; i < LayoutMenu::kMost; ++i)
        QVERIFY(menu.save(u"layout %1"_s.arg(i)).isEmpty());
    QVERIFY(!menu.save(u"one more"_s).isEmpty());
    QVERIFY(menu.save(u"layout 3"_s).isEmpty()); // replaces its own
    QCOMPARE(menu.names().size(), LayoutMenu::kMost);
    QVERIFY(menu.remove(u"layout 3"_s).isEmpty());
    QVERIFY(menu.save(u"one more"_s).isEmpty());
}

void TestLayouts::namesStayPlain()
{
    LayoutMenu menu(*m_window, *m_settings);
    QVERIFY(!menu.save(u"  \n "_s).isEmpty());
    QVERIFY(menu.save(u"a\u202Eb\nc"_s).isEmpty());
    QCOMPARE(menu.names().size(), 1);
    QVERIFY(!menu.names()[0].contains(u'\u202E') && !menu.names()[0].contains(u'\n'));
}

void TestLayouts::whatCannotBeReadChangesNothing()
{
    LayoutMenu menu(*m_window, *m_settings);
    m_window->show();
    m_window->findChild<QTabWidget*>()->setCurrentIndex(1);
    m_settings->setLayouts(
        {{u"broken"_s, u"{\"state\":7,\"other\":\"x\"}"_s}, {u"text"_s, u"nothing"_s}});
    QVERIFY(!menu.restore(u"broken"_s).isEmpty());
    QVERIFY(!menu.restore(u"text"_s).isEmpty());
    QVERIFY(!menu.restore(u"gone"_s).isEmpty());
    QVERIFY(!menu.rename(u"gone"_s, u"x"_s).isEmpty());
    QVERIFY(!menu.remove(u"gone"_s).isEmpty());
    QCOMPARE(m_window->findChild<QTabWidget*>()->currentIndex(), 1);
}

void TestLayouts::theyAreTextInTheSettings()
{
    LayoutMenu menu(*m_window, *m_settings);
    QVERIFY(menu.save(u"one"_s).isEmpty());
    const QString text = m_settings->layouts().value(u"one"_s).toString();
    QVERIFY2(text.startsWith(u'{') && !text.contains(u"geometry"_s), qPrintable(text));
    QVERIFY(text.contains(u"splitter/halves"_s));
    // What was saved before JSON comes back as it was.
    const QVariantMap layout = layoutOf(*m_window);
    QCOMPARE(layoutFromJson(layoutJson(layout)), layout);
}

QTEST_MAIN(TestLayouts)
#include "tst_layouts.moc"
