// SPDX-License-Identifier: GPL-3.0-or-later

#include "widgets/common/keymap.h"

#include <QAction>
#include <QKeyEvent>
#include <QSet>
#include <QSignalSpy>
#include <QTest>
#include <QToolButton>

using namespace Qt::StringLiterals;
using common::KeyCommand;
using common::KeyContext;
using common::Keymap;

namespace {

QKeyEvent press(Qt::Key key, Qt::KeyboardModifiers modifiers = Qt::NoModifier)
{
    return {QEvent::KeyPress, key, modifiers};
}

} // namespace

// Which key does what, and what of it may be changed.
class TestKeymap : public QObject
{
    Q_OBJECT

private slots:
    void everyDefaultIsUniqueWhereItWorks();
    void everyCommandIsNamed();
    void aKeyIsMatchedWithItsShift();
    void theKeypadIsNoOtherKey();
    void signsComeWithoutShift();
    void aChangedKeyTakesTheOldOnesPlace();
    void conflictsAreRefusedInWords();
    void aPageMayHideTheWindowOnlyByDefault();
    void keysOfControlsAreNobodys();
    void fixedKeysStay();
    void aDefaultThatIsTakenIsNotPutBack();
    void overridesGoRound();
    void keysCanBeSwapped();
    void whatCannotBeTakenIsSaid();
    void actionsAndToolTipsFollow();
};

void TestKeymap::everyDefaultIsUniqueWhereItWorks()
{
    const Keymap keys;
    QSet<QString> taken;
    for (const common::KeyEntry& entry : common::keyEntries()) {
        for (const QKeySequence& key : keys.defaults(entry.command)) {
            QCOMPARE(key.count(), 1);
            const QString place = QString::number(static_cast<int>(entry.context)) + u' '
                + key.toString(QKeySequence::PortableText);
            QVERIFY2(!taken.contains(place), entry.id);
            taken << place;
        }
    }
    QVERIFY(taken.size() > 80);
}

void TestKeymap::everyCommandIsNamed()
{
    QSet<QString> ids;
    for (const common::KeyEntry& entry : common::keyEntries()) {
        QVERIFY(!ids.contains(QString::fromLatin1(entry.id)));
        ids << QString::fromLatin1(entry.id);
        QVERIFY2(!Keymap::title(entry.command).isEmpty(), entry.id);
        QVERIFY2(!Keymap::title(entry.context).isEmpty(), entry.id);
        QVERIFY(&Keymap::entry(entry.command) == &entry);
    }
    QCOMPARE(ids.size(), qsizetype{common::kKeyCommands});
}

void TestKeymap::aKeyIsMatchedWithItsShift()
{
    const Keymap keys;
    QVERIFY(keys.matches(KeyCommand::NextFailure, press(Qt::Key_E)));
    QVERIFY(!keys.matches(KeyCommand::NextFailure, press(Qt::Key_E, Qt::ShiftModifier)));
    QVERIFY(keys.matches(KeyCommand::PreviousFailure, press(Qt::Key_E, Qt::ShiftModifier)));
    QVERIFY(!keys.matches(KeyCommand::PreviousFailure, press(Qt::Key_E)));
    QVERIFY(!keys.matches(KeyCommand::NextFailure, press(Qt::Key_E, Qt::ControlModifier)));
    QVERIFY(keys.matches(KeyCommand::PageBack,
                         press(Qt::Key_Left, Qt::AltModifier | Qt::ShiftModifier)));
    QVERIFY(!keys.matches(KeyCommand::PageBack, press(Qt::Key_Left, Qt::AltModifier)));
    // The same letter is another command elsewhere.
    QVERIFY(keys.find(KeyContext::Suspects, press(Qt::Key_N)) == KeyCommand::JudgeSound);
    QVERIFY(keys.find(KeyContext::GoodRun, press(Qt::Key_N)) == KeyCommand::NextDifference);
    QVERIFY(!keys.find(KeyContext::Trace, press(Qt::Key_N)));
}

void TestKeymap::theKeypadIsNoOtherKey()
{
    const Keymap keys;
    QVERIFY(keys.matches(KeyCommand::StepsZoomIn, press(Qt::Key_Plus, Qt::KeypadModifier)));
    QVERIFY(keys.matches(KeyCommand::StepsFit, press(Qt::Key_0, Qt::KeypadModifier)));
    QCOMPARE(Keymap::combination(press(Qt::Key_Enter, Qt::KeypadModifier)).toCombined(),
             QKeyCombination(Qt::Key_Return).toCombined());
}

