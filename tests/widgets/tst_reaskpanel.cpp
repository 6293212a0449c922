// SPDX-License-Identifier: GPL-3.0-or-later

// clang-format off
#include <cstddef> // moc 6.4 cannot read <compare> before it
// clang-format on

#include "models/store/writer.h"
#include "tests/widgets/reaskfixture.h"
#include "widgets/common/theme.h"
#include "widgets/trace/meaningstree.h"

#include <QCheckBox>
#include <QComboBox>
#include <QLabel>
#include <QLineEdit>
#include <QPlainTextEdit>
#include <QPushButton>
#include <QSignalSpy>
#include <QSpinBox>
#include <QTableWidget>
#include <QTest>
#include <QTreeWidget>

#include <algorithm>
#include <array>
#include <vector>

using namespace Qt::StringLiterals;
using namespace reasktest;
using traceview::MeaningsTree;
using traceview::ReaskPanel;

namespace {

// One whose server dropped two thirds of a text before it counted.
telemetry::Generation cutSuspect()
{
    telemetry::Part part;
    for (int i = 0; i < 200; ++i)
        part.text += "Some words of an input that goes on for a while. ";
    telemetry::Message message;
    message.role = "user";
    message.parts.push_back(part);
    telemetry::Generation made = suspect();
    made.inputMessages.push_back(message);
    made.inputSource.state = telemetry::ContentState::Captured;
    made.inputTokens = 768;
    return made;
}

QString markedText(const QModelIndex& index)
{
    QStringList all;
    for (const MeaningsTree::Stretch& stretch : MeaningsTree::markedIn(index))
        all << index.data().toString().mid(stretch.start, stretch.length);
    return all.join(u'|');
}

} // namespace

class TestReaskPanel : public QObject
{
    Q_OBJECT

private slots:
    void withoutAPortNothingCanBeSent()
    {
        const pagetest::Recording recording;
        items::RecordingQueries queries(recording.path());
        const common::Theme theme(u"light"_s);
        ReaskPanel panel(nullptr, queries, theme);
        panel.open(suspect());
        queries.waitForIdle();
        QVERIFY(sending(panel) == nullptr);
        QVERIFY(visibleText(panel).contains(u"this is a recording"_s));
        QVERIFY(visibleText(panel).contains(
            u"plumbline reask FILE --trace "_s
            + QString::fromStdString(telemetry::toHex(suspect().trace)) + u" --span "_s
            + QString::fromStdString(telemetry::toHex(suspect().span)) + u" --endpoint URL"_s));
    }

    void theButtonNamesWhatItDoes()
    {
        const pagetest::Recording recording;
        items::RecordingQueries queries(recording.path());
        const common::Theme theme(u"light"_s);
        FakePort port;
        ReaskPanel panel(&port, queries, theme);
        panel.open(suspect());
        QCOMPARE(sending(panel)->text(), u"&Send 10 Requests"_s);
        QVERIFY(visibleText(panel).contains(u"https://api.example.com"_s));
        QVERIFY(visibleText(panel).contains(
            u"≈ 10 × 1,240 in + ≤ 512 out tokens · price unknown of new, old"_s));
        named<QSpinBox>(panel, u"Answers of each model"_s)->setValue(1);
        named<QLineEdit>(panel, u"Pinned model"_s)->clear();
        QCOMPARE(sending(panel)->text(), u"&Send 1 Request"_s);
        named<QLineEdit>(panel, u"Current model"_s)->clear();
        QVERIFY(!sending(panel)->isEnabled());
        port.where.clear();
        panel.setLive(true);
        QVERIFY(visibleText(panel).contains(u"No OpenAI-compatible endpoint"_s));
        port.trouble = u"prices.yaml:3: no number."_s;
        panel.setLive(false);
        panel.setLive(true);
        QVERIFY(visibleText(panel).contains(u"cannot be asked: prices.yaml:3: no number."_s));
        port.where = u"https://api.example.com"_s;
        panel.setLive(false);
        QVERIFY(visibleText(panel).contains(u"looks at the past"_s));
        QVERIFY(!sending(panel)->isVisibleTo(&panel));
    }

