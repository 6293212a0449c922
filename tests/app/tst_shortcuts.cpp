// SPDX-License-Identifier: GPL-3.0-or-later

#include "app/helpdialog.h"
#include "app/mainwindow.h"
#include "tests/widgets/pagefixture.h"
#include "widgets/common/keymap.h"
#include "widgets/common/messagebar.h"
#include "widgets/common/searchline.h"
#include "widgets/common/theme.h"
#include "widgets/settings/keytree.h"
#include "widgets/settings/shortcuteditor.h"
#include "widgets/timeline/jumpbutton.h"

#include <QAction>
#include <QApplication>
#include <QLabel>
#include <QPushButton>
#include <QTabWidget>
#include <QTest>

#include <algorithm>
#include <memory>
#include <utility>

using namespace Qt::StringLiterals;
using common::KeyCommand;
using settings::KeyTree;

// Keys that somebody changed, in the whole window.
class TestShortcuts : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void aChangedKeyWorksAndTheOldOneDoesNot();
    void whatIsTypedIntoKeepsAChangedKey();
    void helpShowsTheChangedKey();
    void theHelpCoversNothing();
    void buttonsTellTheChangedKey();
    void changesAreKept();
    void whatCannotBeTakenOverIsSaid();
    void theEditorHoldsUpNothing();

private:
    void open();
    void close();
    QAction* action(const QString& text) const
    {
        const auto actions = m_window->findChildren<QAction*>();
        const auto found = std::ranges::find(actions, text, &QAction::text);
        return found == actions.end() ? nullptr : *found;
    }
    QTabWidget* pages() const { return m_window->findChild<QTabWidget*>(u"pages"_s); }

    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<pagetest::Recording> m_recording;
    std::unique_ptr<Settings> m_settings;
    std::unique_ptr<Session> m_session;
    std::unique_ptr<MainWindow> m_window;
};

void TestShortcuts::init()
{
    common::keymap().resetAll();
    m_settings = Settings::inMemory();
    m_recording = std::make_unique<pagetest::Recording>();
    open();
}

void TestShortcuts::open()
{
    auto session = Session::openRecording(m_recording->path());
    QVERIFY(session);
    m_session = std::move(*session);
    m_window = std::make_unique<MainWindow>(*m_session, m_theme, *m_settings);
    m_window->show();
    QVERIFY(QTest::qWaitForWindowActive(m_window.get()));
}

void TestShortcuts::close()
{
    m_window.reset();
    m_session.reset();
}

void TestShortcuts::cleanup()
{
    close();
    common::keymap().resetAll();
}

void TestShortcuts::aChangedKeyWorksAndTheOldOneDoesNot()
{
    pages()->setCurrentIndex(0);
    QTest::keyClick(m_window.get(), Qt::Key_2);
    QCOMPARE(pages()->currentIndex(), 1);
    QCOMPARE(common::keymap().setKey(KeyCommand::ShowSuspects, Qt::SHIFT | Qt::Key_H), QString());
    pages()->setCurrentIndex(0);
    QTest::keyClick(m_window.get(), Qt::Key_2);
    QCOMPARE(pages()->currentIndex(), 0);
    QTest::keyClick(m_window.get(), Qt::Key_H, Qt::ShiftModifier);
    QCOMPARE(pages()->currentIndex(), 1);

    // The one that is no shortcut.
    items::TimeConductor& conductor = m_session->conductor();
    QTRY_VERIFY(conductor.bounds().end > conductor.bounds().start);
    conductor.seek(conductor.bounds().start); // at the end nothing would be played
    QTest::keyClick(m_window.get(), Qt::Key_Space);
    QVERIFY(conductor.isPlaying());
    QTest::keyClick(m_window.get(), Qt::Key_Space);
    QVERIFY(!conductor.isPlaying());
    QCOMPARE(common::keymap().setKey(KeyCommand::PlayTime, Qt::Key_F6), QString());
    QTest::keyClick(m_window.get(), Qt::Key_Space);
    QVERIFY(!conductor.isPlaying());
    QTest::keyClick(m_window.get(), Qt::Key_F6);
    QVERIFY(conductor.isPlaying());
    conductor.togglePlay();
    QVERIFY(action(u"&Play or Pause\tF6"_s) != nullptr);
}

void TestShortcuts::whatIsTypedIntoKeepsAChangedKey()
{
    QCOMPARE(common::keymap().setKey(KeyCommand::ShowHealth, Qt::Key_H), QString());
    m_window->showView(MainWindow::View::Incident);
    common::SearchLine* line = nullptr;
    for (auto* each : pages()->currentWidget()->findChildren<common::SearchLine*>()) {
        if (each->isVisible() && each->isEnabled())
            line = each;
    }
    QVERIFY(line != nullptr);
    line->setFocus();
    const int before = pages()->currentIndex();
    QTest::keyClicks(line, u"half"_s);
    QCOMPARE(line->text(), u"half"_s);
    QCOMPARE(pages()->currentIndex(), before);
}