void TestKeymap::signsComeWithoutShift()
{
    const Keymap keys;
    QVERIFY(keys.matches(KeyCommand::SearchTrace, press(Qt::Key_Slash, Qt::ShiftModifier)));
    QVERIFY(keys.matches(KeyCommand::StepsFit, press(Qt::Key_0, Qt::ShiftModifier)));
    QVERIFY(keys.matches(KeyCommand::BarPreviousMark, press(Qt::Key_BracketLeft)));
    QVERIFY(!keys.matches(KeyCommand::SearchTrace, press(Qt::Key_Slash, Qt::AltModifier)));
    QCOMPARE(Keymap::combination(press(Qt::Key_Shift, Qt::ShiftModifier)).key(), Qt::Key_unknown);
    QCOMPARE(Keymap::combination(press(Qt::Key_Control)).key(), Qt::Key_unknown);
}

void TestKeymap::aChangedKeyTakesTheOldOnesPlace()
{
    Keymap keys;
    const QSignalSpy changed(&keys, &Keymap::changed);
    QCOMPARE(keys.setKey(KeyCommand::ShowWaterfall, Qt::SHIFT | Qt::Key_H), QString());
    QCOMPARE(changed.size(), 1);
    QVERIFY(keys.isChanged(KeyCommand::ShowWaterfall));
    QVERIFY(!keys.matches(KeyCommand::ShowWaterfall, press(Qt::Key_W)));
    QVERIFY(!keys.matches(KeyCommand::ShowWaterfall, press(Qt::Key_H)));
    QVERIFY(keys.find(KeyContext::Trace, press(Qt::Key_H, Qt::ShiftModifier))
            == KeyCommand::ShowWaterfall);
    QVERIFY(!keys.find(KeyContext::Trace, press(Qt::Key_W)));
    QCOMPARE(keys.text(KeyCommand::ShowWaterfall), u"Shift+H"_s);

    QCOMPARE(keys.setKey(KeyCommand::ShowWaterfall, {}), QString()); // none at all
    QVERIFY(keys.sequences(KeyCommand::ShowWaterfall).isEmpty());
    QCOMPARE(keys.withKey(u"Waterfall"_s, KeyCommand::ShowWaterfall), u"Waterfall"_s);
    QCOMPARE(keys.reset(KeyCommand::ShowWaterfall), QString());
    QVERIFY(keys.matches(KeyCommand::ShowWaterfall, press(Qt::Key_W)));
    QCOMPARE(keys.withKey(u"Waterfall"_s, KeyCommand::ShowWaterfall), u"Waterfall (W)"_s);
    // The default by hand is no change.
    QCOMPARE(keys.setKey(KeyCommand::ShowWaterfall, Qt::Key_W), QString());
    QVERIFY(!keys.isChanged(KeyCommand::ShowWaterfall));
}

void TestKeymap::conflictsAreRefusedInWords()
{
    Keymap keys;
    const QSignalSpy changed(&keys, &Keymap::changed);
    QString why = keys.setKey(KeyCommand::ShowWaterfall, Qt::Key_F); // of the same page
    QVERIFY2(why.contains(u"“Flame”"_s) && why.contains(u"Trace page"_s), qPrintable(why));
    why = keys.setKey(KeyCommand::ShowWaterfall, Qt::Key_2); // of the window
    QVERIFY2(why.contains(u"“Suspects”"_s) && why.contains(u"Window"_s), qPrintable(why));
    why = keys.setKey(KeyCommand::CopyLink, Qt::Key_B); // would never come past the page
    QVERIFY2(why.contains(u"“Bookmark what is chosen”"_s), qPrintable(why));
    why = keys.setKey(KeyCommand::ZoomToStep, Qt::Key_Plus); // of all views of steps
    QVERIFY2(why.contains(u"“Larger”"_s), qPrintable(why));
    QVERIFY(keys.matches(KeyCommand::ShowWaterfall, press(Qt::Key_W)));
    QCOMPARE(changed.size(), 0);
    // Pages do not meet.
    QCOMPARE(keys.setKey(KeyCommand::MarkEntry, Qt::Key_B), QString());
    // While text is selected its key would come before a verdict.
    QVERIFY(!keys.setKey(KeyCommand::SpreadOfText, Qt::Key_Y).isEmpty());
    QVERIFY(!keys.setKey(KeyCommand::SpreadOfText, Qt::Key_E).isEmpty());
    QCOMPARE(keys.setKey(KeyCommand::SpreadOfText, Qt::Key_H), QString());
}