    // What is sent is what is shown, and of another model nobody says that it is in service.
    void whatIsSentIsWhatIsShown()
    {
        const pagetest::Recording recording;
        items::RecordingQueries queries(recording.path());
        const common::Theme theme(u"light"_s);
        FakePort port;
        ReaskPanel panel(&port, queries, theme);
        auto warm = suspect();
        warm.temperature = 0.25;
        panel.open(warm);
        QCOMPARE(named<QDoubleSpinBox>(panel, u"Temperature"_s)->text(),
                 QLocale().toString(0.25, 'f', 2));
        named<QLineEdit>(panel, u"Current model"_s)->setText(u"something-else"_s);
        sending(panel)->click();
        QCOMPARE(port.asked.back().temperature, std::optional(0.25));
        QCOMPARE(port.asked.back().targets.at(0).model, std::string("something-else"));
        QCOMPARE(port.asked.back().targets.at(0).role, std::string());
        QCOMPARE(port.asked.back().targets.at(1).role, std::string("pinned"));
    }

    // Log records with the content come after the span.
    void contentThatComesLaterIsTaken()
    {
        const pagetest::Recording recording;
        items::RecordingQueries queries(recording.path());
        const common::Theme theme(u"light"_s);
        FakePort port;
        ReaskPanel panel(&port, queries, theme);
        auto bare = suspect();
        bare.inputMessages.clear();
        bare.outputMessages.clear();
        bare.contentState = telemetry::ContentState::NotCaptured;
        panel.open(bare);
        named<QLineEdit>(panel, u"Pinned model"_s)->setText(u"typed"_s);
        panel.open(suspect());
        QCOMPARE(named<QLineEdit>(panel, u"Pinned model"_s)->text(), u"typed"_s);
        sending(panel)->click();
        QCOMPARE(telemetry::outputText(port.suspects.back()), telemetry::outputText(suspect()));
    }

    void itsKeysAreNotThoseOfTheWindow()
    {
        const pagetest::Recording recording;
        items::RecordingQueries queries(recording.path());
        const common::Theme theme(u"light"_s);
        FakePort port;
        port.differences = {"The input was cut on its way here."};
        ReaskPanel panel(&port, queries, theme);
        panel.open(suspect());
        // The menus' letters, and Alt+A that arms the lever: twice the same key is none.
        QStringList keys{u"Alt+F"_s, u"Alt+V"_s, u"Alt+I"_s, u"Alt+H"_s, u"Alt+A"_s};
        const auto add = [&keys](const QString& text) {
            const QString key = QKeySequence::mnemonic(text).toString();
            if (key.isEmpty())
                return;
            QVERIFY2(!keys.contains(key), qPrintable(text + u' ' + key));
            keys << key;
        };
        for (const auto* label : panel.findChildren<QLabel*>()) {
            if (label->buddy() != nullptr)
                add(label->text());
        }
        for (const auto* button : panel.findChildren<QAbstractButton*>())
            add(button->text());
        QVERIFY(keys.size() > 9);
    }

    void anotherInputHasToBeAllowed()
    {
        const pagetest::Recording recording;
        items::RecordingQueries queries(recording.path());
        const common::Theme theme(u"light"_s);
        FakePort port;
        port.differences = {"The input was cut on its way here."};
        ReaskPanel panel(&port, queries, theme);
        panel.open(suspect());
        QVERIFY(visibleText(panel).contains(u"The input was cut on its way here."_s));
        QVERIFY(!sending(panel)->isEnabled());
        panel.findChild<QCheckBox*>()->setChecked(true);
        QVERIFY(sending(panel)->isEnabled());
        sending(panel)->click();
        QVERIFY(port.asked.size() == 1 && port.asked[0].isDifferentAllowed);
    }

