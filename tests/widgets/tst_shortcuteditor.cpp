// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/keymap.h"
#include "widgets/common/searchline.h"
#include "widgets/common/theme.h"
#include "widgets/settings/keytree.h"
#include "widgets/settings/shortcuteditor.h"

#include <QApplication>
#include <QColor>
#include <QImage>
#include <QLabel>
#include <QPushButton>
#include <QSignalSpy>
#include <QTest>

#include <memory>

using namespace Qt::StringLiterals;
using common::KeyCommand;
using settings::KeyTree;

// The page that keys are changed on: by click and by key.
class TestShortcutEditor : public QObject
{
    Q_OBJECT

private slots:
    void init();
    void cleanup();

    void allCommandsAreListed();
    void aKeyIsPressed();
    void escapeLeavesItAsItIs();
    void aConflictIsSaidAndAnotherKeyAwaited();
    void oneIsReset();
    void allAreReset();
    void aKeyIsTakenAway();
    void whatIsFixedIsNotOffered();
    void theSearchGoesByWordsAndKeys();
    void anotherRowEndsTheListening();
    void withoutAMouse();

private:
    QPushButton* button(const char16_t* name) const
    {
        return m_editor->findChild<QPushButton*>(QString::fromUtf16(name));
    }
    QString said() const { return m_editor->findChild<QLabel*>(u"shortcutSaid"_s)->text(); }
    QString text(KeyCommand command, KeyTree::Column column) const
    {
        return m_tree->itemOf(command)->text(column);
    }
    void begin(KeyCommand command)
    {
        m_tree->choose(command);
        QTest::mouseClick(button(u"changeShortcut"), Qt::LeftButton);
    }
    void press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
    {
        QTest::keyClick(button(u"changeShortcut"), key, modifiers);
    }

    common::Theme m_theme{u"dark"_s};
    std::unique_ptr<settings::ShortcutEditor> m_editor;
    KeyTree* m_tree = nullptr;
};

void TestShortcutEditor::init()
{
    common::keymap().resetAll();
    m_editor = std::make_unique<settings::ShortcutEditor>(m_theme);
    m_tree = m_editor->findChild<KeyTree*>();
    m_editor->resize(700, 600);
    m_editor->show();
    QVERIFY(QTest::qWaitForWindowActive(m_editor.get()));
}

void TestShortcutEditor::cleanup()
{
    m_editor.reset();
    common::keymap().resetAll();
}

void TestShortcutEditor::allCommandsAreListed()
{
    for (const common::KeyEntry& entry : common::keyEntries()) {
        const QTreeWidgetItem* item = m_tree->itemOf(entry.command);
        QVERIFY2(item != nullptr, entry.id);
        QCOMPARE(item->parent()->text(KeyTree::What), common::Keymap::title(entry.context));
        QCOMPARE(item->text(KeyTree::Key), common::keymap().allText(entry.command));
    }
    QVERIFY(!m_tree->accessibleName().isEmpty());
    QVERIFY(!m_editor->findChild<common::SearchLine*>()->accessibleName().isEmpty());
}

void TestShortcutEditor::aKeyIsPressed()
{
    begin(KeyCommand::ShowWaterfall);
    QVERIFY(m_editor->isListening());
    QVERIFY(said().contains(u"“Waterfall”"_s));
    press(Qt::Key_Shift, Qt::ShiftModifier); // comes before the key
    QVERIFY(m_editor->isListening());
    press(Qt::Key_H, Qt::ShiftModifier);
    QVERIFY(!m_editor->isListening());
    QCOMPARE(text(KeyCommand::ShowWaterfall, KeyTree::Key), u"Shift+H"_s);
    QCOMPARE(text(KeyCommand::ShowWaterfall, KeyTree::Default), u"W"_s);
    QVERIFY(m_tree->itemOf(KeyCommand::ShowWaterfall)->font(KeyTree::Key).bold());
    QCOMPARE(common::keymap().text(KeyCommand::ShowWaterfall), u"Shift+H"_s);
    QVERIFY(m_tree->hasFocus());
}