void TestShortcuts::helpShowsTheChangedKey()
{
    QCOMPARE(common::keymap().setKey(KeyCommand::ShowSuspects, Qt::Key_F2), QString());
    action(u"&Keys and Signs"_s)->trigger();
    auto* help = m_window->findChild<HelpDialog*>();
    QVERIFY(help != nullptr);
    auto* keys = help->findChild<KeyTree*>();
    for (const common::KeyEntry& entry : common::keyEntries())
        QCOMPARE(keys->itemOf(entry.command)->text(KeyTree::Key),
                 common::keymap().allText(entry.command));
    QCOMPARE(keys->itemOf(KeyCommand::ShowSuspects)->text(KeyTree::Key), u"F2"_s);
    QCOMPARE(common::keymap().setKey(KeyCommand::ShowSuspects, Qt::CTRL | Qt::Key_F3), QString());
    QCOMPARE(keys->itemOf(KeyCommand::ShowSuspects)->text(KeyTree::Key), u"Ctrl+F3"_s);
    QTest::keyClicks(help->findChild<common::SearchLine*>(), u"ctrl+f3"_s);
    QVERIFY(!keys->itemOf(KeyCommand::ShowSuspects)->isHidden());
    QVERIFY(keys->itemOf(KeyCommand::ShowHealth)->isHidden());
}

// On a low screen, too: the list gives way.
void TestShortcuts::theHelpCoversNothing()
{
    action(u"&Keys and Signs"_s)->trigger();
    auto* help = m_window->findChild<HelpDialog*>();
    QVERIFY(help != nullptr);
    const auto* keys = help->findChild<KeyTree*>();
    const QLabel* below = nullptr;
    for (const auto* label : help->findChildren<QLabel*>()) {
        if (label->text().contains(u"work in every list"_s))
            below = label;
    }
    QVERIFY(keys != nullptr && below != nullptr);
    for (const QSize size : {QSize(920, 680), QSize(920, 480)}) {
        help->resize(size);
        QTest::qWait(50);
        QVERIFY2(below->geometry().top() > keys->geometry().bottom(),
                 qPrintable(QString::number(keys->geometry().bottom())));
        QVERIFY(below->height() >= below->heightForWidth(below->width()));
        QVERIFY(help->rect().contains(below->geometry()));
    }
}

void TestShortcuts::buttonsTellTheChangedKey()
{
    const auto buttons = m_window->findChildren<timeline::JumpButton*>();
    const auto alarm = std::ranges::find(buttons, u"Next alarm"_s, &QWidget::accessibleName);
    QVERIFY(alarm != buttons.end());
    QCOMPARE((*alarm)->toolTip(), u"Next alarm (Ctrl+→)"_s);
    QCOMPARE(common::keymap().setKey(KeyCommand::NextAlarm, Qt::Key_F4), QString());
    QCOMPARE((*alarm)->toolTip(), u"Next alarm (F4)"_s);
    QCOMPARE(common::keymap().setKey(KeyCommand::NextAlarm, {}), QString());
    QCOMPARE((*alarm)->toolTip(), u"Next alarm"_s);
}

void TestShortcuts::changesAreKept()
{
    QCOMPARE(common::keymap().setKey(KeyCommand::ShowSuspects, Qt::Key_F2), QString());
    QCOMPARE(m_settings->keys(), (QVariantMap{{u"window.suspects"_s, u"F2"_s}}));
    close();
    common::keymap().resetAll();
    open();
    QCOMPARE(common::keymap().text(KeyCommand::ShowSuspects), u"F2"_s);
    common::keymap().resetAll();
    QVERIFY(m_settings->keys().isEmpty());
}

void TestShortcuts::whatCannotBeTakenOverIsSaid()
{
    close();
    m_settings->setKeys({{u"window.suspects"_s, u"3"_s}, {u"window.health"_s, u"F2"_s}});
    open();
    const auto bars = m_window->findChildren<common::MessageBar*>();
    QVERIFY(std::ranges::any_of(bars, [](const common::MessageBar* bar) {
        return bar->text().contains(u"3 is the key of “Trace”"_s);
    }));
    QCOMPARE(common::keymap().text(KeyCommand::ShowSuspects), u"2"_s);
    QCOMPARE(common::keymap().text(KeyCommand::ShowHealth), u"F2"_s);
}

void TestShortcuts::theEditorHoldsUpNothing()
{
    action(u"&Change Shortcuts…"_s)->trigger();
    auto* editor = m_window->findChild<settings::ShortcutEditor*>();
    QVERIFY(editor != nullptr);
    QVERIFY(editor->isVisible() && editor->isWindow() && !editor->isModal());
    editor->activateWindow();
    QTRY_VERIFY(QApplication::activeWindow() == editor);
    // Its keys are no keys of the window below.
    const int before = pages()->currentIndex();
    auto* keys = editor->findChild<KeyTree*>();
    keys->choose(KeyCommand::ShowExplore);
    QTest::mouseClick(editor->findChild<QPushButton*>(u"changeShortcut"_s), Qt::LeftButton);
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_F2);
    QCOMPARE(common::keymap().text(KeyCommand::ShowExplore), u"F2"_s);
    QCOMPARE(pages()->currentIndex(), before);
    QTest::keyClick(keys, Qt::Key_Escape);
    QVERIFY(!editor->isVisible());
    action(u"&Change Shortcuts…"_s)->trigger();
    QCOMPARE(m_window->findChildren<settings::ShortcutEditor*>().size(), 1);
    QVERIFY(editor->isVisible());
}

QTEST_MAIN(TestShortcuts)
#include "tst_shortcuts.moc"