    void answersComeInByMeaning()
    {
        const pagetest::Recording recording;
        items::RecordingQueries queries(recording.path());
        const common::Theme theme(u"light"_s);
        FakePort port;
        ReaskPanel panel(&port, queries, theme);
        panel.open(suspect());
        named<QSpinBox>(panel, u"Answers of each model"_s)->setValue(3);
        sending(panel)->click();
        QCOMPARE(port.asked.size(), std::size_t{1});
        QCOMPARE(port.asked[0].targets.size(), std::size_t{2});
        QCOMPARE(port.asked[0].maxTokens, std::optional<std::int64_t>(512));
        QVERIFY(panel.isAsking() && !sending(panel)->isEnabled());
        auto* tree = panel.findChild<QTreeWidget*>();

        emit port.sampleReady(port.number, sampleOf(0, 0, reasktest::kWrong));
        emit port.textChanged(port.number, 1, 0, u"Headph"_s);
        QTRY_VERIFY(treeText(*tree).contains(u"coming: Headph"_s));
        QVERIFY(visibleText(panel).contains(u"1 of 6 came"_s));
        named<QPushButton>(panel, u"Cancel the requests that are under way"_s)->click();
        QCOMPARE(port.cancels, 1);

        emit port.finished(port.number, traceview::ReaskAnswer(answered()));
        QTRY_VERIFY(treeText(*tree).contains(u"2 of 3: Headphones have a warranty of 24"_s));
        const QString all = treeText(*tree);
        QVERIFY(!panel.isAsking() && sending(panel)->isEnabled());
        QVERIFY(all.contains(u"1 of 2, as the suspect: Headphones have a warranty of 36"_s));
        QVERIFY(all.contains(u"No sample says what the suspect said (0 of 3"_s));
        QVERIFY(
            all.contains(u"1 of 3 without an answer: HTTP 429: slow down (asks to wait 20 s)"_s));
        QVERIFY(!all.contains(u"coming"_s));
        // Hostile text is text, and its direction is shown.
        QVERIFY(all.contains(u"<b>bold</b> ⟦U+202E⟧gnitirw"_s));

        const auto* table = panel.findChild<QTableWidget*>();
        QCOMPARE(table->rowCount(), 1);
        QCOMPARE(table->item(0, 1)->text(), u"1/2 say so, 1 otherwise"_s);
        QCOMPARE(table->item(0, 2)->text(), u"0/3 say so, 2 otherwise"_s);
        const QSignalSpy chosen(&panel, &ReaskPanel::statementChosen);
        panel.findChild<QTableWidget*>()->setCurrentCell(0, 0);
        QCOMPARE(chosen.count(), 1);
        QCOMPARE(chosen[0][0].toLongLong(), 0);
    }

    // A server that drops input counts what it read; asked again, all of it is sent.
    void whatWasDroppedIsSentAgain()
    {
        const pagetest::Recording recording;
        items::RecordingQueries queries(recording.path());
        const common::Theme theme(u"light"_s);
        FakePort port;
        ReaskPanel panel(&port, queries, theme);
        panel.open(cutSuspect());
        QTRY_VERIFY(visibleText(panel).contains(u"The suspect's model read 768 of about "_s));
        QVERIFY(!visibleText(panel).contains(u"The same input goes to"_s));
        QVERIFY(!visibleText(panel).contains(u"× 768 in"_s));
        QVERIFY(visibleText(panel).contains(u"≈ 10 × ≈ 2,"_s));
        sending(panel)->click();
        sampling::Reask again = answered();
        for (sampling::Sample& sample : again.samples)
            sample.inputTokens = 1237;
        emit port.finished(port.number, traceview::ReaskAnswer(again));
        QTRY_VERIFY(
            visibleText(panel).contains(u"The suspect's model read 768 tokens of about "_s));
        QTRY_VERIFY(visibleText(panel).contains(u"; these read 1,237."_s));
        // Of another one, of which nothing was dropped, nothing of it is told.
        panel.open(another());
        queries.waitForIdle();
        QCoreApplication::processEvents();
        QVERIFY(visibleText(panel).contains(u"The same input goes to"_s));
        QVERIFY(!visibleText(panel).contains(u"768"_s));
    }