void TestShortcutEditor::escapeLeavesItAsItIs()
{
    const QSignalSpy changed(&common::keymap(), &common::Keymap::changed);
    begin(KeyCommand::ShowWaterfall);
    press(Qt::Key_Escape);
    QVERIFY(!m_editor->isListening());
    press(Qt::Key_H); // only a button by now
    QCOMPARE(changed.size(), 0);
    QCOMPARE(text(KeyCommand::ShowWaterfall, KeyTree::Key), u"W"_s);
}

void TestShortcutEditor::aConflictIsSaidAndAnotherKeyAwaited()
{
    begin(KeyCommand::ShowWaterfall);
    press(Qt::Key_F);
    QVERIFY2(said().contains(u"“Flame”"_s), qPrintable(said()));
    QVERIFY(m_editor->isListening());
    QVERIFY(!common::keymap().isChanged(KeyCommand::ShowWaterfall));
    press(Qt::Key_Tab);
    QVERIFY(m_editor->isListening());
    QVERIFY(button(u"changeShortcut")->hasFocus());
    press(Qt::Key_H);
    QVERIFY(!m_editor->isListening());
    QCOMPARE(text(KeyCommand::ShowWaterfall, KeyTree::Key), u"H"_s);
    QVERIFY(said().isEmpty());
}

void TestShortcutEditor::oneIsReset()
{
    QVERIFY(!button(u"resetShortcut")->isEnabled());
    begin(KeyCommand::ShowFlame);
    press(Qt::Key_H);
    begin(KeyCommand::ShowGraph);
    press(Qt::Key_F);
    m_tree->choose(KeyCommand::ShowFlame);
    QTest::mouseClick(button(u"resetShortcut"), Qt::LeftButton);
    QVERIFY2(said().contains(u"“Graph by cause”"_s), qPrintable(said())); // which has it
    QCOMPARE(text(KeyCommand::ShowFlame, KeyTree::Key), u"H"_s);
    m_tree->choose(KeyCommand::ShowGraph);
    QTest::mouseClick(button(u"resetShortcut"), Qt::LeftButton);
    QCOMPARE(text(KeyCommand::ShowGraph, KeyTree::Key), u"G"_s);
    QVERIFY(!button(u"resetShortcut")->isEnabled());
    m_tree->choose(KeyCommand::ShowFlame);
    QTest::mouseClick(button(u"resetShortcut"), Qt::LeftButton);
    QCOMPARE(text(KeyCommand::ShowFlame, KeyTree::Key), u"F"_s);
}

void TestShortcutEditor::allAreReset()
{
    QVERIFY(!button(u"resetShortcuts")->isEnabled());
    begin(KeyCommand::ShowFlame);
    press(Qt::Key_H);
    begin(KeyCommand::NextSuspect);
    press(Qt::Key_F2);
    QTest::mouseClick(button(u"resetShortcuts"), Qt::LeftButton);
    QVERIFY(common::keymap().overrides().isEmpty());
    QCOMPARE(text(KeyCommand::ShowFlame, KeyTree::Key), u"F"_s);
    QCOMPARE(text(KeyCommand::NextSuspect, KeyTree::Key), u"J"_s);
    // One press too many is undone by the next one.
    QCOMPARE(button(u"resetShortcuts")->text(), u"Undo Reset"_s);
    QTest::mouseClick(button(u"resetShortcuts"), Qt::LeftButton);
    QCOMPARE(text(KeyCommand::ShowFlame, KeyTree::Key), u"H"_s);
    QCOMPARE(text(KeyCommand::NextSuspect, KeyTree::Key), u"F2"_s);
    QCOMPARE(button(u"resetShortcuts")->text(), u"Reset All"_s);
    QTest::mouseClick(button(u"resetShortcuts"), Qt::LeftButton);
    QVERIFY(common::keymap().overrides().isEmpty());
}