void TestKeymap::aPageMayHideTheWindowOnlyByDefault()
{
    Keymap keys; // N is a verdict on one page and adds a note elsewhere
    QCOMPARE(keys.setKey(KeyCommand::JudgeSound, Qt::Key_G), QString());
    QCOMPARE(keys.reset(KeyCommand::JudgeSound), QString());
    QVERIFY(keys.matches(KeyCommand::JudgeSound, press(Qt::Key_N)));
    QVERIFY(!keys.setKey(KeyCommand::JudgeUnsure, Qt::Key_N).isEmpty());
    QCOMPARE(keys.setKey(KeyCommand::AddNote, Qt::Key_F8), QString());
    QCOMPARE(keys.reset(KeyCommand::AddNote), QString());
    QCOMPARE(keys.sequences(KeyCommand::AddNote),
             (QList<QKeySequence>{Qt::Key_N, Qt::CTRL | Qt::Key_N}));
}

void TestKeymap::keysOfControlsAreNobodys()
{
    Keymap keys;
    for (const QKeyCombination key :
         {QKeyCombination(Qt::Key_Tab), QKeyCombination(Qt::Key_Return),
          QKeyCombination(Qt::Key_Escape), QKeyCombination(Qt::Key_Down), Qt::SHIFT | Qt::Key_Left,
          QKeyCombination(Qt::Key_Space), Qt::CTRL | Qt::Key_C, Qt::ALT | Qt::Key_F,
          QKeyCombination(Qt::Key_Shift)})
        QVERIFY2(!keys.setKey(KeyCommand::Bookmark, QKeySequence(key)).isEmpty(),
                 qPrintable(QKeySequence(key).toString()));
    QVERIFY(!keys.setKey(KeyCommand::Bookmark, QKeySequence(u"Ctrl+K, Ctrl+B"_s)).isEmpty());
    QVERIFY(!keys.isChanged(KeyCommand::Bookmark));
    // But for those that have one of them.
    QCOMPARE(keys.setKey(KeyCommand::BackToLive, Qt::CTRL | Qt::Key_G), QString());
    QCOMPARE(keys.setKey(KeyCommand::BackToLive, Qt::Key_Escape), QString());
}

void TestKeymap::fixedKeysStay()
{
    Keymap keys;
    QVERIFY(!keys.setKey(KeyCommand::HoldLever, Qt::Key_F9).isEmpty());
    QVERIFY(!keys.setKey(KeyCommand::HoldLever, {}).isEmpty());
    QCOMPARE(keys.setOverrides({{u"runbook.hold"_s, u"F9"_s}}).size(), 1);
    QCOMPARE(keys.text(KeyCommand::HoldLever), QKeySequence(Qt::Key_Return).toString());
    QVERIFY(!keys.find(KeyContext::Runbook, press(Qt::Key_Return)));
}

void TestKeymap::aDefaultThatIsTakenIsNotPutBack()
{
    Keymap keys;
    QCOMPARE(keys.setKey(KeyCommand::ShowFlame, Qt::Key_H), QString());
    QCOMPARE(keys.setKey(KeyCommand::ShowGraph, Qt::Key_F), QString());
    const QString why = keys.reset(KeyCommand::ShowFlame);
    QVERIFY2(why.contains(u"“Graph by cause”"_s), qPrintable(why));
    QVERIFY(keys.matches(KeyCommand::ShowFlame, press(Qt::Key_H)));
    keys.resetAll();
    QVERIFY(keys.matches(KeyCommand::ShowFlame, press(Qt::Key_F)));
    QVERIFY(keys.overrides().isEmpty());
}