    void theSameFailureIsOneRow()
    {
        const pagetest::Recording recording;
        items::RecordingQueries queries(recording.path());
        const common::Theme theme(u"light"_s);
        FakePort port;
        ReaskPanel panel(&port, queries, theme);
        panel.open(suspect());
        sending(panel)->click();
        sampling::Reask again = answered();
        again.samplesEach = 5;
        again.samples.clear();
        for (std::size_t i = 0; i < 5; ++i)
            again.samples.push_back(sampleOf(0, i, {}, "HTTP 404: The model does not exist."));
        emit port.finished(port.number, traceview::ReaskAnswer(again));
        auto* tree = panel.findChild<QTreeWidget*>();
        const QString said = u"5 of 5 without an answer: HTTP 404: The model does not exist."_s;
        QTRY_VERIFY(treeText(*tree).contains(said));
        QCOMPARE(tree->topLevelItem(0)->childCount(), 1);
        // Nothing stands open that has nothing to show.
        QVERIFY(!panel.findChild<QTableWidget*>()->isVisibleTo(&panel));
        const auto* chosen = named<QPlainTextEdit>(panel, u"The chosen answer"_s);
        QVERIFY(!chosen->isVisibleTo(&panel));
        tree->setCurrentItem(tree->topLevelItem(0)->child(0));
        QVERIFY(chosen->isVisibleTo(&panel));
        QCOMPARE(chosen->toPlainText(), u"HTTP 404: The model does not exist."_s);
    }

    void groupsAreWholeWithWhatSetsThemApart()
    {
        const pagetest::Recording recording;
        items::RecordingQueries queries(recording.path());
        const common::Theme theme(u"light"_s);
        FakePort port;
        ReaskPanel panel(&port, queries, theme);
        panel.open(suspect());
        sending(panel)->click();
        sampling::Reask again = answered();
        again.targets.resize(1);
        std::string longer = "\u202e" + kRight;
        for (int i = 0; i < 12; ++i)
            longer += " We hope that this is of help to you.";
        longer += " Cases carry it for 6 months.";
        again.samples = {sampleOf(0, 0, kRight), sampleOf(0, 1, kRight), sampleOf(0, 2, longer),
                         sampleOf(0, 3, reasktest::kWrong)};
        emit port.finished(port.number, traceview::ReaskAnswer(again));
        auto* tree = panel.findChild<QTreeWidget*>();
        const auto rowOf = [tree](const QString& text) {
            const auto found = tree->findItems(text, Qt::MatchContains | Qt::MatchRecursive);
            return found.isEmpty() ? QModelIndex() : tree->indexFromItem(found.front());
        };
        QTRY_VERIFY(rowOf(u"for 6 months"_s).isValid()); // though it is far behind
        QCOMPARE(markedText(rowOf(u"for 6 months"_s)), u"Cases carry it for 6 months"_s);
        QCOMPARE(markedText(rowOf(u"36 months"_s)), u"36"_s);
        QCOMPARE(markedText(rowOf(u"2 of 4: "_s)), QString());
        QVERIFY(rowOf(u"36 months"_s).data().toString().endsWith(u"delivery."_s));
        panel.resize(420, 900);
        panel.show();
        QVERIFY(QTest::qWaitForWindowExposed(&panel));
        const int line = tree->fontMetrics().height();
        QTRY_VERIFY(tree->visualRect(rowOf(u"for 6 months"_s)).height() > 5 * line);
        QVERIFY(tree->visualRect(rowOf(u"is among so few"_s)).height() > 2 * line);
    }