void TestShortcutEditor::aKeyIsTakenAway()
{
    m_tree->choose(KeyCommand::Bookmark);
    QTest::mouseClick(button(u"noShortcut"), Qt::LeftButton);
    QCOMPARE(text(KeyCommand::Bookmark, KeyTree::Key), QString());
    QVERIFY(common::keymap().sequences(KeyCommand::Bookmark).isEmpty());
    QVERIFY(!button(u"noShortcut")->isEnabled());
}

void TestShortcutEditor::whatIsFixedIsNotOffered()
{
    m_tree->choose(KeyCommand::HoldLever);
    for (const auto* name : {u"changeShortcut", u"noShortcut", u"resetShortcut"})
        QVERIFY(!button(name)->isEnabled());
    QTest::keyClick(m_tree, Qt::Key_Return);
    QVERIFY(!m_editor->isListening());
}

void TestShortcutEditor::theSearchGoesByWordsAndKeys()
{
    auto* search = m_editor->findChild<common::SearchLine*>();
    const auto shown = [this](KeyCommand command) {
        const QTreeWidgetItem* item = m_tree->itemOf(command);
        return !item->isHidden() && !item->parent()->isHidden();
    };
    QTest::keyClicks(search, u"suspects NEXT"_s);
    QVERIFY(shown(KeyCommand::NextSuspect));
    QVERIFY(!shown(KeyCommand::PreviousSuspect) && !shown(KeyCommand::NextAlarm));
    search->clear();
    QTest::keyClicks(search, u"ctrl+t"_s);
    QVERIFY(shown(KeyCommand::KnownNow));
    QVERIFY(!shown(KeyCommand::NextSuspect));
    // What is hidden is not changed.
    m_tree->choose(KeyCommand::NextSuspect);
    QVERIFY(!m_tree->current());
    QVERIFY(!button(u"changeShortcut")->isEnabled());
    // Where nothing is left that is said, and not left to be guessed.
    const QImage some = m_tree->viewport()->grab().toImage();
    search->clear();
    QTest::keyClicks(search, u"qqqq"_s);
    const QImage none = m_tree->viewport()->grab().toImage();
    QVERIFY(none != some);
    const QColor ground = none.pixelColor(1, 1);
    bool isSaid = false;
    for (int x = none.width() / 4; x < none.width() * 3 / 4 && !isSaid; ++x) {
        for (int y = none.height() / 3; y < none.height() * 2 / 3 && !isSaid; ++y)
            isSaid = none.pixelColor(x, y) != ground;
    }
    QVERIFY(isSaid);
    QTest::keyClick(search, Qt::Key_Escape);
    QVERIFY(shown(KeyCommand::NextSuspect));
    QVERIFY(button(u"changeShortcut")->isEnabled());
}

void TestShortcutEditor::anotherRowEndsTheListening()
{
    begin(KeyCommand::ShowFlame);
    m_tree->choose(KeyCommand::ShowGraph);
    QVERIFY(!m_editor->isListening());
    begin(KeyCommand::ShowFlame);
    m_editor->findChild<common::SearchLine*>()->setFocus();
    QVERIFY(!m_editor->isListening());
}

void TestShortcutEditor::withoutAMouse()
{
    m_tree->setFocus();
    m_tree->choose(KeyCommand::ShowFlame);
    QTest::keyClick(m_tree, Qt::Key_Return);
    QVERIFY(m_editor->isListening());
    QTest::keyClick(QApplication::focusWidget(), Qt::Key_H);
    QCOMPARE(common::keymap().text(KeyCommand::ShowFlame), u"H"_s);
    QTest::keyClick(m_tree, Qt::Key_Down); // the row is the one that was changed
    QVERIFY(m_tree->current() == KeyCommand::ShowClaims);
}

QTEST_MAIN(TestShortcutEditor)
#include "tst_shortcuteditor.moc"