void TestKeymap::overridesGoRound()
{
    Keymap keys;
    QCOMPARE(keys.setKey(KeyCommand::ShowFlame, Qt::CTRL | Qt::SHIFT | Qt::Key_F2), QString());
    QCOMPARE(keys.setKey(KeyCommand::MarkEntry, Qt::Key_Semicolon), QString());
    QCOMPARE(keys.setKey(KeyCommand::Bookmark, {}), QString());
    const QVariantMap kept = keys.overrides();
    QCOMPARE(kept.value(u"trace.flame"_s).toString(), u"Ctrl+Shift+F2"_s);
    QCOMPARE(kept.size(), 3);
    Keymap others;
    QCOMPARE(others.setKey(KeyCommand::ShowTable, Qt::Key_H), QString()); // goes
    QCOMPARE(others.setOverrides(kept), QStringList());
    QCOMPARE(others.overrides(), kept);
    QVERIFY(others.matches(KeyCommand::MarkEntry, press(Qt::Key_Semicolon)));
    QVERIFY(others.sequences(KeyCommand::Bookmark).isEmpty());
    QVERIFY(!others.isChanged(KeyCommand::ShowTable));
    QCOMPARE(others.setOverrides({{u"window.note"_s, u"F8; Ctrl+F8"_s}}), QStringList());
    QVERIFY(others.matches(KeyCommand::AddNote, press(Qt::Key_F8, Qt::ControlModifier)));
}

void TestKeymap::keysCanBeSwapped()
{
    Keymap keys;
    const QVariantMap swapped{{u"trace.flame"_s, u"G"_s}, {u"trace.graph"_s, u"F"_s}};
    QCOMPARE(keys.setOverrides(swapped), QStringList());
    QVERIFY(keys.find(KeyContext::Trace, press(Qt::Key_G)) == KeyCommand::ShowFlame);
    QVERIFY(keys.find(KeyContext::Trace, press(Qt::Key_F)) == KeyCommand::ShowGraph);
}

void TestKeymap::whatCannotBeTakenIsSaid()
{
    Keymap keys;
    const QStringList dropped = keys.setOverrides({{u"no.such\u202e"_s, u"H"_s},
                                                   {u"trace.flame"_s, 7},
                                                   {u"trace.graph"_s, u"T"_s},
                                                   {u"trace.context"_s, u"Ctrl+K, Ctrl+X"_s},
                                                   {u"trace.claims"_s, u"H"_s}});
    QCOMPARE(dropped.size(), 4);
    const QString all = dropped.join(u'\n');
    QVERIFY(all.contains(u"no.such"_s) && !all.contains(u'\u202e'));
    QVERIFY(all.contains(u"Flame: "_s));
    QVERIFY(all.contains(u"“Table, and back”"_s));
    QVERIFY(all.contains(u"Context window: "_s));
    QCOMPARE(keys.overrides(), (QVariantMap{{u"trace.claims"_s, u"H"_s}}));
    // What falls back may meet what was taken until then.
    QCOMPARE(keys.setOverrides({{u"trace.flame"_s, u"T"_s}, {u"trace.graph"_s, u"F"_s}}).size(), 2);
    QVERIFY(keys.overrides().isEmpty());
}

void TestKeymap::actionsAndToolTipsFollow()
{
    common::keymap().resetAll();
    QAction action;
    QToolButton button;
    common::bindKeys(&action, KeyCommand::AddNote);
    common::teachKey(&button, u"Previous alarm"_s, KeyCommand::PreviousAlarm);
    QCOMPARE(action.shortcuts(), (QList<QKeySequence>{Qt::Key_N, Qt::CTRL | Qt::Key_N}));
    QCOMPARE(button.toolTip(), u"Previous alarm (Ctrl+←)"_s);
    QCOMPARE(common::keymap().setKey(KeyCommand::AddNote, Qt::Key_F8), QString());
    QCOMPARE(common::keymap().setKey(KeyCommand::PreviousAlarm, Qt::Key_F7), QString());
    QCOMPARE(action.shortcuts(), QList<QKeySequence>{Qt::Key_F8});
    QCOMPARE(button.toolTip(), u"Previous alarm (F7)"_s);
    common::keymap().resetAll();
    QCOMPARE(button.toolTip(), u"Previous alarm (Ctrl+←)"_s);
}

QTEST_MAIN(TestKeymap)
#include "tst_keymap.moc"