    void answersOfAnotherQuestionAreNotTaken()
    {
        const pagetest::Recording recording;
        items::RecordingQueries queries(recording.path());
        const common::Theme theme(u"light"_s);
        FakePort port;
        ReaskPanel panel(&port, queries, theme);
        panel.open(suspect());
        sending(panel)->click();
        const quint64 number = port.number;
        panel.open(another());
        emit port.sampleReady(number, sampleOf(0, 0, reasktest::kWrong));
        emit port.finished(number, traceview::ReaskAnswer(answered()));
        queries.waitForIdle();
        QCoreApplication::processEvents();
        QCOMPARE(panel.findChild<QTreeWidget*>()->topLevelItemCount(), 0);
        sending(panel)->click();
        QVERIFY(port.number != number);
        emit port.finished(port.number,
                           traceview::ReaskAnswer(telemetry::failure(telemetry::ErrorKind::Refused,
                                                                     "Not the <b>same</b>.")));
        QVERIFY(visibleText(panel).contains(u"Not the <b>same</b>."_s));
        for (const QLabel* label : panel.findChildren<QLabel*>())
            if (label->text().contains(u"<b>"_s))
                QVERIFY(label->textFormat() == Qt::PlainText);
    }

    void whatIsLookedAtStays()
    {
        const pagetest::Recording recording;
        for (const unsigned char number : std::array<unsigned char, 3>{9, 8, 7}) {
            sampling::Reask earlier = answered();
            earlier.trace = pagetest::spanKey(number, 1).trace;
            earlier.time = pagetest::at(number);
            telemetry::TimelineEntry entry;
            entry.time = earlier.time;
            entry.kind = sampling::kEntryKind;
            entry.actor = "ada" + std::to_string(number);
            entry.text = sampling::inWords(earlier);
            entry.payload = sampling::payloadOf(earlier);
            recording.append(entry);
        }
        items::RecordingQueries queries(recording.path());
        const common::Theme theme(u"light"_s);
        FakePort port;
        ReaskPanel panel(&port, queries, theme);
        panel.open(suspect());
        auto* which = panel.findChild<QComboBox*>();
        auto* tree = panel.findChild<QTreeWidget*>();
        QTRY_COMPARE(which->count(), 3);
        which->setCurrentIndex(1);
        const QString chosen = which->currentText();
        const auto settle = [&queries] {
            for (int i = 0; i < 3; ++i) {
                queries.waitForIdle();
                QCoreApplication::processEvents();
            }
        };
        settle();
        QCOMPARE(tree->topLevelItemCount(), 2);
        tree->topLevelItem(0)->setExpanded(false);
        QTreeWidgetItem* item = tree->topLevelItem(1)->child(1);
        tree->setCurrentItem(item);
        // As each second while it is live.
        panel.setKnownAt(pagetest::at(100));
        settle();
        QCOMPARE(which->currentText(), chosen);
        QVERIFY(tree->currentItem() == item);
        QVERIFY(!tree->topLevelItem(0)->isExpanded());
        // While another is asked and comes, what was gone back to is shown on.
        sending(panel)->click();
        QCOMPARE(which->currentIndex(), 0); // it is what was asked for
        which->setCurrentText(chosen);
        which->setCurrentIndex(which->findText(chosen));
        settle();
        emit port.sampleReady(port.number, sampleOf(0, 0, reasktest::kWrong));
        settle();
        QCOMPARE(which->currentText(), chosen);
        emit port.finished(
            port.number,
            traceview::ReaskAnswer(telemetry::failure(telemetry::ErrorKind::Refused, "No.")));
        settle();
        QCOMPARE(which->currentText(), chosen);
    }

    void whatIsChosenOfWhatComesStays()
    {
        const pagetest::Recording recording;
        items::RecordingQueries queries(recording.path());
        const common::Theme theme(u"light"_s);
        FakePort port;
        ReaskPanel panel(&port, queries, theme);
        panel.open(suspect());
        named<QSpinBox>(panel, u"Answers of each model"_s)->setValue(3);
        sending(panel)->click();
        auto* tree = panel.findChild<QTreeWidget*>();
        const auto itemOf = [tree](const QString& text) {
            const auto found =
                tree->findItems(text, Qt::MatchContains | Qt::MatchRecursive | Qt::MatchWrap);
            return found.isEmpty() ? nullptr : found.back();
        };
        emit port.sampleReady(port.number, sampleOf(0, 0, reasktest::kWrong));
        QTRY_VERIFY(itemOf(u"36 months"_s) != nullptr);
        tree->setCurrentItem(itemOf(u"36 months"_s));
        tree->topLevelItem(1)->setExpanded(false);
        // Nor does the one that is still being written.
        emit port.textChanged(port.number, 0, 2, u"Thinking about it"_s);
        QTRY_VERIFY(itemOf(u"Thinking about it"_s) != nullptr);
        auto* coming = itemOf(u"Thinking about it"_s);
        tree->setCurrentItem(coming);
        emit port.textChanged(port.number, 0, 2, u"Thinking about it, still"_s);
        QTRY_VERIFY(itemOf(u"still"_s) != nullptr);
        QVERIFY(tree->currentItem() == itemOf(u"still"_s));
        tree->setCurrentItem(itemOf(u"36 months"_s));
        emit port.sampleReady(port.number, sampleOf(0, 1, kRight));
        QTRY_VERIFY(itemOf(u"24 months"_s) != nullptr);
        QVERIFY(tree->currentItem() != nullptr);
        QVERIFY2(tree->currentItem()->text(0).contains(u"36 months"_s),
                 qPrintable(tree->currentItem()->text(0)));
        QVERIFY(!tree->topLevelItem(1)->isExpanded());
        emit port.finished(port.number, traceview::ReaskAnswer(answered()));
        QTRY_VERIFY(itemOf(u"HTTP 429"_s) != nullptr);
        QVERIFY(tree->currentItem()->text(0).contains(u"36 months"_s));
    }

    void earlierOnesAreListed()
    {
        const pagetest::Recording recording;
        sampling::Reask earlier = answered();
        telemetry::TimelineEntry entry;
        entry.time = earlier.time;
        entry.kind = sampling::kEntryKind;
        entry.actor = "ada";
        entry.text = sampling::inWords(earlier);
        entry.payload = sampling::payloadOf(earlier);
        recording.append(entry);
        items::RecordingQueries queries(recording.path());
        const common::Theme theme(u"light"_s);
        ReaskPanel panel(nullptr, queries, theme); // replay shows them too
        panel.open(suspect());
        auto* which = panel.findChild<QComboBox*>();
        QTRY_COMPARE(which->count(), 1);
        QVERIFY(which->itemText(0).contains(u"asked by ada"_s));
        QTRY_VERIFY(panel.findChild<QTreeWidget*>()->topLevelItemCount() == 2);
    }

    void everythingHasANameAndAKey()
    {
        const pagetest::Recording recording;
        items::RecordingQueries queries(recording.path());
        const common::Theme theme(u"light"_s);
        FakePort port;
        ReaskPanel panel(&port, queries, theme);
        panel.open(suspect());
        sending(panel)->click();
        emit port.finished(port.number, traceview::ReaskAnswer(answered()));
        QTRY_VERIFY(panel.findChild<QTreeWidget*>()->topLevelItemCount() == 2);
        panel.show();
        QCOMPARE(pagetest::namelessWidgets(panel), QStringList());
        for (const QPushButton* button : panel.findChildren<QPushButton*>())
            QVERIFY(button->focusPolicy() != Qt::NoFocus);
    }
};

QTEST_MAIN(TestReaskPanel)
#include "tst_reaskpanel.moc"
